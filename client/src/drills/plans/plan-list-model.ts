import { plansByDue, dueOf, drillsByPlan, type PlanRow } from '@holdfast/shared/drilling/due';
import type { Days } from '@holdfast/shared/drilling/plan-occurrences';
import { isSamePerson } from '@holdfast/shared/model/people';
import type { DrillBook } from '../drill-book.ts';

/** What the list of plans shows; lives in the address. */
export interface PlanFilter {
  readonly query: string;
  /** Empty: any. */
  readonly kind: string;
  /** Empty: any; `-`: nobody owns it. */
  readonly owner: string;
  readonly archived: boolean;
}

export const noOwnerFilter = '-';

export function searchToPlanFilter(search: string): PlanFilter {
  const params = new URLSearchParams(search);
  return {
    query: params.get('q') ?? '',
    kind: params.get('kind') ?? '',
    owner: params.get('owner') ?? '',
    archived: params.get('archived') === '1',
  };
}

/** Without its question mark. */
export function planFilterToSearch({ query, kind, owner, archived }: PlanFilter): string {
  const params = new URLSearchParams();
  if (query !== '') params.set('q', query);
  if (kind !== '') params.set('kind', kind);
  if (owner !== '') params.set('owner', owner);
  if (archived) params.set('archived', '1');
  return params.toString();
}

/** All plans: those that are kept by the day they are due, the longest overdue first; archived ones by title. */
export function planRows(book: DrillBook, days: Days): readonly PlanRow[] {
  const byPlan = drillsByPlan(book.drills);
  const archived = book.plans
    .filter(({ plan }) => plan.archived)
    .map((one) => ({ ...one, due: dueOf(one, byPlan.get(one.name) ?? [], days) }))
    .sort((a, b) => a.plan.title.localeCompare(b.plan.title) || (a.name < b.name ? -1 : 1));
  return [...plansByDue(book.plans, book.drills, days), ...archived];
}

export function listPlans(rows: readonly PlanRow[], filter: PlanFilter): readonly PlanRow[] {
  const wanted = filter.query.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ plan }) => {
    if (plan.archived !== filter.archived) return false;
    if (filter.kind !== '' && plan.drillKind !== filter.kind) return false;
    if (!isOwned(plan.owner, filter.owner)) return false;
    if (wanted.length === 0) return true;
    const people = plan.participants.flatMap(({ role, person }) => [role, person]);
    const text = [plan.title, plan.owner, ...people, plan.text].join('\n').toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

function isOwned(owner: string, wanted: string): boolean {
  if (wanted === '') return true;
  return wanted === noOwnerFilter ? owner === '' : isSamePerson(owner, wanted);
}

/** Whom and which kinds the filters offer. */
export function planChoices(rows: readonly PlanRow[]): {
  readonly owners: readonly string[];
  readonly kinds: readonly string[];
} {
  const sorted = (all: readonly string[]) =>
    [...new Set(all.filter((one) => one !== ''))].sort((a, b) => a.localeCompare(b));
  return {
    owners: sorted(rows.map(({ plan }) => plan.owner)),
    kinds: sorted(rows.map(({ plan }) => plan.drillKind)),
  };
}
