import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ProgramDeps, Run } from './program-deps.ts';
import { syncGit, type SyncGitDeps, watchGit } from './sync-git-command.ts';
import { withOptions, type WorkspaceOptions } from './workspace-program.ts';

interface SyncGitOptions extends WorkspaceOptions {
  readonly root?: string;
  readonly ours?: boolean;
  readonly theirs?: boolean;
  readonly push: boolean;
  readonly allowRemovals?: boolean;
  readonly dryRun?: boolean;
  /** Seconds. */
  readonly watch?: number;
}

export function addSyncGitCommand(
  program: Command,
  { env, folder, output }: ProgramDeps,
  run: Run,
): void {
  withOptions(
    program.command('sync-git').argument('<dir>', 'a folder of a git repository, checked out'),
  )
    .description('keep a git repository and a workspace in step, both ways')
    .option('--dry-run', 'only say what would be done')
    .option('--no-push', 'commit, but do not push to the branch’s remote')
    .addOption(
      new Option('--ours', 'settle conflicts with what is in Holdfast').conflicts('theirs'),
    )
    .option('--theirs', 'settle conflicts with what is in git')
    .option('--allow-removals', 'also where most runbooks would be archived or files removed')
    .option('--root <NAME>', 'what paths begin with (default: the repository’s name)')
    .option('--watch <SECONDS>', 'again and again, this long after each end', seconds)
    .addHelpText('after', examples)
    .action((repository: string, options: SyncGitOptions) =>
      run(() => {
        const deps: SyncGitDeps = {
          relays: options.relay ?? [],
          workspace: options.workspace,
          json: options.json === true,
          env,
          folder,
          output,
          repository,
          root: options.root,
          choice: options.ours === true ? 'ours' : options.theirs === true ? 'theirs' : undefined,
          push: options.push,
          allowRemovals: options.allowRemovals === true,
          dryRun: options.dryRun === true,
        };
        return options.watch === undefined
          ? syncGit(deps)
          : watchGit(deps, options.watch * 1000, untilAsked());
      }),
    );
}

/** Ends with the run under way, so that nothing is left half written. */
function untilAsked(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}

function seconds(text: string): number {
  const value = Number(text);
  if (!(value >= 1 && value <= 86_400)) throw new InvalidArgumentError('Give 1 to 86400 seconds.');
  return value;
}

const examples = `
Examples:
  holdfast sync-git ./runbooks --relay=http://127.0.0.1:4100 --workspace=demo
  holdfast sync-git ./runbooks --watch 60

Fetches and merges the branch’s remote, merges runbooks and files, commits what
changed in Holdfast, and pushes. Nothing is forced. Where both sides changed the
same lines both stay as they are, and so does a text that is approved and locked;
the exit code is 4. A file deleted in git
archives its runbook; an archived runbook’s file is removed.`;
