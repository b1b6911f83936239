import type { DrillProjection } from '@holdfast/shared/model/projection';
import {
  type DrillLogRow,
  drillLogRows,
  filterDrillLog,
} from '@holdfast/shared/transfer/drill-log-rows';
import type { Projections } from '../../runbooks/list-model.ts';

/** What of the log is shown; empty: all. Days are local, `2026-11-30`. */
export interface LogFilter {
  readonly text: string;
  readonly kind: string;
  readonly outcome: string;
  readonly component: string;
  readonly person: string;
  readonly from: string;
  readonly to: string;
}

export const noLogFilter: LogFilter = {
  text: '',
  kind: '',
  outcome: '',
  component: '',
  person: '',
  from: '',
  to: '',
};
const names = ['text', 'kind', 'outcome', 'component', 'person', 'from', 'to'] as const;

/** From the address, without its question mark. What cannot be read lets all through. */
export function readLogSearch(search: string): LogFilter {
  const params = new URLSearchParams(search);
  const day = (name: string) => {
    const said = params.get(name) ?? '';
    return /^\d{4}-\d{2}-\d{2}$/u.test(said) ? said : '';
  };
  return {
    text: params.get('text') ?? '',
    kind: params.get('kind') ?? '',
    outcome: params.get('outcome') ?? '',
    component: params.get('component') ?? '',
    person: params.get('person') ?? '',
    from: day('from'),
    to: day('to'),
  };
}

export function writeLogSearch(filter: LogFilter, more: Readonly<Record<string, string>> = {}) {
  const params = new URLSearchParams();
  for (const name of names) if (filter[name] !== '') params.set(name, filter[name]);
  for (const [name, value] of Object.entries(more)) params.set(name, value);
  return params.toString();
}

/** A row as tables want it. */
export interface LogRow extends DrillLogRow {
  readonly name: string;
  /** Undefined where only the seal is left. */
  readonly drill: DrillProjection | undefined;
}

/** Every drill that ended, archived or not, and the summaries of those that are gone; the newest first. */
export function logRows(
  projections: Projections | undefined,
  domains: ReadonlyMap<string, string> = new Map(),
): readonly LogRow[] {
  const drills: [string, DrillProjection][] = [];
  for (const [name, one] of projections ?? []) if (one.kind === 'drill') drills.push([name, one]);
  const byName = new Map(drills);
  const log = projections?.get('drill-log');
  const map = projections?.get('map');
  const known = new Map(domains);
  if (map?.kind === 'map') {
    for (const { id, name } of [...map.components, ...map.people]) known.set(id, name);
  }
  const seals = log?.kind === 'drill-log' ? log.seals : [];
  return drillLogRows(drills, seals, (id) => known.get(id))
    .filter(({ outcome }) => outcome !== 'open')
    .map((row) => ({ ...row, name: row.document, drill: byName.get(row.document) }))
    .toReversed();
}

/** @param dayOf the local day of a moment, wall clock ms since 1970 */
export function filterLog(
  rows: readonly LogRow[],
  filter: LogFilter,
  dayOf: (atMs: number) => string,
): readonly LogRow[] {
  const kept = new Set<DrillLogRow>(filterDrillLog(rows, filter, dayOf));
  const asked = filter.text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  return rows.filter((row) => {
    if (!kept.has(row)) return false;
    if (asked.length === 0) return true;
    const text = textOf(row);
    return asked.every((word) => text.includes(word));
  });
}

function textOf({ title, people, components, domains, aboutPeople, drill }: LogRow): string {
  const said = [drill?.hypothesis ?? '', drill?.verdict?.text ?? '', drill?.aborted?.reason ?? ''];
  const found = drill?.findings.map(({ text }) => text) ?? [];
  return [title, ...people, ...components, ...domains, ...aboutPeople, ...said, ...found]
    .join('\n')
    .toLowerCase();
}

/** Names that filters offer, each once, as they are written. */
export function offered(rows: readonly LogRow[]): {
  readonly kinds: readonly string[];
  readonly components: readonly string[];
  readonly people: readonly string[];
} {
  const each = (of: (row: LogRow) => readonly string[]) =>
    [...new Set(rows.flatMap(of))].filter((one) => one !== '').toSorted();
  return {
    kinds: each(({ drillKind }) => [drillKind]),
    components: each(({ components }) => components),
    people: each(({ people, aboutPeople }) => [...people, ...aboutPeople]),
  };
}
