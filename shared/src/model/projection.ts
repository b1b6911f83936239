import { z } from 'zod/mini';

/** What a list, search and the command line need to know of a runbook without opening it. */
export const runbookProjectionSchema = z.object({
  kind: z.literal('runbook'),
  title: z.string(),
  owners: z.readonly(z.array(z.string())),
  tags: z.readonly(z.array(z.string())),
  archived: z.boolean(),
  /** Wall clock, ms since 1970; 0 where the document does not say. */
  createdAtMs: z.number(),
  changedAtMs: z.number(),
  changedBy: z.string(),
  /** Where it was imported from: the path relative to the imported folder, that folder's name first; empty if written here. */
  sourcePath: z.string(),
  /** Plain text of the body, for search; at most 64 KB. */
  text: z.string(),
  /** First sentence or two of the body, at most 200 characters. */
  summary: z.string(),
});
export type RunbookProjection = z.infer<typeof runbookProjectionSchema>;

export const workspaceProjectionSchema = z.object({
  kind: z.literal('workspace'),
  title: z.string(),
  description: z.string(),
  relays: z.readonly(
    z.array(
      z.object({ url: z.string(), label: z.string(), region: z.string(), provider: z.string() }),
    ),
  ),
});
export type WorkspaceProjection = z.infer<typeof workspaceProjectionSchema>;

/** A document of a kind that this version does not know, or that could not be read. */
const unknownProjectionSchema = z.object({
  kind: z.literal('unknown'),
  title: z.string(),
});

export const projectionSchema = z.discriminatedUnion('kind', [
  runbookProjectionSchema,
  workspaceProjectionSchema,
  unknownProjectionSchema,
]);
export type Projection = z.infer<typeof projectionSchema>;

/** Raised whenever a projection's shape or meaning changes: stored ones of another version are made anew. */
export const projectionVersion = 1;
