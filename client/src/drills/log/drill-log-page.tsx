import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { duration } from '@holdfast/shared/model/duration';
import { drillVerdicts } from '@holdfast/shared/model/drill-words';
import { drillLogCsv, drillLogFile } from '@holdfast/shared/transfer/drill-log-export';
import {
  IconDownload,
  IconListSearch,
  IconPrinter,
  IconSearch,
  IconShieldCheck,
} from '@tabler/icons-react';
import { memo, useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { useHub, useProjections } from '../../app/hub-context.tsx';
import { drillPartPath, drillPath, noDrillFilter, routeToPath } from '../../app/routes.ts';
import { localDay } from '@holdfast/shared/model/local-day';
import { rowIndexAttribute } from '../../runbooks/list-focus.ts';
import { ListRow } from '../../runbooks/list-row.tsx';
import { ListTable, type RowPlace } from '../../runbooks/list-table.tsx';
import { OutcomePill } from '../../runs/state-pill.tsx';
import { showProblem } from '../../ui/notice.tsx';
import { incidentsText } from '../../ui/text/incidents.ts';
import { drillSignatures } from './drill-signatures.ts';
import { downloadFile } from '../../sync/download-file.ts';
import { MessagePage } from '../../ui/message-page.tsx';
import { Moment } from '../../ui/moment.tsx';
import { drillLogText as words } from '../../ui/text/drill-log.ts';
import { drillWords } from '../../ui/text/drill-words.ts';
import { DrillsFrame } from '../drills-frame.tsx';
import { useDomainNames } from '../room/use-scope-names.ts';
import { LogReport } from './log-report.tsx';
import {
  filterLog,
  type LogFilter,
  logRows,
  type LogRow,
  noLogFilter,
  offered,
  readLogSearch,
  writeLogSearch,
} from './log-model.ts';
import page from '../drill-list-page.module.css';
import classes from './drill-log.module.css';

const icon = { size: 15, 'aria-hidden': true } as const;
const heights = { wide: 44, phone: 66 } as const;
const columns = [
  'when',
  'title',
  'kind',
  'outcome',
  'recovery',
  'loss',
  'people',
  'sealed',
] as const;

/** Every drill that ended. The address holds what is shown. */
export function DrillLogPage(props: { readonly search: string }) {
  const { search } = props;
  const projections = useProjections();
  const domainIds = useMemo(() => domainsIn(projections), [projections]);
  const domains = useDomainNames(domainIds);
  const rows = useMemo(() => logRows(projections, domains), [projections, domains]);
  const filter = useMemo(() => readLogSearch(search), [search]);
  const shown = useMemo(() => filterLog(rows, filter, localDay), [rows, filter]);
  const isPaper = new URLSearchParams(search).get('paper') === '1';
  if (projections === undefined) {
    return (
      <p className={page.loading} role="status">
        {words.loading}
      </p>
    );
  }
  if (isPaper) return <LogReport rows={shown} filter={filter} />;
  return (
    <DrillsFrame at="log" actions={<Ways rows={shown} filter={filter} />}>
      {rows.length === 0 ? (
        <MessagePage title={words.empty.title} icon={<IconListSearch size={30} stroke={1.5} />}>
          <p>{words.empty.body}</p>
          <Button
            component={Link}
            href={routeToPath({ page: 'drills', filter: noDrillFilter })}
            w="fit-content"
          >
            {words.empty.toDrills}
          </Button>
        </MessagePage>
      ) : (
        <>
          <Filters rows={rows} filter={filter} />
          {shown.length === 0 ? (
            <p className={page.loading} role="status">
              {words.nothingFound}
            </p>
          ) : (
            <ListTable
              label={words.table}
              columns={columns}
              columnNames={words.columns}
              classNames={classes}
              rows={shown}
              heightOf={(_, phone) => (phone ? heights.phone : heights.wide)}
            >
              {(row, place) => <Row row={row} {...place} />}
            </ListTable>
          )}
          <footer className={page.footer}>
            <span role="status">{words.count(shown.length, rows.length)}</span>
            <span className={page.hint}>{words.keysHint}</span>
          </footer>
        </>
      )}
    </DrillsFrame>
  );
}

function domainsIn(projections: ReturnType<typeof useProjections>): readonly string[] {
  const ids = new Set<string>();
  for (const one of projections?.values() ?? []) {
    if (one.kind === 'drill') for (const id of one.scope.domains) ids.add(id);
  }
  return [...ids];
}

/** Offers a text as a file, once it is made. */
async function offer(make: () => Promise<readonly [name: string, text: string]>): Promise<void> {
  try {
    const [name, text] = await make();
    downloadFile(name, new TextEncoder().encode(text));
  } catch {
    showProblem(incidentsText.prose.exportFailed, incidentsText.prose.exportFailedWhy);
  }
}

function Ways(props: { readonly rows: readonly LogRow[]; readonly filter: LogFilter }) {
  const { rows, filter } = props;
  const hub = useHub();
  const [, go] = useLocation();
  const oldestFirst = () => rows.toReversed();
  const name = () => `drill-log-${localDay(Date.now())}`;
  return (
    <div className={classes.ways}>
      <Button
        size="xs"
        variant="default"
        aria-label={words.csvLong}
        leftSection={<IconDownload {...icon} />}
        onClick={() =>
          void offer(async () => {
            const all = oldestFirst();
            return [`${name()}.csv`, drillLogCsv(all, await drillSignatures(hub, all))];
          })
        }
      >
        {words.csv}
      </Button>
      <Button
        size="xs"
        variant="default"
        aria-label={words.jsonLong}
        leftSection={<IconDownload {...icon} />}
        onClick={() =>
          void offer(async () => {
            const all = oldestFirst();
            const signatures = await drillSignatures(hub, all);
            const about = { workspace: hub.workspace, nowMs: Date.now(), signatures };
            const file = drillLogFile(all, about);
            return [`${name()}.json`, `${JSON.stringify(file, undefined, 2)}\n`];
          })
        }
      >
        {words.json}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPrinter {...icon} />}
        onClick={() => go(drillPartPath('log', '', writeLogSearch(filter, { paper: '1' })))}
      >
        {words.paper}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconShieldCheck {...icon} />}
        onClick={() => go(drillPartPath('prove'))}
      >
        {words.prove}
      </Button>
    </div>
  );
}

function Filters(props: { readonly rows: readonly LogRow[]; readonly filter: LogFilter }) {
  const { rows, filter } = props;
  const [, go] = useLocation();
  const known = useMemo(() => offered(rows), [rows]);
  const [isOpen, setOpen] = useState(false);
  const { component, person, from, to } = filter;
  // On a phone the log itself needs the room; what filters it is never hidden.
  const isMore = isOpen || [component, person, from, to].some((one) => one !== '');
  const set = (change: Partial<LogFilter>): void =>
    go(drillPartPath('log', '', writeLogSearch({ ...filter, ...change })), { replace: true });
  const field = (name: 'component' | 'person', list: readonly string[]) => (
    <>
      <TextInput
        size="xs"
        className={classes.field}
        aria-label={words.filter[name]}
        placeholder={words.filter[name]}
        value={filter[name]}
        list={`log ${name}`}
        autoComplete="off"
        onChange={(event) => set({ [name]: event.currentTarget.value })}
      />
      <datalist id={`log ${name}`}>
        {list.slice(0, 500).map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
      </datalist>
    </>
  );
  const isFiltered = writeLogSearch(filter) !== '';
  return (
    <search className={classes.filters} data-more={isMore}>
      <TextInput
        size="xs"
        className={classes.text}
        aria-label={words.filter.text}
        placeholder={words.filter.text}
        value={filter.text}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      <NativeSelect
        size="xs"
        aria-label={words.filter.kind}
        value={filter.kind}
        data={[
          { value: '', label: words.filter.anyKind },
          ...[...new Set([...known.kinds, filter.kind])]
            .filter((one) => one !== '')
            .map((value) => ({ value, label: drillWords.kind(value) })),
        ]}
        onChange={(event) => set({ kind: event.currentTarget.value })}
      />
      <NativeSelect
        size="xs"
        aria-label={words.filter.outcome}
        value={filter.outcome}
        data={[
          { value: '', label: words.filter.anyOutcome },
          ...[...drillVerdicts, 'abandoned' as const].map((value) => ({
            value,
            label: drillWords.outcomes[value],
          })),
        ]}
        onChange={(event) => set({ outcome: event.currentTarget.value })}
      />
      {!isMore && (
        <Button size="xs" variant="default" className={classes.more} onClick={() => setOpen(true)}>
          {words.filter.more}
        </Button>
      )}
      {field('component', known.components)}
      {field('person', known.people)}
      {(['from', 'to'] as const).map((end) => (
        <label key={end} className={classes.day}>
          {words.filter[end]}
          <TextInput
            size="xs"
            type="date"
            value={filter[end]}
            onChange={(event) => set({ [end]: event.currentTarget.value })}
          />
        </label>
      ))}
      {isFiltered && (
        <CloseButton size="sm" aria-label={words.filter.clear} onClick={() => set(noLogFilter)} />
      )}
    </search>
  );
}

const Row = memo(function Row(props: RowPlace & { readonly row: LogRow }) {
  const { row, index, active } = props;
  const people = row.people.join(', ');
  return (
    <ListRow place={props} className={classes.row}>
      <span role="cell" className={classes.when}>
        <Moment atMs={row.startedAtMs} />
      </span>
      <span role="cell" className={classes.title}>
        {/* What is gone leads to its page as well, which says so. */}
        <Link
          href={drillPath(row.document)}
          className={classes.link}
          title={row.title}
          tabIndex={active ? 0 : -1}
          dir="auto"
          {...{ [rowIndexAttribute]: index }}
        >
          {row.title}
        </Link>
        {row.gone && (
          <span className={classes.gone} title={words.goneLong}>
            {words.gone}
          </span>
        )}
      </span>
      <span role="cell" className={classes.kind}>
        {drillWords.kind(row.drillKind)}
      </span>
      <span role="cell" className={classes.outcome}>
        <OutcomePill outcome={row.outcome} />
      </span>
      <Against
        className={classes.recovery}
        measured={row.recoverySeconds}
        promised={row.rtoSeconds}
      />
      <Against className={classes.loss} measured={row.dataLossSeconds} promised={row.rpoSeconds} />
      <span role="cell" className={classes.people} title={people}>
        {people}
      </span>
      <span role="cell" className={classes.sealed}>
        {row.sealedAtMs > 0 ? words.sealed : words.notSealed}
      </span>
    </ListRow>
  );
});

function Against(props: {
  readonly className: string | undefined;
  readonly measured: number | undefined;
  readonly promised: number | undefined;
}) {
  const { measured, promised } = props;
  const isMissed = measured !== undefined && promised !== undefined && measured > promised;
  const said = measured === undefined ? '' : duration(measured);
  return (
    <span role="cell" className={props.className} data-missed={isMissed}>
      {promised === undefined
        ? said
        : measured === undefined
          ? words.notMeasured
          : words.against(said, duration(promised))}
      {isMissed && `, ${drillWords.missed.toLowerCase()}`}
    </span>
  );
}
