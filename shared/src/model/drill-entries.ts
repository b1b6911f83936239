import type * as Y from 'yjs';
import { z } from 'zod/mini';
import { actionStateShape } from './action-items.ts';
import { correctionShape } from './corrections.ts';
import { drillScopeSchema } from './drill-seal.ts';
import { drillFindingStates, drillVerdicts, hypothesisVerdicts } from './drill-words.ts';
import { type EntryStamp, readEntries } from './entries.ts';
import { afterField, entryIdField, rememberedEntries } from './entry-fields.ts';
import { latestMoment } from './moments.ts';

/** When the trouble began, was noticed, was over; and as of when the data is that is there again. */
export const drillMoments = ['started', 'detected', 'restored', 'data-point'] as const;
export type DrillMoment = (typeof drillMoments)[number];

export const observedAs = ['yes', 'partly', 'no'] as const;
export type ObservedAs = (typeof observedAs)[number];

const text = z.string();
const after = afterField;
const seconds = z.optional(z.number().check(z.gte(0)));

const entrySchema = z.discriminatedUnion('kind', [
  /**
   * The first of all: what was planned, frozen, so that later edits of the plan change no evidence.
   * A line of `expects` has the id `<id of this entry>/<place>`, from 0.
   */
  z.object({
    kind: z.literal('planned'),
    drillKind: text,
    title: text,
    /** Document name of the plan and id of the ready scenario; empty where there is none. */
    plan: text,
    scenario: text,
    scope: drillScopeSchema,
    hypothesis: text,
    /** When to stop. */
    abort: text,
    expects: z.readonly(z.array(text)),
    rtoSeconds: seconds,
    rpoSeconds: seconds,
    /** Roles that there are to be, whoever has them. */
    roles: z.optional(z.readonly(z.array(text))),
  }),
  z.object({ kind: z.literal('title'), title: text, after }),
  /** `holds` false: does not take part in that role any more. */
  z.object({
    kind: z.literal('participant'),
    role: text,
    person: text,
    holds: z.boolean(),
    after,
  }),
  z.object({ kind: z.literal('note'), text }),
  z.object({ kind: z.literal('decision'), text }),
  z.object({ kind: z.literal('output'), text }),
  z.object({ kind: z.literal('link'), url: text, text: z.optional(text) }),
  /** A file; its content is in the document's map `files`, by `sha256` (hex), until it is dropped. */
  z.object({
    kind: z.literal('file'),
    name: text,
    type: text,
    /** Bytes. */
    size: z.number().check(z.gte(0)),
    sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/u)),
    text: z.optional(text),
  }),
  z.object({ kind: z.literal('expected'), text }),
  /** What happened; `of`: the expected line that it answers, or empty. */
  z.object({
    kind: z.literal('observed'),
    of: text,
    text,
    asExpected: z.enum(observedAs),
    after,
  }),
  /** `atMs` 0: nobody knows. */
  z.object({
    kind: z.literal('moment'),
    which: z.enum(drillMoments),
    atMs: z.number().check(z.gte(0), z.lt(latestMoment)),
    after,
  }),
  z.object({ kind: z.literal('aborted'), text, after }),
  z.object({
    kind: z.literal('verdict'),
    outcome: z.enum(drillVerdicts),
    hypothesis: z.enum(hypothesisVerdicts),
    text,
    after,
  }),
  z.object({ kind: z.literal('finding'), text }),
  z.object({
    kind: z.literal('finding-state'),
    of: entryIdField,
    state: z.enum(drillFindingStates),
    after,
  }),
  /** `of`: the finding that it is for, or empty. */
  z.object({ kind: z.literal('action'), text, of: text }),
  actionStateShape,
  correctionShape,
  /** `of`: an entry, also one of a run. */
  z.object({ kind: z.literal('pin'), of: entryIdField, pinned: z.boolean(), after }),
  /** Contents of files that were dropped because they were older than `days`. */
  z.object({
    kind: z.literal('retention'),
    days: z.number(),
    dropped: z.readonly(z.array(text)),
  }),
]);

/** Something that somebody said or did in a drill, other than in its runs. */
export type DrillEntry = z.infer<typeof entrySchema> & EntryStamp & { readonly wallMs: number };
export type DrillEntryOf<K extends DrillEntry['kind']> = Extract<DrillEntry, { kind: K }>;

const rememberedEntry = rememberedEntries(entrySchema);

/** All but those of runs, in clock order. Entries of kinds that this version does not know are passed over. Never throws. */
export function readDrillEntries(doc: Y.Doc): readonly DrillEntry[] {
  return readEntries(doc.getArray('entries'), rememberedEntry);
}
