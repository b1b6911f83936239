import { z } from 'zod/mini';
import { drillOutcomes } from './drill-words.ts';

/** What a drill or a plan is about: ids of the map. */
export const drillScopeSchema = z.object({
  components: z.readonly(z.array(z.string())),
  domains: z.readonly(z.array(z.string())),
  people: z.readonly(z.array(z.string())),
});

/**
 * What the log keeps of a drill: a summary, and what its entries were when it was written. Of a
 * drill that changed later there are several, the latest counts; of one that is gone they are all
 * that is left.
 */
export const drillSealSchema = z.object({
  /** Document name. */
  drill: z.string(),
  title: z.string(),
  drillKind: z.string(),
  /** Document name of the plan, and id of the ready scenario; empty where there is none. */
  plan: z.string(),
  scenario: z.string(),
  scope: drillScopeSchema,
  /** Wall clock, ms since 1970. */
  startedAtMs: z.number(),
  /** 0 where it went on. */
  endedAtMs: z.number(),
  outcome: z.enum(drillOutcomes),
  rtoSeconds: z.optional(z.number()),
  rpoSeconds: z.optional(z.number()),
  recoverySeconds: z.optional(z.number()),
  dataLossSeconds: z.optional(z.number()),
  people: z.readonly(z.array(z.string())),
  /** Findings in all, and those that were still open. */
  findings: z.int(),
  openFindings: z.int(),
  /** Entries and runs together, and the digest over them; see `drill-digest.ts`. */
  count: z.int(),
  digest: z.string(),
});
export type DrillSeal = z.infer<typeof drillSealSchema>;

/** A seal as lists see it. */
export const sealSummarySchema = z.extend(drillSealSchema, {
  /** Who wrote it, and when: wall clock, ms since 1970. */
  sealedBy: z.string(),
  sealedAtMs: z.number(),
});
