import { TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { useProjections } from '../../app/hub-context.tsx';
import { useRoute } from '../../app/use-route.ts';
import { downloadFile } from '../../sync/download-file.ts';
import { Moment } from '../../ui/moment.tsx';
import { Section } from '../../ui/section.tsx';
import { accessText } from '../../ui/text/access.ts';
import { accessAuditText as words } from '../../ui/text/access-audit.ts';
import { useShownAccess } from '../access-context.tsx';
import { asCsv, asTime } from './audit-file.ts';
import { SearchRow } from '../search-row.tsx';
import { RelayLog } from './relay-log.tsx';
import { filterRecord, recordKinds, recordOf, type RecordRow } from './record.ts';
import { SaveButtons } from './save-buttons.tsx';
import classes from './audit.module.css';

/** What is recorded of access: by the workspace itself, and by the relay that this page comes from. */
export function AuditPart({ search }: { readonly search: string }) {
  const shown = useShownAccess();
  const projections = useProjections();
  const [, navigate] = useRoute();
  const params = useMemo(() => new URLSearchParams(search), [search]);
  const query = params.get('q') ?? '';
  const kind = recordKinds.find((one) => one === params.get('what')) ?? '';
  const since = params.get('since') ?? '';
  const all = useMemo(
    () =>
      recordOf(shown, (doc) => {
        const title = projections?.get(doc)?.title ?? '';
        return title === '' ? doc : title;
      }),
    [shown, projections],
  );
  const sinceMs = since === '' ? -Infinity : new Date(`${since}T00:00`).getTime();
  const rows = filterRecord(all, { query, kind, sinceMs });

  function set(next: Readonly<Record<string, string>>): void {
    const to = new URLSearchParams();
    for (const [key, value] of Object.entries({ q: query, what: kind, since, ...next })) {
      if (value !== '') to.set(key, value);
    }
    navigate({ page: 'access', part: 'audit', search: to.toString() }, { replace: true });
  }

  return (
    <>
      <Section title={words.record.title} lead={words.record.lead}>
        <SearchRow
          search={{ label: words.search, value: query }}
          onSearch={(q) => set({ q })}
          choices={{
            label: words.what,
            value: kind,
            of: [
              { value: '', label: words.anything },
              ...recordKinds.map((value) => ({ value, label: words.record.kinds[value] })),
            ],
          }}
          onChoose={(what) => set({ what })}
        >
          <TextInput
            size="xs"
            type="date"
            aria-label={words.since}
            value={since}
            onChange={(event) => set({ since: event.currentTarget.value })}
          />
          <SaveButtons onSave={(type) => saveRecord(rows, type)} isEmpty={rows.length === 0} />
        </SearchRow>
        <p className={classes.count} role="status">
          {words.count(rows.length)}
        </p>
        {rows.length > 0 && (
          <ul className={classes.list} aria-label={words.record.title}>
            {rows.slice(0, mostShown).map((row) => (
              <Line key={row.id} row={row} />
            ))}
          </ul>
        )}
        {rows.length > mostShown && <p className={classes.count}>{words.only(mostShown)}</p>}
      </Section>
      <RelayLog />
    </>
  );
}

/** Whoever looks for more narrows it, or saves all. */
const mostShown = 200;

function Line({ row }: { readonly row: RecordRow }) {
  const { kind, by, about, detail, atMs } = row;
  return (
    <li className={classes.line}>
      <span className={classes.when}>
        {Number.isFinite(atMs) ? <Moment atMs={atMs} /> : words.record.noTime}
      </span>
      <span className={classes.words}>
        <span dir="auto">{words.record.said[kind](by || words.record.somebody, about)}</span>{' '}
        {detail !== '' && (
          <span className={classes.detail} dir="auto">
            {kind === 'cut-off' || kind === 'wipe'
              ? accessText.people.reason(detail)
              : roleOr(detail)}
          </span>
        )}
      </span>
    </li>
  );
}

function roleOr(detail: string): string {
  const names: Readonly<Record<string, string>> = accessText.roleNames;
  return names[detail] ?? detail;
}

function saveRecord(rows: readonly RecordRow[], type: 'csv' | 'json'): void {
  const columns = ['at', 'what', 'by', 'about', 'aboutId', 'detail'] as const;
  const plain = rows.map(({ kind, atMs, by, about, aboutId, detail }) => ({
    at: asTime(atMs),
    what: kind,
    by,
    about,
    aboutId,
    detail,
  }));
  const text =
    type === 'json'
      ? `${JSON.stringify(plain, undefined, 2)}\n`
      : asCsv(
          columns,
          plain.map((row) => columns.map((column) => row[column])),
        );
  downloadFile(`holdfast-access.${type}`, new TextEncoder().encode(text));
}
