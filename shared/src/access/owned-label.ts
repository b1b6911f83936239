import type { Claims } from './claims.ts';

const between = ' · ';
/** Long enough for a name; what follows it still fits into the name of an author. */
const longestWho = 80;

/** Of a device whose access is nobody's by name: who uses it stands wherever the device does. */
export function ownedLabel(person: string, device: string): string {
  return `${person.replaceAll(between, ' ')}${between}${device}`;
}

/** Who uses a device, where its label says it, and what it is called besides. */
export function readOwnedLabel(label: string): {
  readonly person: string | undefined;
  readonly device: string;
} {
  const at = label.indexOf(between);
  if (at <= 0) return { person: undefined, device: label };
  return { person: label.slice(0, at), device: label.slice(at + between.length) };
}

/**
 * What somebody is called who was let in with this: the name that they were given or, where sealed
 * access is nobody's by name, the one that they gave. That is always said with it: nobody else vouches for it.
 *
 * @param label of the device that was let in
 */
export function calledAs({ kind, name }: Pick<Claims, 'kind' | 'name'>, label: string): string {
  if (kind !== 'break-glass') return name;
  const { person } = readOwnedLabel(label);
  return person === undefined ? name : `${person.slice(0, longestWho)}, by break-glass access`;
}
