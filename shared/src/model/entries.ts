import type * as Y from 'yjs';
import { z } from 'zod/mini';
import { wellFormed } from '../markdown/characters.ts';
import type { Random } from '../replica/ports.ts';
import { type EntryChain, entryHash, readChain } from './entry-chain.ts';
import { contentId, idsOfRivals, ownIdOf, rivalMark } from './entry-id.ts';
import { randomEnding } from './ids.ts';
import { cleanLine, limits } from './meta.ts';
import { latestMoment } from './moments.ts';

/**
 * Facts are appended: an entry is never edited in place, and a correction is a new one that refers
 * to the old. What is true now (a step's state, a verdict) is a fold over entries in clock order.
 * A document keeps them in an array of plain objects; one that cannot be read is passed over.
 */

/** Who does something, and on which device. */
export interface Actor {
  readonly name: string;
  /** Who that is, where the workspace has keys: a name may change, and two people may share one. */
  readonly person?: string;
  /** A device's own id, made once; empty where it is not known (the command line). */
  readonly device: string;
}

/**
 * A hybrid logical clock: wall clock ms since 1970, never behind what the document has seen, and a
 * counter for entries of the same ms. Kulkarni et al., "Logical Physical Clocks", 2014.
 */
export interface PostedAt {
  readonly ms: number;
  readonly n: number;
}

/** What every entry says. */
export interface EntryStamp {
  /**
   * In the form of a ULID; entries may refer to each other by it. That of a new one follows from what
   * it says (`entry-id.ts`).
   */
  readonly id: string;
  readonly by: string;
  /** Id of the person that `by` names; absent where the workspace had no keys. What it claims, a signature shows. */
  readonly person?: string | undefined;
  readonly device: string;
  /** Wall clock, ms since 1970: when it happened, as people say; shown. */
  readonly happenedAtMs: number;
  /** Orders entries; never edited. */
  readonly posted: PostedAt;
}

/** What an entry takes from outside when it is written. */
export interface EntryContext {
  readonly actor: Actor;
  /** Wall clock, ms since 1970. */
  readonly nowMs: number;
  readonly random: Pick<Random, 'bytes'>;
  /** Told of each entry that is appended, within its transaction: its author signs it after that. */
  readonly made?: (entries: Y.Array<unknown>, made: MadeEntry) => void;
}

/** An entry that was appended here; `hash` is its `entryHash`. */
export interface MadeEntry {
  readonly id: string;
  readonly hash: string;
}

/** Of one ms, far more than any document holds. */
const latestCount = 2 ** 31 - 1;

const count = z.number().check(
  z.gte(0),
  z.refine((n) => Number.isInteger(n)),
);

/**
 * What nobody can have meant is brought back to where it does no harm, and the entry is read: by a
 * clock or a counter that has no end, somebody could keep all that is said later from being read.
 */
const stampSchema = z.pipe(
  z.object({
    id: z.string().check(z.minLength(1), z.maxLength(64)),
    by: z.string().check(z.maxLength(limits.titleLength)),
    person: z.catch(z.optional(z.string().check(z.minLength(1), z.maxLength(200))), undefined),
    device: z.string().check(z.maxLength(limits.itemLength)),
    happenedAtMs: z.number().check(z.gte(0)),
    posted: z.object({ ms: z.number().check(z.gte(0)), n: count }),
  }),
  z.transform(({ happenedAtMs, posted: { ms, n }, ...said }) => ({
    ...said,
    happenedAtMs: [happenedAtMs, ms].find((one) => one < latestMoment) ?? 0,
    posted: { ms: Math.min(ms, latestMoment), n: Math.min(n, latestCount) },
  })),
);

/** What was read of an entry stays: entries never change, and a document has many. */
interface Known {
  /** Undefined where it is none that can be read. */
  readonly member: EntryMember | undefined;
  /** Place in its device's chain; 0 where it is in none. */
  readonly n: number;
}
const knownEntries = new WeakMap<object, Known>();
const unreadable: Known = { member: undefined, n: 0 };

function know(value: unknown): Known {
  if (typeof value !== 'object' || value === null) return unreadable;
  const known = knownEntries.get(value);
  if (known !== undefined) return known;
  const stamp = stampSchema.safeParse(value);
  const read = stamp.success
    ? { member: { entry: value, stamp: stamp.data }, n: readChain(value)?.n ?? 0 }
    : unreadable;
  knownEntries.set(value, read);
  return read;
}

/** What stands around an entry, with its id as it was written; undefined for what is none that can be read. */
export function readStamp(value: unknown): EntryStamp | undefined {
  return know(value).member?.stamp;
}

/** An entry of a list. */
export interface EntryMember {
  /** As it stands there. */
  readonly entry: object;
  /** With the id that it is read under. */
  readonly stamp: EntryStamp;
}

/**
 * The entries of a list, in its order, each with the id that it is read under: another than it has
 * where that belongs to another entry (`idsOfRivals`). Two have the same only where one of them
 * says again what the other says.
 */
export function membersOf(list: Iterable<unknown>): readonly EntryMember[] {
  const members: EntryMember[] = [];
  const first = new Map<string, object>();
  const rivals = new Map<string, object[]>();
  const renamed = new Map<object, string>();
  for (const value of list) {
    const { member } = know(value);
    if (member === undefined) continue;
    members.push(member);
    const { entry, stamp } = member;
    const before = first.get(stamp.id);
    if (stamp.id.includes(rivalMark)) renamed.set(entry, ownIdOf(stamp.id, entry));
    else if (before === undefined) first.set(stamp.id, entry);
    else rivals.set(stamp.id, [...(rivals.get(stamp.id) ?? [before]), entry]);
  }
  for (const [id, all] of rivals)
    for (const [entry, name] of idsOfRivals(id, all)) renamed.set(entry, name);
  if (renamed.size === 0) return members;
  return members.map((member) => {
    const id = renamed.get(member.entry);
    return id === undefined ? member : { ...member, stamp: { ...member.stamp, id } };
  });
}

/** What may stand in an entry beside its stamp. */
export type EntryFields = Readonly<Record<string, EntryValue | undefined>>;
type EntryValue =
  | string
  | number
  | boolean
  | null
  | Uint8Array
  | readonly EntryValue[]
  | { readonly [key: string]: EntryValue | undefined };

/**
 * Appends one entry and gives its stamp. It names the entries before it by their hashes
 * (`entry-chain.ts`), in what others wrote as well: to change one of those later shows. `happenedAtMs` defaults to now. Texts must be whole
 * characters (`wellFormed`) and within the limits of their kind: check before.
 */
export function appendEntry(
  entries: Y.Array<unknown>,
  fields: EntryFields,
  context: EntryContext,
  happenedAtMs: number = context.nowMs,
): EntryStamp {
  const before = lookThrough(entries, context.actor.device);
  const said = saidBy(context, happenedAtMs, nextPosted(before.latest, context.nowMs));
  const salt = randomEnding(context.random);
  const content = copyOf({ ...stampedWith(fields, said), salt, chain: chainAfter(before) });
  const id = contentId(content, context.nowMs);
  const entry = { ...content, id };
  const stamp = { id, ...said };
  entries.push([entry]);
  context.made?.(entries, { id: stamp.id, hash: entryHash(entry) });
  return stamp;
}

/** An entry whose id follows from what it says, so that whoever writes it again means the same one. */
export interface KnownEntry {
  readonly id: string;
  readonly fields: EntryFields;
  readonly happenedAtMs: number;
}

/**
 * Appends several, in this order; the array is looked through once, however many they are. They are
 * in no chain: two relays that write the same one must write the same bytes.
 */
export function appendKnownEntries(
  entries: Y.Array<unknown>,
  added: readonly KnownEntry[],
  context: EntryContext,
): void {
  let posted = nextPosted(lookThrough(entries, '').latest, context.nowMs);
  const stamped: unknown[] = [];
  for (const { id, fields, happenedAtMs } of added) {
    stamped.push(copyOf({ ...stampedWith(fields, saidBy(context, happenedAtMs, posted)), id }));
    posted = following(posted);
  }
  entries.push(stamped);
}

function saidBy(
  { actor }: EntryContext,
  happenedAtMs: number,
  posted: PostedAt,
): Omit<EntryStamp, 'id'> {
  return {
    by: authorName(actor.name),
    ...(actor.person === undefined ? {} : { person: actor.person }),
    device: actor.device,
    happenedAtMs,
    posted,
  };
}

/**
 * Where an entry says something of a person, as one that gives a role does, that stands in `holder`
 * too: who wrote it takes the place of it in `person`.
 */
function stampedWith(fields: EntryFields, said: Omit<EntryStamp, 'id'>) {
  const { person } = fields;
  const isTaken = said.person !== undefined && typeof person === 'string';
  return { ...fields, ...(isTaken ? { holder: person } : {}), ...said };
}

/** Whom an entry of such a kind is about. */
function holderOf(entry: object, fields: unknown): { readonly person?: string } {
  const isSuch = typeof fields === 'object' && fields !== null && 'person' in fields;
  return isSuch && 'holder' in entry && typeof entry.holder === 'string'
    ? { person: entry.holder }
    : {};
}

/** A name as an entry has it. */
export function authorName(name: string): string {
  return cleanLine(name).slice(0, limits.titleLength);
}

/**
 * What will be read of a value once it was stored: Yjs keeps the object that it is given, and stores
 * neither `undefined`, nor halves of surrogate pairs, nor what is called `__proto__`. The chain has
 * to be over what everybody reads.
 */
function copyOf(entry: object): object {
  return Object.fromEntries(
    Object.entries(entry).flatMap(([key, part]: [string, unknown]) =>
      part === undefined || key === '__proto__' ? [] : [[wellFormed(key), copyOfPart(part)]],
    ),
  );
}

function copyOfPart(value: unknown): unknown {
  if (typeof value === 'string') return wellFormed(value);
  if (value instanceof Uint8Array) return value.slice();
  if (Array.isArray(value)) return value.map(copyOfPart);
  return typeof value === 'object' && value !== null ? copyOf(value) : value;
}

/**
 * The entries that `schema` accepts, with their stamps, in clock order; the same on every device
 * that has the same entries. Never throws on what others wrote.
 */
export function readEntries<T>(
  entries: Y.Array<unknown>,
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
): readonly (T & EntryStamp)[] {
  const read: (T & EntryStamp)[] = [];
  const seen = new Set<string>();
  for (const { entry, stamp } of membersOf(entries)) {
    const fields = schema.safeParse(entry);
    if (!fields.success || seen.has(stamp.id)) continue;
    seen.add(stamp.id);
    read.push({ ...fields.data, ...stamp, ...holderOf(entry, fields.data) });
  }
  return read.sort(byClock);
}

/** Clock order; entries of the same moment by id, so that every device agrees. */
export function byClock(a: EntryStamp, b: EntryStamp): number {
  return a.posted.ms - b.posted.ms || a.posted.n - b.posted.n || (a.id < b.id ? -1 : 1);
}

/** What a new entry has to know of those that are there. */
interface Before {
  readonly latest: PostedAt;
  /** The device's own newest, and its place in the chain. */
  readonly own: unknown;
  readonly n: number;
  /** The newest of any other device. */
  readonly other: unknown;
}

function lookThrough(entries: Y.Array<unknown>, device: string): Before {
  let latest: PostedAt = { ms: 0, n: 0 };
  let own: unknown;
  let n = 0;
  let other: unknown;
  let otherStamp: EntryStamp | undefined;
  for (const value of entries) {
    const known = know(value);
    const stamp = known.member?.stamp;
    if (stamp === undefined) continue;
    const { posted } = stamp;
    if (posted.ms > latest.ms || (posted.ms === latest.ms && posted.n > latest.n)) latest = posted;
    if (stamp.device === device) {
      if (known.n < n) continue;
      own = value;
      n = known.n;
    } else if (otherStamp === undefined || byClock(stamp, otherStamp) > 0) {
      other = value;
      otherStamp = stamp;
    }
  }
  return { latest, own, n, other };
}

function chainAfter({ own, n, other }: Before): { [K in keyof EntryChain]: EntryChain[K] } {
  return {
    n: n + 1,
    prev: own === undefined ? '' : entryHash(own),
    seen: other === undefined ? '' : entryHash(other),
  };
}

function nextPosted(latest: PostedAt, nowMs: number): PostedAt {
  const ms = Math.min(nowMs, latestMoment);
  return ms > latest.ms ? { ms, n: 0 } : following(latest);
}

/** At the very end of time nothing follows: what is said then has the same moment, and goes by its id. */
function following({ ms, n }: PostedAt): PostedAt {
  if (n < latestCount) return { ms, n: n + 1 };
  return ms < latestMoment ? { ms: Math.min(ms + 1, latestMoment), n: 0 } : { ms, n };
}

/** Of entries that name those their author had seen (`after`), the ones that none names, in the order given. */
export function headsOf<E extends EntryStamp & { readonly after?: readonly string[] | undefined }>(
  entries: readonly E[],
): readonly E[] {
  const seen = new Set(
    entries.flatMap(({ id, after }) => after?.filter((one) => one !== id) ?? []),
  );
  const heads = entries.filter(({ id }) => !seen.has(id));
  // Only a broken writer makes entries that have all seen each other.
  return heads.length === 0 ? entries.slice(-1) : heads;
}
