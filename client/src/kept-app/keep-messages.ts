import { z } from 'zod/mini';

/** What pages and service workers say to each other; the two need not be of the same build. */
const progressSchema = z.object({ kept: z.int(), total: z.int() });
export type KeepProgress = z.infer<typeof progressSchema>;

/**
 * Why not all could be kept: `relay` does not answer, `version`: it gives files of another build,
 * `storage`: the browser does not take them.
 */
const troubleSchema = z.enum(['relay', 'version', 'storage']);
export type KeepTrouble = z.infer<typeof troubleSchema>;

/** What is kept of one build of the app on this device. */
export const keepReportSchema = z.object({
  type: z.literal('app-kept'),
  /** Path of the script with which pages of that build start. */
  entry: z.string(),
  /** Files without which the app does not open, or not wholly. */
  core: progressSchema,
  /** Files for diagrams. */
  later: progressSchema,
  /** More is being fetched at the moment. */
  busy: z.boolean(),
  /** Of the last try. */
  trouble: z.exactOptional(troubleSchema),
});
export type KeepReport = z.infer<typeof keepReportSchema>;

/** `tell`: report what is kept. `keep`: fetch what is missing, and report. `skip-waiting`: start now. */
export const keepRequestSchema = z.enum(['tell', 'keep', 'skip-waiting']);
export type KeepRequest = z.infer<typeof keepRequestSchema>;

const pageLockPrefix = 'holdfast-page ';

/** The lock that a page of the build with this entry script holds as long as it lives. */
export function pageLock(entry: string): string {
  return `${pageLockPrefix}${entry}`;
}

/** The entry scripts of the pages that hold these locks. */
export function entriesOfLocks(names: readonly (string | undefined)[]): ReadonlySet<string> {
  return new Set(
    names.flatMap((name) =>
      name?.startsWith(pageLockPrefix) === true ? [name.slice(pageLockPrefix.length)] : [],
    ),
  );
}
