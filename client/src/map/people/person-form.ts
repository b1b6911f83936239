import type { Contact, MapPerson, MapValue } from '@holdfast/shared/model/map-value';

/** Contacts as people write them: one a line, its kind before a colon. */
export function contactsText(contacts: readonly Contact[]): string {
  return contacts.map(({ kind, value }) => `${kind}: ${value}`).join('\n');
}

/** Reads them back. What has no kind is told by its looks. */
export function readContacts(text: string): readonly Contact[] {
  return lines(text).map((line) => {
    const named = /^([a-z][a-z -]{0,30}):(?!\/\/)\s*(.+)$/i.exec(line);
    if (named !== null) return { kind: named[1]?.trim() ?? 'other', value: named[2] ?? '' };
    if (/^\S+@\S+\.\S+$/.test(line)) return { kind: 'email', value: line };
    return { kind: /^\+?[\d\s()/-]{5,}$/.test(line) ? 'phone' : 'other', value: line };
  });
}

export function lines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

export function teamsText(map: MapValue, person: Pick<MapPerson, 'teams'>): string {
  return person.teams.map((id) => map.teams.get(id)?.name ?? id).join(', ');
}

/** Which teams are meant: ids of those there are, and names of those that there are not yet. */
export function readTeams(
  map: MapValue,
  text: string,
): { readonly known: readonly string[]; readonly fresh: readonly string[] } {
  const known = new Set<string>();
  const fresh = new Map<string, string>();
  for (const name of text.split(',').map((one) => one.trim())) {
    if (name === '') continue;
    const key = name.toLowerCase();
    const team = [...map.teams.values()].find((one) => one.name.toLowerCase() === key);
    if (team === undefined) fresh.set(key, name);
    else known.add(team.id);
  }
  return { known: [...known], fresh: [...fresh.values()] };
}
