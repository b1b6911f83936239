import { z } from 'zod/mini';
import { breakGlassUseSchema } from '../access/break-glass-use.ts';
import {
  drillFindingStates,
  drillOutcomes,
  drillVerdicts,
  hypothesisVerdicts,
} from './drill-words.ts';
import { drillScopeSchema, sealSummarySchema } from './drill-seal.ts';
import { actionStates } from './action-states.ts';
import { incidentStatuses } from './incident-terms.ts';
import { layers } from './map-value.ts';
import { reviewDaySchema } from './review-day.ts';
import { verdicts } from './verdict.ts';

/** A verdict that counts for trust; see `tellingReviews`. */
const reviewProjectionSchema = z.object({
  by: z.string(),
  atMs: z.number(),
  verdict: z.enum(verdicts),
  version: z.string(),
  note: z.string(),
});
export type ReviewProjection = z.infer<typeof reviewProjectionSchema>;

/** What a list, search and the command line need to know of a runbook without opening it. */
export const runbookProjectionSchema = z.object({
  kind: z.literal('runbook'),
  title: z.string(),
  owners: z.readonly(z.array(z.string())),
  tags: z.readonly(z.array(z.string())),
  components: z.readonly(z.array(z.string())),
  /** Alerts that it answers, and other names by which it is looked for. */
  alerts: z.readonly(z.array(z.string())),
  aliases: z.readonly(z.array(z.string())),
  archived: z.boolean(),
  /** Offered as a template for new runbooks. */
  template: z.boolean(),
  /** `textHash` of the body as it is now: names this version of the text. */
  version: z.string(),
  /** Oldest first. */
  reviews: z.readonly(z.array(reviewProjectionSchema)),
  /** How often it wants to be reviewed, in days. */
  reviewInDays: z.number(),
  /** When its front matter says it was last reviewed; 0 where it does not say. */
  fileReviewedAtMs: z.number(),
  /** Who approved which version and locked the text; absent where it is not locked. */
  lock: z.optional(z.object({ by: z.string(), atMs: z.number(), version: z.string() })),
  /** Remarks and proposed changes that nobody has decided yet. */
  openComments: z.int(),
  openSuggestions: z.int(),
  /** Wall clock, ms since 1970; 0 where the document does not say. */
  createdAtMs: z.number(),
  changedAtMs: z.number(),
  changedBy: z.string(),
  /** Where it was imported from: the path relative to the imported folder, that folder's name first; empty if written here. */
  sourcePath: z.string(),
  /** Where its text leads within a workspace, as written; see `textLinks`. */
  links: z.readonly(z.array(z.string())),
  /** Plain text of the body, for search, as `plainText` gives it; at most 64 KB. */
  text: z.string(),
  /** First sentence or two of the body, at most 200 characters. */
  summary: z.string(),
});
export type RunbookProjection = z.infer<typeof runbookProjectionSchema>;

/** How a run ended; `open` while it goes on, `abandoned` where it was given up without a verdict. */
const outcomeSchema = z.enum(['open', 'passed', 'failed', 'abandoned']);

const runProjectionSchema = z.object({
  id: z.string(),
  /** Document name of the runbook, and the version (`textHash`) that was run. */
  runbook: z.string(),
  version: z.string(),
  title: z.string(),
  startedAtMs: z.number(),
  /** 0 while it goes on. */
  endedAtMs: z.number(),
  outcome: outcomeSchema,
  /** How many of its steps are in which state; all others are pending. */
  steps: z.int(),
  done: z.int(),
  skipped: z.int(),
  failed: z.int(),
  /** Who ticked something, each once. */
  people: z.readonly(z.array(z.string())),
});

export type RunProjection = z.infer<typeof runProjectionSchema>;

/** What lists, the log, coverage and the review need to know of a drill. Times are wall clock, ms since 1970. */
const drillProjectionSchema = z.object({
  kind: z.literal('drill'),
  drillKind: z.string(),
  title: z.string(),
  archived: z.boolean(),
  startedAtMs: z.number(),
  /** 0 while it is open. */
  endedAtMs: z.number(),
  /** Wall clock of its last entry. */
  changedAtMs: z.number(),
  outcome: z.enum(drillOutcomes),
  /** True where a machine told of it without a verdict and nobody joined: it does not go on, it waits to be judged. */
  isUnjudged: z.optional(z.boolean()),
  /** Who said or did something, then participants who did not; each once. */
  people: z.readonly(z.array(z.string())),
  runs: z.readonly(z.array(runProjectionSchema)),
  /** Document name of the plan, and id of the ready scenario; empty where there is none. */
  plan: z.string(),
  scenario: z.string(),
  scope: drillScopeSchema,
  hypothesis: z.string(),
  /** Expected, as it was when the drill began. */
  rtoSeconds: z.optional(z.number()),
  rpoSeconds: z.optional(z.number()),
  /** Absent where nobody said. */
  moments: z.object({
    started: z.optional(z.number()),
    detected: z.optional(z.number()),
    restored: z.optional(z.number()),
    dataPoint: z.optional(z.number()),
  }),
  /** Measured: restored - started, and started - data point; absent where it is not known. */
  recoverySeconds: z.optional(z.number()),
  dataLossSeconds: z.optional(z.number()),
  verdict: z.optional(
    z.object({
      outcome: z.enum(drillVerdicts),
      hypothesis: z.enum(hypothesisVerdicts),
      by: z.string(),
      atMs: z.number(),
      text: z.string(),
    }),
  ),
  /** Absent where a verdict was given since. */
  aborted: z.optional(z.object({ by: z.string(), atMs: z.number(), reason: z.string() })),
  findings: z.readonly(
    z.array(
      z.object({
        id: z.string(),
        text: z.string(),
        by: z.string(),
        atMs: z.number(),
        state: z.enum(drillFindingStates),
      }),
    ),
  ),
  actions: z.readonly(
    z.array(
      z.object({
        id: z.string(),
        text: z.string(),
        state: z.enum(actionStates),
        owner: z.string(),
        /** Calendar day, `2026-11-30`, or empty. */
        due: z.string(),
        /** Id of the finding that it is for; empty where it is for none. */
        of: z.string(),
      }),
    ),
  ),
  /** How many files there are, and how many files, links, outputs and observations together. */
  files: z.int(),
  evidence: z.int(),
  /** People decided differently without having seen each other, and nobody has chosen yet. */
  inConflict: z.boolean(),
  /** What was said, for search; at most 64 KB. */
  text: z.string(),
});
export type DrillProjection = z.infer<typeof drillProjectionSchema>;

/** A plan of drills; see `plan-value.ts`. */
export const planProjectionSchema = z.object({
  kind: z.literal('plan'),
  title: z.string(),
  drillKind: z.string(),
  scenario: z.string(),
  scope: drillScopeSchema,
  /** Document name; empty where the steps are the plan's own. */
  runbook: z.string(),
  hypothesis: z.string(),
  abort: z.string(),
  rtoSeconds: z.optional(z.number()),
  rpoSeconds: z.optional(z.number()),
  owner: z.string(),
  participants: z.readonly(z.array(z.object({ role: z.string(), person: z.string() }))),
  /** Canonical words, `every month`; empty: once. */
  cadence: z.string(),
  /** Local day, or empty. */
  startsOn: z.string(),
  /** Local days, both included. */
  blackouts: z.readonly(z.array(z.object({ from: z.string(), to: z.string(), note: z.string() }))),
  archived: z.boolean(),
  createdAtMs: z.number(),
  createdBy: z.string(),
  changedAtMs: z.number(),
  changedBy: z.string(),
  /** For search; at most 64 KB. */
  text: z.string(),
});
export type PlanProjection = z.infer<typeof planProjectionSchema>;

const severitySchema = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
const momentSchema = z.optional(z.number());
const decidedSchema = z.object({ by: z.string(), atMs: z.number() });

/** What lists, search, metrics and trust need to know of an incident. Times are wall clock, ms since 1970. */
export const incidentProjectionSchema = z.object({
  kind: z.literal('incident'),
  title: z.string(),
  severity: severitySchema,
  /** False where nobody said how bad it is, and `severity` only stands in. */
  severityStated: z.boolean(),
  status: z.enum(incidentStatuses),
  /** Who decided what stands, and when they say that it was so; `atMs` 0 where nobody did. */
  decided: z.object({ severity: decidedSchema, status: decidedSchema }),
  /** Declared to practise. */
  drill: z.boolean(),
  archived: z.boolean(),
  declaredAtMs: z.number(),
  declaredBy: z.string(),
  changedAtMs: z.number(),
  /** When others were last told; 0 where they were not. */
  updatedAtMs: z.number(),
  /** See `milestonesOf`. */
  milestones: z.object({
    started: momentSchema,
    detected: momentSchema,
    acknowledged: momentSchema,
    mitigated: momentSchema,
    resolved: momentSchema,
  }),
  /** Nobody, one, or in a conflict several. */
  commanders: z.readonly(z.array(z.string())),
  /** Who holds which role, given by whom, and when. */
  roles: z.readonly(
    z.array(z.object({ role: z.string(), person: z.string(), by: z.string(), atMs: z.number() })),
  ),
  components: z.readonly(z.array(z.string())),
  alerts: z.readonly(z.array(z.string())),
  /** Document name of the incident that this one is a duplicate of; empty where it stands for itself. */
  mergedInto: z.string(),
  /** People decided differently without having seen each other, and nobody has chosen yet. */
  inConflict: z.boolean(),
  people: z.readonly(z.array(z.string())),
  actions: z.readonly(
    z.array(
      z.object({
        id: z.string(),
        text: z.string(),
        state: z.enum(actionStates),
        owner: z.string(),
        /** Calendar day, `2026-11-30`, or empty. */
        due: z.string(),
      }),
    ),
  ),
  hasPostmortem: z.boolean(),
  runs: z.readonly(z.array(runProjectionSchema)),
  /** What was said, for search; at most 64 KB. */
  text: z.string(),
});
export type IncidentProjection = z.infer<typeof incidentProjectionSchema>;

export const workspaceProjectionSchema = z.object({
  kind: z.literal('workspace'),
  title: z.string(),
  description: z.string(),
  relays: z.readonly(
    z.array(
      z.object({
        url: z.string(),
        label: z.string(),
        region: z.string(),
        provider: z.string(),
        certificate: z.optional(z.string()),
      }),
    ),
  ),
  /** See `incident-names.ts` and `incident-templates.ts`. */
  incidentNames: z.object({
    roles: z.readonly(
      z.array(z.object({ id: z.string(), name: z.string(), instructions: z.string() })),
    ),
    severities: z.readonly(
      z.array(z.object({ severity: severitySchema, short: z.string(), long: z.string() })),
    ),
  }),
  incidentTemplates: z.object({
    own: z.readonly(
      z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          title: z.string(),
          severity: severitySchema,
          note: z.string(),
          actions: z.readonly(z.array(z.string())),
          runbook: z.string(),
          components: z.readonly(z.array(z.string())),
        }),
      ),
    ),
    removed: z.readonly(z.array(z.string())),
  }),
  /** Sealed access that is or was in use; absent where there is none. */
  breakGlass: z.optional(z.readonly(z.array(breakGlassUseSchema))),
});
export type WorkspaceProjection = z.infer<typeof workspaceProjectionSchema>;

/** The map: enough to find and to suggest what is in it. What is deleted is not here. */
const mapProjectionSchema = z.object({
  kind: z.literal('map'),
  title: z.string(),
  components: z.readonly(
    z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        layer: z.enum(layers),
        /** Absent where it has no other names. */
        aliases: z.optional(z.readonly(z.array(z.string()))),
      }),
    ),
  ),
  people: z.readonly(
    z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        /** Absent where there are none. */
        aliases: z.optional(z.readonly(z.array(z.string()))),
        /** Names of their teams; absent where they are in none. */
        teams: z.optional(z.readonly(z.array(z.string()))),
      }),
    ),
  ),
  /** How many there are. */
  dependencies: z.int(),
  groups: z.int(),
  domains: z.int(),
  setAside: z.int(),
  problems: z.int(),
  /** Wall clock, ms since 1970; 0 where nobody changed it yet. */
  changedAtMs: z.number(),
  changedBy: z.string(),
});
export type MapProjection = z.infer<typeof mapProjectionSchema>;

/** The log of drills: of each drill the latest seal, oldest first. */
const drillLogProjectionSchema = z.object({
  kind: z.literal('drill-log'),
  title: z.string(),
  seals: z.readonly(z.array(sealSummarySchema)),
});
export type DrillLogProjection = z.infer<typeof drillLogProjectionSchema>;

const reviewLogProjectionSchema = z.object({
  kind: z.literal('review-log'),
  title: z.string(),
  /** How much the review found, by day; see `review-log.ts`. */
  days: z.readonly(z.array(reviewDaySchema)),
});

/** A document of a kind that this version does not know, or that could not be read. */
const unknownProjectionSchema = z.object({
  kind: z.literal('unknown'),
  title: z.string(),
});

export const projectionSchema = z.discriminatedUnion('kind', [
  runbookProjectionSchema,
  drillProjectionSchema,
  planProjectionSchema,
  drillLogProjectionSchema,
  reviewLogProjectionSchema,
  incidentProjectionSchema,
  workspaceProjectionSchema,
  mapProjectionSchema,
  unknownProjectionSchema,
]);
export type Projection = z.infer<typeof projectionSchema>;

/** Raised whenever a projection's shape or meaning changes: stored ones of another version are made anew. */
export const projectionVersion = 9;
