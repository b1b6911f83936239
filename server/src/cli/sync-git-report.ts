import type { SyncStep } from '@holdfast/shared/transfer/plan-git-sync';
import type { Pushed } from '../git/remote.ts';
import type { SyncedFile, SyncedOnce } from '../git/sync-once.ts';
import type { WorkingCopy } from '../git/working-copy.ts';
import { jsonText, table } from './output.ts';
import type { WorkspaceCommandDeps } from './workspace-command.ts';

const words: Readonly<Record<Exclude<SyncStep['kind'], 'in-step'>, string>> = {
  'write-file': 'to git',
  'remove-file': 'removed from git: archived in Holdfast',
  'write-runbook': 'to Holdfast',
  'archive-runbook': 'archived in Holdfast: deleted in git',
  'write-both': 'merged, both ways',
  conflict: 'conflict',
};

const notes = {
  deletion: ' (deleted in git, but edited in Holdfast since: kept)',
  archiving: ' (archived in Holdfast, but edited in git since: brought back)',
  'same-lines': ': the same lines changed in git and in Holdfast',
  'no-base': ': they differ, and were never in step',
} as const;

/** Says what a run came to. */
export function reportSync(
  {
    json,
    dryRun,
    output,
  }: Pick<WorkspaceCommandDeps, 'json' | 'output'> & { readonly dryRun: boolean },
  { branch, folder }: WorkingCopy,
  synced: SyncedOnce,
  pushed: Pushed,
): void {
  const { files, skipped, commit, conflictsFolder } = synced;
  if (json) {
    const shown = files.map(({ path, name, step, isLeft }) => ({
      path,
      document: name,
      result: isLeft ? 'changed-meanwhile' : step.kind,
      ...('against' in step && { against: step.against }),
      ...('why' in step && { why: step.why }),
    }));
    output.data(
      jsonText({
        folder,
        branch,
        dryRun,
        commit: commit ?? null,
        committed: synced.didCommit,
        pushed: pushed === 'pushed',
        files: shown,
        skipped,
        conflicts: conflictsFolder ?? null,
      }),
    );
    return;
  }
  const rows = files.filter(({ step }) => step.kind !== 'in-step').map(rowOf);
  if (rows.length > 0) output.data(table(rows));
  const inStep = files.length - rows.length;
  const isDone = rows.length === 0 ? 'In step' : dryRun ? 'Would be done' : 'Done';
  output.data(`${isDone}: ${inStep} of ${files.length} were the same on both sides.`);
  if (skipped.length > 0) {
    output.data(`Skipped:\n${table(skipped.map(({ path, problem }) => [`  ${path}`, problem]))}`);
  }
  if (pushed === 'pushed') output.message('Pushed.');
  if (conflictsFolder !== undefined) {
    output.message(
      `Conflicts are left as they are on both sides; ${conflictsFolder} has both texts of each. Make one side like the other, or run it with --ours (Holdfast wins) or --theirs (git wins).`,
    );
  }
}

function rowOf({ path, step, isLeft }: SyncedFile): readonly [string, string] {
  if (isLeft) return [path, 'changed meanwhile: left for the next time'];
  if (step.kind === 'in-step') return [path, ''];
  const note = 'against' in step ? notes[step.against] : 'why' in step ? notes[step.why] : '';
  return [path, words[step.kind] + note];
}
