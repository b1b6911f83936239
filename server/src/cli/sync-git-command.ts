import { isPending, type SyncChoice } from '@holdfast/shared/transfer/plan-git-sync';
import { push, type Pushed, takeInRemote } from '../git/remote.ts';
import { type SyncedOnce, syncOnce, takeBackPending } from '../git/sync-once.ts';
import { lockSync } from '../git/sync-state.ts';
import { expectAtRest, openWorkingCopy, type WorkingCopy } from '../git/working-copy.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { readAllRunbooks } from './import-command.ts';
import { reportSync } from './sync-git-report.ts';
import { withExistingSession, type WorkspaceCommandDeps } from './workspace-command.ts';

/** How often it is tried again when others push at the same time. */
const mostRounds = 4;

export interface SyncGitDeps extends WorkspaceCommandDeps {
  /** A folder of a git repository that is checked out. */
  readonly repository: string;
  readonly root: string | undefined;
  readonly choice: SyncChoice | undefined;
  readonly push: boolean;
  readonly allowRemovals: boolean;
  readonly dryRun: boolean;
}

/**
 * Brings a git repository's folder and a workspace into step, both ways, and the branch and its
 * remote. Nothing is forced, and neither side is lost: see `planGitSync`. The exit code says whether
 * conflicts are left, or texts to unlock.
 */
export async function syncGit(deps: SyncGitDeps): Promise<ExitCode> {
  const copy = await openWorkingCopy(deps.repository);
  const unlock = lockSync(copy.gitFolder);
  try {
    await takeBackPending(copy);
    await expectAtRest(copy);
    return await inRounds(deps, copy);
  } finally {
    unlock();
  }
}

async function inRounds(deps: SyncGitDeps, copy: WorkingCopy): Promise<ExitCode> {
  for (let round = 1; ; round += 1) {
    const unreachable = deps.dryRun ? undefined : await takeInRemote(copy);
    const synced = await once(deps, copy);
    const mayPush = deps.push && !deps.dryRun && unreachable === undefined;
    const pushed: Pushed = mayPush ? await push(copy) : 'nothing';
    if (pushed === 'behind' && round < mostRounds) {
      // Others pushed first: theirs comes in, and the workspace gets it too.
      continue;
    }
    reportSync(deps, copy, synced, pushed);
    const problem = unreachable ?? (typeof pushed === 'object' ? pushed.problem : undefined);
    if (problem !== undefined) {
      throw new CommandError(
        `The workspace and the branch ${copy.branch} are in step, but its remote was not reached; run it again later:\n  ${problem.replaceAll('\n', '\n  ')}`,
      );
    }
    if (pushed === 'behind') {
      throw new CommandError('Others push all the time. Nothing is lost; run it again.');
    }
    const isLeft =
      synced.files.some(({ step }) => isPending(step)) ||
      synced.images.some(({ step }) => step === 'conflict' || step === 'locked');
    return isLeft ? exitCodes.conflicts : exitCodes.ok;
  }
}

function once(deps: SyncGitDeps, copy: WorkingCopy): Promise<SyncedOnce> {
  return withExistingSession(deps, async (session, { workspace }) =>
    syncOnce({
      copy,
      session,
      workspace,
      root: deps.root,
      runbooks: await readAllRunbooks(session),
      choice: deps.choice,
      allowRemovals: deps.allowRemovals,
      dryRun: deps.dryRun,
      nowMs: Date.now(),
    }),
  );
}

/** Does it again and again until `signal` says stop; what goes wrong once is said, and tried again. */
export async function watchGit(
  deps: SyncGitDeps,
  everyMs: number,
  signal: AbortSignal,
): Promise<ExitCode> {
  while (!signal.aborted) {
    try {
      await syncGit(deps);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      deps.output.message(error.message);
    }
    await pause(everyMs, signal);
  }
  return exitCodes.ok;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
