import type * as Y from 'yjs';
import { z } from 'zod/mini';
import { type EntryStamp, readEntries } from './entries.ts';

export const stepStates = ['pending', 'running', 'waiting', 'done', 'skipped', 'failed'] as const;
/** `waiting`: for somebody else. All but the first three are the end of a step. */
export type StepStateName = (typeof stepStates)[number];
export const verdicts = ['passed', 'failed', 'abandoned'] as const;
export type Verdict = (typeof verdicts)[number];

const words = z.optional(z.string());
/** Entries that the author had seen and that this one takes the place of. */
const after = z.optional(z.readonly(z.array(z.string())));
const step = z.int().check(z.gte(0));

const entrySchema = z.discriminatedUnion('kind', [
  /** A step's state, with a reason or note and output that belong to it. */
  z.object({
    kind: z.literal('tick'),
    run: z.string(),
    step,
    state: z.enum(stepStates),
    note: words,
    output: words,
    after,
  }),
  /** A second person's yes to the tick `of`, by which somebody asked for it. */
  z.object({ kind: z.literal('approve'), run: z.string(), step, of: z.string(), note: words }),
  z.object({
    kind: z.literal('step-note'),
    run: z.string(),
    step,
    note: words,
    output: words,
  }),
  z.object({ kind: z.literal('value'), run: z.string(), name: z.string(), value: z.string() }),
  /** The end of a run; `open` takes an end back. */
  z.object({
    kind: z.literal('end'),
    run: z.string(),
    verdict: z.enum([...verdicts, 'open']),
    note: words,
    after,
  }),
]);
export type RunEntry = z.infer<typeof entrySchema> & EntryStamp;

/** What people did in the runs of a document, in clock order. Entries of other kinds are passed over. Never throws. */
export function readRunEntries(doc: Y.Doc): readonly RunEntry[] {
  return readEntries(doc.getArray('entries'), rememberedEntry);
}

const knownEntries = new WeakMap<object, ReturnType<typeof entrySchema.safeParse>>();
const rememberedEntry: Pick<typeof entrySchema, 'safeParse'> = {
  safeParse(value) {
    if (typeof value !== 'object' || value === null) return entrySchema.safeParse(value);
    const known = knownEntries.get(value) ?? entrySchema.safeParse(value);
    knownEntries.set(value, known);
    return known;
  },
};
