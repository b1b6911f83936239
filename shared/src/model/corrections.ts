import { z } from 'zod/mini';
import { type EntryFields, type EntryStamp, type EntryContext, headsOf } from './entries.ts';
import { afterField, entryIdField } from './entry-fields.ts';
import { wellFormed } from '../markdown/characters.ts';
import { impossibleTime, refuse, type RefusedBy, tooLong, unchanged } from './entry-writing.ts';
import { latestMoment } from './moments.ts';
import { type Decided, decided, groupBy } from './standing.ts';

/** Says an entry anew: other words, another time, or that it does not hold (`withdrawn`). */
export const correctionShape = z.object({
  kind: z.literal('correction'),
  of: entryIdField,
  text: z.optional(z.string()),
  /** When it happened, wall clock ms since 1970; undefined where nobody can have meant it: as it was said. */
  atMs: z.pipe(
    z.number().check(z.gte(0)),
    z.transform((atMs) => (atMs < latestMoment ? atMs : undefined)),
  ),
  withdrawn: z.boolean(),
  after: afterField,
});
type CorrectionEntry = z.infer<typeof correctionShape> & EntryStamp;

/** How an entry reads after its corrections. */
export interface Corrected {
  /** Undefined: as it was first said. */
  readonly text: string | undefined;
  readonly happenedAtMs: number;
  readonly withdrawn: boolean;
  /** Who corrected it last. */
  readonly by: Decided<null>;
  readonly conflict: boolean;
  readonly heads: readonly string[];
}

/** `corrections` in clock order; `entries`: all that may have been corrected. */
export function foldCorrections(
  corrections: readonly CorrectionEntry[],
  entries: readonly EntryStamp[],
): ReadonlyMap<string, Corrected> {
  const isAskedFor = corrections.some(({ atMs }) => atMs === undefined);
  const saidAtMs = new Map(isAskedFor ? entries.map((one) => [one.id, one.happenedAtMs]) : []);
  const corrected = new Map<string, Corrected>();
  for (const [id, group] of groupBy(corrections, (entry) => entry.of)) {
    const heads = headsOf(group);
    const last = heads.at(-1);
    if (last === undefined) continue;
    const said = new Set(
      heads.map((head) => JSON.stringify([head.text, head.atMs, head.withdrawn])),
    );
    corrected.set(id, {
      text: last.text,
      happenedAtMs: last.atMs ?? saidAtMs.get(id) ?? 0,
      withdrawn: last.withdrawn,
      by: decided(last, null),
      conflict: said.size > 1,
      heads: heads.map((head) => head.id),
    });
  }
  return corrected;
}

export interface Correction {
  /** New words; absent: the words stay. */
  readonly text?: string;
  /** When it happened; absent: as it was said. */
  readonly happenedAtMs?: number;
  /** It does not hold. It stays on the timeline, struck out. */
  readonly withdrawn?: boolean;
}

/** The entry that says another anew. `most`: how long its words may be. */
export function correctionOf(
  entry: EntryStamp,
  known: Corrected | undefined,
  correction: Correction,
  context: EntryContext,
  most: number,
):
  | RefusedBy<'no-words' | 'no-time' | 'too-long'>
  | typeof unchanged
  | { readonly ok: true; readonly fields: EntryFields } {
  const before = {
    text: known?.text,
    atMs: known?.happenedAtMs ?? entry.happenedAtMs,
    withdrawn: known?.withdrawn ?? false,
  };
  const text = correction.text === undefined ? before.text : wellFormed(correction.text).trim();
  const next = {
    text,
    atMs: Math.max(0, correction.happenedAtMs ?? before.atMs),
    withdrawn: correction.withdrawn ?? before.withdrawn,
  };
  if (text === '') return refuse('no-words', 'Say it in other words, or withdraw it.');
  // What others wrote may be impossible already, and can be corrected in its words all the same.
  const impossible =
    correction.happenedAtMs === undefined ? undefined : impossibleTime(next.atMs, context);
  if (impossible !== undefined) return impossible;
  if ((text ?? '').length > most) return tooLong(most);
  if (JSON.stringify(next) === JSON.stringify(before) && known?.conflict !== true) return unchanged;
  return {
    ok: true,
    fields: { kind: 'correction', of: entry.id, ...next, after: known?.heads ?? [] },
  };
}

/** By id of the corrected entry. */
type Corrections = ReadonlyMap<string, { readonly withdrawn: boolean }>;

/** What an incident and a drill begin with. */
const beginnings: ReadonlySet<string> = new Set(['declared', 'planned']);

interface Withdrawable {
  readonly id: string;
  readonly kind: string;
  readonly after?: readonly string[] | undefined;
}

/** True where somebody said that this entry does not hold. What a document begins with always does. */
export function isWithdrawn(
  corrections: Corrections,
  { id, kind }: { readonly id: string; readonly kind: string },
): boolean {
  return !beginnings.has(kind) && corrections.get(id)?.withdrawn === true;
}

/**
 * Entries that hold. What was withdrawn decides nothing: what it took the place of stands again,
 * and whoever had seen it is taken to have seen that, too.
 */
export function withoutWithdrawn<E extends Withdrawable>(
  entries: readonly E[],
  corrections: Corrections,
): readonly E[] {
  const before = new Map<string, readonly string[]>();
  for (const entry of entries) {
    if (isWithdrawn(corrections, entry)) before.set(entry.id, afterOf(entry));
  }
  if (before.size === 0) return entries;
  const seenThrough = (ids: readonly string[]): readonly string[] => {
    const all = new Set(ids);
    // A set is walked through with what is added meanwhile.
    for (const id of all) for (const earlier of before.get(id) ?? []) all.add(earlier);
    return [...all];
  };
  return entries
    .filter(({ id }) => !before.has(id))
    .map((entry) =>
      afterOf(entry).some((id) => before.has(id))
        ? { ...entry, after: seenThrough(afterOf(entry)) }
        : entry,
    );
}

function afterOf({ after = [] }: Withdrawable): readonly string[] {
  return after;
}
