import type { SyncReport } from '../hub/client-api.ts';

/**
 * Is all of the workspace on this device, as far as relays told it? `arriving`: no relay has yet said
 * that it has sent all. `unreachable`: the same, and none is there to ask. A device that had all
 * before counts as `whole` until it hears of more for longer than opening takes.
 */
export type Completeness = 'whole' | 'arriving' | 'unreachable';

/** `opening`: the page is so new that relays had no time to answer. */
export function completeness(
  report: Pick<SyncReport, 'known' | 'lastCaughtUpAtMs' | 'earlierCaughtUpAtMs'> & {
    readonly relays: readonly Pick<SyncReport['relays'][number], 'state'>[];
  },
  opening: boolean,
): Completeness {
  if (report.lastCaughtUpAtMs !== undefined) return 'whole';
  const reached = report.relays.some(({ state }) => state === 'connected');
  if (report.earlierCaughtUpAtMs !== undefined) return reached && !opening ? 'arriving' : 'whole';
  return reached || opening || !report.known ? 'arriving' : 'unreachable';
}
