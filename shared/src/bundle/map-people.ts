import type { Contact, MapValue } from '../model/map-value.ts';
import { mapText } from './map-text.ts';
import { markup, type Html, nothing } from './markup.ts';

/** Local days are days of the place where people are: the file was made on one of two of them. UTC's is shown. */
export function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

/** People who are on leave on a day. */
export function awayOn(map: MapValue, day: string): ReadonlySet<string> {
  const away = new Set<string>();
  for (const { person, from, to } of map.leaves.values()) {
    if (from <= day && day <= to) away.add(person);
  }
  return away;
}

/** How to reach everyone on the map, when they are away, and what they can operate. */
export function reachPart(map: MapValue, madeAtMs: number): Html {
  if (map.people.size + map.teams.size === 0) return nothing;
  const today = dayOf(madeAtMs);
  const { compare } = new Intl.Collator('en');
  const people = [...map.people.values()].toSorted((a, b) => compare(a.name, b.name));
  const teams = [...map.teams.values()].toSorted((a, b) => compare(a.name, b.name));
  const leaves = new Map<string, string[]>();
  for (const { person, from, to } of map.leaves.values()) {
    if (to >= today) push(leaves, person, mapText.awayFromTo(from, to));
  }
  const operates = new Map<string, string[]>();
  for (const { person, component, level } of map.knowledge.values()) {
    if (level === 'operate' || level === 'lead') {
      push(operates, person, map.components.get(component)?.name ?? component);
    }
  }
  // What is quickest comes first.
  const inOrder = (contacts: readonly Contact[]): readonly Contact[] =>
    contacts.toSorted((a, b) => Number(b.kind === 'phone') - Number(a.kind === 'phone'));
  const rows = [
    ...people.map((person) => {
      const does = [person.role, ...person.teams.map((id) => map.teams.get(id)?.name ?? id)];
      const can = operates.get(person.id)?.toSorted(compare).join(', ') ?? '';
      return row(person.name, does, inOrder(person.contacts), leaves.get(person.id) ?? [], can);
    }),
    ...teams.flatMap((team) =>
      team.contacts.length === 0
        ? []
        : [row(team.name, [team.note], inOrder(team.contacts), [], '')],
    ),
  ];
  return markup`<h3>${mapText.reach}</h3>
    <p class="dim">${mapText.reachLead}</p>
    <div class="wide" role="group" tabindex="0" aria-label="${mapText.reach}">
      <table>
        <thead>
          <tr>
            <th>${mapText.name}</th>
            <th>${mapText.contacts}</th>
            <th>${mapText.away}</th>
            <th>${mapText.role}</th>
            <th>${mapText.can}</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`;
}

function row(
  name: string,
  does: readonly string[],
  contacts: readonly Contact[],
  away: readonly string[],
  can: string,
): Html {
  return markup`<tr>
    <td dir="auto">${name}</td>
    <td>${contacts.map((one, at) => markup`${at === 0 ? nothing : markup`, `}${contactPart(one)}`)}</td>
    <td>${away.join(', ')}</td>
    <td dir="auto">${does.filter((word) => word !== '').join(', ')}</td>
    <td dir="auto">${can}</td>
  </tr> `;
}

/** Telephones and mail start from the file, where the device has them. */
function contactPart({ kind, value }: Contact): Html {
  if (kind === 'phone' && /^[+\d][\d\s().-]*$/.test(value)) {
    return markup`<a href="tel:${value.replace(/[^+\d]/g, '')}">${value}</a>`;
  }
  if (kind === 'email' && /^[^\s@]+@[^\s@]+$/.test(value)) {
    return markup`<a href="mailto:${encodeURIComponent(value).replace('%40', '@')}">${value}</a>`;
  }
  return markup`${kind}: ${value}`;
}

function push(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
