import { IconBan } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useProjections } from '../../app/hub-context.tsx';
import { downloadFile } from '../../sync/download-file.ts';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { accessText } from '../../ui/text/access.ts';
import { accessAuditText } from '../../ui/text/access-audit.ts';
import { describeSecond } from '../../ui/when.ts';
import { type ShownAccess, useShownAccess } from '../access-context.tsx';
import { SearchRow } from '../search-row.tsx';
import { asCsv } from './audit-file.ts';
import { auditColumns, type AuditLine, eventOf, readAuditLog, whyOf } from './audit-lines.ts';
import {
  foldLog,
  isTurnedAway,
  type LineNames,
  logChoices,
  type LogChoice,
  type LogRow,
  searchableLog,
} from './fold-log.ts';
import { SaveButtons } from './save-buttons.tsx';
import classes from './audit.module.css';

const words = accessAuditText.relay;
const mostShown = 500;

/** A relay's log as it came from there: narrowed, and with what repeats itself as one row. */
export function LogView({ text }: { readonly text: string }) {
  const { all, people } = useShownAccess();
  const [query, setQuery] = useState('');
  const [choice, setChoice] = useState<LogChoice>('all');
  const { lines, skipped } = useMemo(() => readAuditLog(text), [text]);
  const projections = useProjections();
  const names = useMemo(() => {
    const title = (doc: string): string => projections?.get(doc)?.title ?? '';
    return { ...namesIn({ all, people }), title };
  }, [all, people, projections]);
  const log = useMemo(() => searchableLog(lines, names), [lines, names]);
  const found = useMemo(() => log.find(query, choice), [log, query, choice]);
  const rows = useMemo(() => foldLog(found), [found]);
  return (
    <>
      <SearchRow
        search={{ label: words.search, value: query }}
        onSearch={setQuery}
        choices={{
          label: words.which,
          value: choice,
          of: logChoices.map((value) => ({
            value,
            label: words.choices[value](log.counts[value]),
          })),
        }}
        onChoose={setChoice}
      >
        <SaveButtons isEmpty={found.length === 0} onSave={(type) => save(found, type)} />
      </SearchRow>
      <p className={classes.count} role="status">
        {[
          words.found(found.length, rows.length),
          rows.length > mostShown ? accessAuditText.only(mostShown) : '',
          skipped > 0 ? words.skipped(skipped) : '',
        ]
          .filter((part) => part !== '')
          .join(' ')}
      </p>
      <ScrollBox label={words.table} className={classes.scroll}>
        <table className={classes.table} aria-label={words.table}>
          <thead>
            <tr>
              {(['at', 'what', 'who', 'way', 'why', 'address'] as const).map((column) => (
                <th key={column} scope="col">
                  {words.columns[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, mostShown).map((row, at) => (
              // Nothing tells equal lines apart but their place.
              <Row key={`${row.line.at} ${at}`} row={row} names={names} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </>
  );
}

function Row({ row, names }: { readonly row: LogRow; readonly names: LineNames }) {
  const { line, count, since } = row;
  const { person, role, device = '', label = '', doc = '' } = line;
  const called = label || names.device(device);
  const turnedAway = isTurnedAway(line);
  return (
    <tr data-turned-away={turnedAway}>
      <td className={classes.whole}>
        <Second at={line.at} />
      </td>
      <td data-what={line.what}>
        {turnedAway && <IconBan size={14} aria-hidden="true" className={classes.mark} />}
        {eventOf(line)}
        {since !== undefined && (
          <>
            {' '}
            {words.timesSince(count)} <Second at={since} sameDayAs={line.at} />
          </>
        )}
        {since === undefined && count > 1 && ` ${words.times(count)}`}
      </td>
      <td dir="auto">
        {person === undefined ? '' : names.person(person)}
        {role === undefined ? '' : ` (${roleName(role)})`}
        {names.title(doc) || doc}
        {called !== '' && <span className={classes.device}>{called}</span>}
      </td>
      <td className={classes.whole}>{line.way}</td>
      <td>{whyOf(line)}</td>
      <td className={classes.whole}>{line.address}</td>
    </tr>
  );
}

/** A moment to the second, with all that the relay wrote of it on hover. */
function Second({ at, sameDayAs }: { readonly at: string; readonly sameDayAs?: string }) {
  const day = sameDayAs === undefined ? undefined : Date.parse(sameDayAs);
  const shown = describeSecond(Date.parse(at), day);
  return (
    <time dateTime={at} title={at.replace('T', ' ').replace(/Z$/u, ' UTC')}>
      {shown === '' ? at : shown}
    </time>
  );
}

/** Names of those whom the workspace knows: people, sealed access, and what was cut off (`person:ana`, `token:…`). */
function namesIn({ all, people }: Pick<ShownAccess, 'all' | 'people'>): Omit<LineNames, 'title'> {
  const names = new Map<string, string>();
  const labels = new Map<string, string>();
  for (const { id, claims, device, label } of all) {
    const onDevice = label === '' ? claims.name : `${label} (${claims.name})`;
    names.set(claims.sub, claims.name);
    names.set(`token:${id}`, onDevice);
    if (device === undefined) continue;
    names.set(`device:${device}`, onDevice);
    labels.set(device, label);
  }
  for (const { id, name } of people) {
    names.set(id, name);
    names.set(`person:${id}`, name);
  }
  return {
    person: (id) => names.get(id) ?? id,
    device: (id) => labels.get(id) ?? '',
  };
}

function roleName(role: string): string {
  const names: Readonly<Record<string, string>> = accessText.roleNames;
  return names[role] ?? role;
}

function save(lines: readonly AuditLine[], type: 'csv' | 'json'): void {
  const text =
    type === 'json'
      ? `${JSON.stringify(lines, undefined, 2)}\n`
      : asCsv(
          auditColumns,
          lines.map((line) => auditColumns.map((column) => String(line[column] ?? ''))),
        );
  downloadFile(`holdfast-relay-log.${type}`, new TextEncoder().encode(text));
}
