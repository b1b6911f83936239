import type * as Y from 'yjs';
import { z } from 'zod/mini';
import { actionStateShape } from './action-items.ts';
import { correctionShape } from './corrections.ts';
import { type EntryStamp, readEntries } from './entries.ts';
import { afterField, entryIdField, rememberedEntries } from './entry-fields.ts';
import {
  hypothesisStates,
  incidentStatuses,
  milestones,
  updateAudiences,
} from './incident-terms.ts';
import { latestMoment } from './moments.ts';

/** What `declared` says in `from` where the incident was brought in as a post-mortem: nobody declared it. */
export const importedFrom = 'Imported post-mortem';

const text = z.string();
const id = entryIdField;
const after = afterField;
const severity = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);

const shapes = [
  /** The first of all: what it is called, how bad it is, and where it was declared from. */
  z.object({
    kind: z.literal('declared'),
    title: text,
    severity,
    /** False where nobody said how bad it was, and `severity` only stands in: an imported post-mortem. */
    severityStated: z.optional(z.boolean()),
    /** Declared to practise: no real outage. */
    drill: z.optional(z.boolean()),
    from: z.optional(text),
    /** Document name of the runbook that its template suggests. */
    suggests: z.optional(text),
    /** Name of the template that it began with. */
    template: z.optional(text),
  }),
  z.object({ kind: z.literal('title'), title: text, after }),
  z.object({ kind: z.literal('severity'), severity, text: z.optional(text), after }),
  z.object({
    kind: z.literal('status'),
    status: z.enum(incidentStatuses),
    text: z.optional(text),
    after,
  }),
  /** `holds` false: gives it back. `text`: what is handed over with it. */
  z.object({
    kind: z.literal('role'),
    role: id,
    person: text,
    holds: z.boolean(),
    text: z.optional(text),
    after,
  }),
  z.object({ kind: z.literal('component'), component: text, affected: z.boolean(), after }),
  z.object({ kind: z.literal('note'), text }),
  z.object({ kind: z.literal('decision'), text }),
  z.object({ kind: z.literal('output'), text, of: z.optional(text) }),
  z.object({ kind: z.literal('link'), url: text, text: z.optional(text) }),
  z.object({
    kind: z.literal('alert'),
    alert: text,
    firing: z.boolean(),
    labels: z.optional(z.readonly(z.record(z.string(), z.string()))),
    text: z.optional(text),
    url: z.optional(text),
  }),
  /** What was told to others. */
  z.object({ kind: z.literal('update'), audience: z.enum(updateAudiences), text }),
  z.object({ kind: z.literal('hypothesis'), text }),
  z.object({ kind: z.literal('hypothesis-state'), of: id, state: z.enum(hypothesisStates), after }),
  z.object({ kind: z.literal('action'), text }),
  actionStateShape,
  z.object({ kind: z.literal('pin'), of: id, pinned: z.boolean(), after }),
  correctionShape,
  /** Says when something of the incident happened, where the timeline does not tell; `atMs` 0: nobody knows. */
  z.object({
    kind: z.literal('milestone'),
    which: z.enum(milestones),
    atMs: z.number().check(z.gt(-latestMoment), z.lt(latestMoment)),
    after,
  }),
  /** This incident is the same outage as another, `into`, a document name; empty takes that back. */
  z.object({ kind: z.literal('merge'), into: text, after }),
  z.object({ kind: z.literal('runbook-verdict'), runbook: text, helped: z.boolean(), text, after }),
] as const;

const entrySchema = z.discriminatedUnion('kind', shapes);

/** Something that somebody said or did in an incident, other than in its runs. */
export type IncidentEntry = z.infer<typeof entrySchema> &
  EntryStamp & {
    /** What the author's own wall clock showed, ms since 1970; 0 where it does not say. */
    readonly wallMs: number;
  };
export type IncidentEntryKind = IncidentEntry['kind'];
/** One kind of entry. */
export type EntryOf<K extends IncidentEntryKind> = Extract<IncidentEntry, { kind: K }>;

const rememberedEntry = rememberedEntries(entrySchema);

/** All but those of runs, in clock order. Entries of kinds that this version does not know are passed over. Never throws. */
export function readIncidentEntries(doc: Y.Doc): readonly IncidentEntry[] {
  return readEntries(doc.getArray('entries'), rememberedEntry);
}
