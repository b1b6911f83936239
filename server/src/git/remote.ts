import { CommandError, exitCodes } from '../cli/exit-codes.ts';
import type { WorkingCopy } from './working-copy.ts';

/** Brings in what the remote has. The problem in words where it cannot be reached; throws where it cannot be merged. */
export async function takeInRemote({
  git,
  upstream,
  branch,
}: WorkingCopy): Promise<string | undefined> {
  if (upstream === undefined) return undefined;
  const fetched = await git.try(['fetch', '--quiet', upstream.remote]);
  if (fetched.exitCode !== 0) return fetched.stderr;
  // A remote that is still empty has no such branch.
  const there = await git.try(['rev-parse', '--verify', '--quiet', '@{upstream}']);
  if (there.exitCode !== 0) return undefined;
  const identity = ['-c', 'merge.conflictStyle=merge'];
  const merged = await git.try([
    ...identity,
    'merge',
    '--quiet',
    '--ff',
    '--no-edit',
    '@{upstream}',
  ]);
  if (merged.exitCode === 0) return undefined;
  const conflicts = await git.try(['diff', '--name-only', '--diff-filter=U']);
  await git.try(['merge', '--abort']);
  const files = conflicts.stdout.toString().trim();
  throw new CommandError(
    `${branch} here and on ${upstream.remote} both changed, and git cannot merge them by itself. Merge by hand (git merge), then run sync-git again.\n  ${(files === '' ? merged.stderr : files).replaceAll('\n', '\n  ')}`,
    exitCodes.conflicts,
  );
}

export type Pushed = 'pushed' | 'nothing' | 'behind' | { readonly problem: string };

/** Sends the branch to where it comes from. `behind`: others were there first; nothing is ever forced. */
export async function push({ git, upstream }: WorkingCopy): Promise<Pushed> {
  if (upstream === undefined) return 'nothing';
  const ahead = await git.try(['rev-list', '--count', '@{upstream}..HEAD']);
  if (ahead.exitCode === 0 && ahead.stdout.toString().trim() === '0') return 'nothing';
  const { exitCode, stderr } = await git.try([
    ...['push', '--quiet', '--porcelain', upstream.remote, `HEAD:${upstream.ref}`],
  ]);
  if (exitCode === 0) return 'pushed';
  return /\[rejected\]|non-fast-forward|fetch first/.test(stderr) ? 'behind' : { problem: stderr };
}
