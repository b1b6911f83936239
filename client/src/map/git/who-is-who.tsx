import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { rowIndexAttribute } from '../../runbooks/list-focus.ts';
import { ListTable, type RowPlace } from '../../runbooks/list-table.tsx';
import { downloadFile } from '../../sync/download-file.ts';
import { showNotice } from '../../ui/notice.tsx';
import { mapGitText as words } from '../../ui/text/map-git.ts';
import { useMap } from '../map-context.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import pageClasses from '../people/people-page.module.css';
import { joined } from './corrections.ts';
import type { Found, GitLog } from './use-git-log.ts';
import { WhoDialog } from './who-dialog.tsx';
import {
  filteredRows,
  matchWords,
  type Shown,
  shownKinds,
  type WhoRow,
  whoRows,
  whyWords,
} from './who-rows.ts';
import { ListRow } from '../../runbooks/list-row.tsx';
import classes from './git.module.css';

const heights = { wide: 44, phone: 96 } as const;
const columns = ['pick', 'name', 'addresses', 'commits', 'why', 'map'] as const;

/** All who are in a log: who is one person, who is a program, who is on the map. */
export function WhoIsWho({ log, found }: { readonly log: GitLog; readonly found: Found }) {
  const map = useMap();
  const [query, setQuery] = useState('');
  const [shown, setShown] = useState<Shown>('all');
  const [picked, setPicked] = useState<{
    readonly of: Found;
    readonly rows: ReadonlySet<number>;
  }>();
  const [opened, setOpened] = useState<number>();
  const file = useRef<HTMLInputElement>(null);
  const rows = useMemo(() => whoRows(map, found, log.steps.now), [map, found, log.steps.now]);
  const seen = useMemo(() => filteredRows(rows, shown, query), [rows, shown, query]);
  // Places are those of one answer: after a correction nothing is chosen.
  const chosen = picked?.of === found ? picked.rows : new Set<number>();
  const open = opened === undefined ? undefined : rows[opened];

  function pick(at: number, isPicked: boolean): void {
    const next = new Set(chosen);
    if (isPicked) next.add(at);
    else next.delete(at);
    setPicked({ of: found, rows: next });
  }

  async function save(): Promise<void> {
    if (log.state.kind !== 'read') return;
    const text = await log.state.reader.ask('write', { listed: log.steps.now.listed });
    downloadFile(`${log.state.facts.name}.people.yaml`, new TextEncoder().encode(text));
  }

  async function load(chosenFile: File | undefined): Promise<void> {
    if (chosenFile === undefined) return;
    const count = await log.load(chosenFile);
    if (count !== undefined) showNotice(words.loaded(count));
  }

  return (
    <>
      <div className={pageClasses.tools}>
        <SearchField label={words.search} value={query} onChange={setQuery} />
        <NativeSelect
          size="xs"
          className={classes.show}
          aria-label={words.show}
          value={shown}
          data={shownKinds.map((value) => ({ value, label: words.shown[value] }))}
          onChange={(event) =>
            setShown(shownKinds.find((one) => one === event.currentTarget.value) ?? 'all')
          }
        />
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowBackUp size={15} aria-hidden="true" />}
          disabled={log.steps.past.length === 0}
          onClick={log.undo}
        >
          {words.undo}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowForwardUp size={15} aria-hidden="true" />}
          disabled={log.steps.undone.length === 0}
          onClick={log.redo}
        >
          {words.redo}
        </Button>
        <Button size="xs" variant="default" onClick={() => void save()}>
          {words.save}
        </Button>
        <Button size="xs" variant="default" onClick={() => file.current?.click()}>
          {words.load}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={log.steps.now.listed.length + log.steps.now.links.size === 0}
          onClick={log.forgetCorrections}
        >
          {words.forget}
        </Button>
        <input
          ref={file}
          type="file"
          hidden
          data-files="identities"
          onChange={(event) => {
            const [one] = event.currentTarget.files ?? [];
            event.currentTarget.value = '';
            void load(one);
          }}
        />
      </div>
      {seen.length === 0 ? (
        <p className={pageClasses.nothing} role="status">
          {words.nothingFound}
        </p>
      ) : (
        <ListTable
          label={words.table}
          columns={columns}
          columnNames={words.columns}
          classNames={classes}
          rows={seen}
          heightOf={(_, phone) => (phone ? heights.phone : heights.wide)}
        >
          {(row, place) => (
            <Row
              row={row}
              onMap={matchWords(map, row.match)}
              isPicked={chosen.has(row.at)}
              onPick={(isPicked) => pick(row.at, isPicked)}
              onOpen={() => setOpened(row.at)}
              {...place}
            />
          )}
        </ListTable>
      )}
      <footer className={classes.bar}>
        <span role="status">{words.count(seen.length, rows.length)}</span>
        <span className={classes.hint}>
          {chosen.size < 2 ? `${words.joinHint} ${words.fileHint}` : ''}
        </span>
        {chosen.size >= 2 && (
          <Button
            size="xs"
            onClick={() =>
              log.change((now, { identities }) => joined(now, identities, [...chosen]))
            }
          >
            {words.join(chosen.size)}
          </Button>
        )}
      </footer>
      {open !== undefined && (
        <WhoDialog
          row={open}
          found={found}
          onChange={log.change}
          onClose={() => setOpened(undefined)}
        />
      )}
    </>
  );
}

function Row(
  props: RowPlace & {
    readonly row: WhoRow;
    readonly onMap: string;
    readonly isPicked: boolean;
    readonly onPick: (isPicked: boolean) => void;
    readonly onOpen: () => void;
  },
) {
  const { row, index } = props;
  const { person } = row;
  const [first = '', ...others] = person.emails;
  const addresses = others.length === 0 ? first : `${first}, ${words.more(others.length)}`;
  const hints = [
    ...(row.unsure.length > 0 ? [words.unsureBadge(row.unsure.length)] : []),
    ...(row.mayBeSeveral ? [words.severalBadge] : []),
  ].join(', ');
  return (
    <ListRow place={props} className={classes.row}>
      <span role="cell" className={classes.pick}>
        <Checkbox
          size="xs"
          checked={props.isPicked}
          aria-label={words.pick(person.name)}
          tabIndex={props.active ? 0 : -1}
          onChange={(event) => props.onPick(event.currentTarget.checked)}
        />
      </span>
      <span role="cell" className={classes.name}>
        <button
          type="button"
          className={classes.open}
          title={person.names.join(', ')}
          tabIndex={props.active ? 0 : -1}
          dir="auto"
          onClick={props.onOpen}
          {...{ [rowIndexAttribute]: index }}
        >
          {person.name}
        </button>
      </span>
      <span role="cell" className={classes.addresses} title={person.emails.join('\n')} dir="auto">
        {addresses}
      </span>
      <span role="cell" className={classes.commits}>
        {words.commits(person.commits)}
      </span>
      <span role="cell" className={classes.why}>
        {whyWords(row)}
        {hints !== '' && <strong className={classes.unsure}>{hints}</strong>}
      </span>
      <span role="cell" className={classes.map} title={props.onMap} dir="auto">
        {props.onMap}
      </span>
    </ListRow>
  );
}
