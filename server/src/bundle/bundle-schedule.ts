import { join } from 'node:path';
import type { Logger } from 'pino';
import { bundleFileName } from '@holdfast/shared/bundle/bundle-file-name';
import type { BundleReport } from '@holdfast/shared/bundle/bundle-source';
import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import type { Clock } from '@holdfast/shared/replica/ports';
import { newestBundleMs, pruneBundles, removeUnfinished } from './bundle-folder.ts';

/** How often it is looked whether a bundle is due. */
const lookMs = 60_000;
/** A relay that has just started may be about to hear more from its peers. */
const settleMs = 60_000;
const againAfterFailureMs = 15 * 60_000;
const hourMs = 3_600_000;

export interface BundleScheduleDeps {
  readonly folder: string;
  readonly everyHours: number;
  /** Bundles kept of each workspace. */
  readonly keep: number;
  readonly clock: Clock;
  /** Those that hold something. */
  readonly workspaces: () => readonly WorkspaceName[];
  readonly make: (workspace: WorkspaceName, path: string, madeAtMs: number) => BundleJob;
  readonly onFailed: () => void;
  readonly log: Pick<Logger, 'info' | 'error' | 'warn'>;
}

export interface BundleJob {
  readonly finished: Promise<BundleReport>;
  stop(): Promise<void>;
}

export interface BundleSchedule {
  /** For how long the workspace that waits longest has been without a bundle that was due; 0 when none is. */
  overdueSeconds(): number;
  /** When the oldest of the workspaces' newest bundles was made, wall clock ms; 0 until each has one. */
  oldestMs(): number;
  stop(): Promise<void>;
}

/**
 * Makes bundles when they are due, one after the other. What was made before a restart is known by
 * the folder alone, so that a restart makes none that is not due.
 */
export function startBundleSchedule(deps: BundleScheduleDeps): BundleSchedule {
  const { folder, clock, log } = deps;
  const everyMs = deps.everyHours * hourMs;
  const startedMs = clock.nowMs();
  const newestMs = new Map<WorkspaceName, number>();
  const notBeforeMs = new Map<WorkspaceName, number>();
  let stopped = false;
  let job: BundleJob | undefined;
  let cancel: () => void = () => undefined;
  let looking: Promise<void> = removeUnfinished(folder, startedMs).then(lookLater, lookLater);

  function lookLater(): void {
    if (stopped) return;
    cancel = clock.setTimer(lookMs, () => {
      looking = look().then(lookLater, lookLater);
    });
  }

  async function look(): Promise<void> {
    for (const workspace of deps.workspaces()) {
      if (stopped) return;
      const newest = await newestBundleMs(folder, workspace, clock.nowMs());
      if (newest === undefined) newestMs.delete(workspace);
      else newestMs.set(workspace, newest);
      const dueMs = newest === undefined ? startedMs + settleMs : newest + everyMs;
      const nowMs = clock.nowMs();
      if (nowMs >= Math.max(dueMs, notBeforeMs.get(workspace) ?? 0)) await make(workspace, nowMs);
    }
  }

  async function make(workspace: WorkspaceName, madeAtMs: number): Promise<void> {
    const path = join(folder, bundleFileName(workspace, madeAtMs));
    const startMs = clock.monotonicMs();
    try {
      job = deps.make(workspace, path, madeAtMs);
      const { runbooks, bytes, unreadable, digest } = await job.finished;
      newestMs.set(workspace, madeAtMs);
      const durationMs = Math.round(clock.monotonicMs() - startMs);
      log.info({ workspace, path, runbooks, bytes, digest, durationMs }, 'emergency bundle made');
      if (unreadable.length > 0)
        log.warn({ workspace, documents: unreadable.length }, 'emergency bundle lacks documents');
      await pruneBundles(folder, workspace, deps.keep);
    } catch (error) {
      if (stopped) return;
      notBeforeMs.set(workspace, clock.nowMs() + againAfterFailureMs);
      deps.onFailed();
      log.error({ workspace, path, err: error }, 'emergency bundle failed');
    } finally {
      job = undefined;
    }
  }

  return {
    overdueSeconds() {
      const since = deps.workspaces().map((workspace) => newestMs.get(workspace) ?? startedMs);
      const waited = clock.nowMs() - Math.min(...since, clock.nowMs());
      return Math.max(0, waited - everyMs) / 1000;
    },
    oldestMs: () => Math.min(...deps.workspaces().map((workspace) => newestMs.get(workspace) ?? 0)),
    async stop() {
      stopped = true;
      cancel();
      await job?.stop();
      await looking;
    },
  };
}
