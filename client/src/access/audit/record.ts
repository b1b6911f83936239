import { readOwnedLabel } from '@holdfast/shared/access/owned-label';
import type { RevokedThing } from '@holdfast/shared/access/workspace-access';
import type { ShownAccess } from '../access-context.tsx';
import { isBreakGlass } from '../people/directory.ts';

export const recordKinds = [
  'joined',
  'invited',
  'sealed',
  'break-glass',
  'cut-off',
  'wipe',
  'restricted',
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** Something about access that the workspace itself keeps. */
export interface RecordRow {
  readonly id: string;
  readonly kind: RecordKind;
  /** Wall clock, ms since 1970; infinite where that cannot be read. */
  readonly atMs: number;
  /** Who did it; empty where that is not said. */
  readonly by: string;
  /** Whom or what it is about, in words and by its id. */
  readonly about: string;
  readonly aboutId: string;
  /** Role, device or reason, where there is one. */
  readonly detail: string;
}

/** Everything that registers tell, the latest first. What was taken back is not among it: then there is no register. */
export function recordOf(
  { access, all, people }: Pick<ShownAccess, 'access' | 'all' | 'people'>,
  titleOf: (doc: string) => string,
): readonly RecordRow[] {
  const rows: RecordRow[] = [];
  for (const one of all) {
    const { id, claims, device, label, sinceMs, by } = one;
    const isSealed = isBreakGlass(one);
    const { role: detail, name } = claims;
    // Of what the workspace's own key signed nobody is told who made it.
    if (by !== '' || device === undefined) {
      const kind = isSealed ? 'sealed' : 'invited';
      const atMs = device === undefined ? sinceMs : claims.iat * 1000;
      rows.push({ id: `invited ${id}`, kind, atMs, by, about: name, aboutId: id, detail });
    }
    if (device !== undefined) {
      const row = { id: `accepted ${id}`, atMs: sinceMs, aboutId: device };
      if (isSealed) {
        const used = readOwnedLabel(label);
        const on = used.device === '' ? detail : `${used.device}, ${detail}`;
        rows.push({
          ...row,
          ...{ kind: 'break-glass', by: used.person ?? '', about: name, detail: on },
        });
      } else rows.push({ ...row, kind: 'joined', by: name, about: label, detail });
    }
  }
  for (const [key, { by, atMs, reason, wipe }] of access.revoked) {
    const thing = thingOf(key);
    const about = thing === undefined ? key : nameOf(thing, { all, people });
    rows.push({
      id: `revoked ${key}`,
      kind: wipe ? 'wipe' : 'cut-off',
      atMs,
      by,
      about,
      aboutId: key,
      detail: reason,
    });
  }
  for (const [doc, { by, atMs, people: ids }] of access.restricted) {
    const names = ids.map((id) => people.find((one) => one.id === id)?.name ?? id).join(', ');
    rows.push({
      id: `restricted ${doc}`,
      kind: 'restricted',
      atMs,
      by,
      about: titleOf(doc),
      aboutId: doc,
      detail: names,
    });
  }
  return rows.toSorted((a, b) => b.atMs - a.atMs || (a.id < b.id ? -1 : 1));
}

function thingOf(key: string): RevokedThing | undefined {
  const at = key.indexOf(':');
  const of = key.slice(at + 1);
  switch (key.slice(0, Math.max(at, 0))) {
    case 'token':
      return { token: of };
    case 'device':
      return { device: of };
    case 'person':
      return { person: of };
    default:
      return undefined;
  }
}

function nameOf(thing: RevokedThing, { all, people }: Pick<ShownAccess, 'all' | 'people'>): string {
  if ('person' in thing) {
    return people.find(({ id }) => id === thing.person)?.name ?? thing.person;
  }
  const one =
    'token' in thing
      ? all.find(({ id }) => id === thing.token)
      : all.find(({ device }) => device === thing.device);
  const known = 'token' in thing ? thing.token : thing.device;
  if (one === undefined) return known;
  return one.label === '' ? one.claims.name : `${one.label} (${one.claims.name})`;
}

/** Rows that have all of the words, of one kind or of any, no older than a day that may be open. */
export function filterRecord(
  rows: readonly RecordRow[],
  asked: { readonly query: string; readonly kind: RecordKind | ''; readonly sinceMs: number },
): readonly RecordRow[] {
  const words = asked.query
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  return rows.filter(({ kind, atMs, by, about, aboutId, detail }) => {
    if (asked.kind !== '' && kind !== asked.kind) return false;
    if (atMs < asked.sinceMs) return false;
    const text = `${by} ${about} ${aboutId} ${detail}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
