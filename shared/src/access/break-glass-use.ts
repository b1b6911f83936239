import { z } from 'zod/mini';

/** Sealed access that somebody came with. */
export const breakGlassUseSchema = z.object({
  /** Id of the token. */
  id: z.string(),
  name: z.string(),
  /** What the device calls itself; may be empty. */
  device: z.string(),
  /** Since when and until when; wall clock, ms since 1970. */
  atMs: z.number(),
  untilMs: z.number(),
});
export type BreakGlassUse = z.infer<typeof breakGlassUseSchema>;
