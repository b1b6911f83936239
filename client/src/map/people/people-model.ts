import { peopleByComponent } from '@holdfast/shared/analysis/knowledge';
import type { Leave, MapPerson, MapValue } from '@holdfast/shared/model/map-value';
import type { Day } from './days.ts';
import { leaveNowOrNext } from './leave-model.ts';
import { byName } from './matrix-model.ts';

export interface PersonRow {
  /** As lists want it: the id. */
  readonly name: string;
  readonly person: MapPerson;
  readonly teams: readonly string[];
  readonly leave: ReturnType<typeof leaveNowOrNext>;
  /** How many components they can lead, and how many nobody else can. */
  readonly leads: number;
  readonly alone: number;
}

export interface PeopleView {
  readonly query: string;
  /** Id of a team; empty: any. */
  readonly team: string;
  readonly sort: 'name' | 'leads' | 'leave';
}

export const firstPeopleView: PeopleView = { query: '', team: '', sort: 'name' };

export function peopleRows(map: MapValue, view: PeopleView, today: Day): readonly PersonRow[] {
  const leads = new Map<string, number>();
  const alone = new Map<string, number>();
  for (const people of peopleByComponent(map, 'lead').values()) {
    for (const person of people) leads.set(person, (leads.get(person) ?? 0) + 1);
    const [only] = people;
    if (people.length === 1 && only !== undefined) alone.set(only, (alone.get(only) ?? 0) + 1);
  }
  const leaves = new Map<string, Leave[]>();
  for (const leave of map.leaves.values()) {
    const of = leaves.get(leave.person);
    if (of === undefined) leaves.set(leave.person, [leave]);
    else of.push(leave);
  }
  const asked = view.query.trim().toLowerCase();
  const rows: PersonRow[] = [];
  for (const person of map.people.values()) {
    if (view.team !== '' && !person.teams.includes(view.team)) continue;
    const teams = person.teams.map((id) => map.teams.get(id)?.name ?? id);
    const words = [
      person.name,
      person.role,
      ...person.aliases,
      ...teams,
      ...person.contacts.map(({ value }) => value),
    ];
    if (asked !== '' && !words.some((word) => word.toLowerCase().includes(asked))) continue;
    rows.push({
      name: person.id,
      person,
      teams,
      leave: leaveNowOrNext(leaves.get(person.id) ?? [], today),
      leads: leads.get(person.id) ?? 0,
      alone: alone.get(person.id) ?? 0,
    });
  }
  return rows.toSorted((a, b) => compare(a, b, view.sort) || byName(a.person, b.person));
}

function compare(a: PersonRow, b: PersonRow, sort: PeopleView['sort']): number {
  switch (sort) {
    case 'name':
      return 0;
    case 'leads':
      return b.alone - a.alone || b.leads - a.leads;
    case 'leave': {
      const from = (row: PersonRow): string => row.leave?.leave.from ?? '9999';
      return from(a) < from(b) ? -1 : from(a) > from(b) ? 1 : 0;
    }
  }
}
