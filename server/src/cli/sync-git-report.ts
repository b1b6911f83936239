import type { SyncStep } from '@holdfast/shared/transfer/plan-git-sync';
import type { Pushed } from '../git/remote.ts';
import type { ImageStep } from '@holdfast/shared/transfer/plan-image-sync';
import type { SyncedImage } from '../git/sync-images.ts';
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
  locked: 'waits in git: ',
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
      ...('problem' in step && { problem: step.problem }),
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
        images: synced.images.map(({ pair, image, path, step, problem }) => ({
          ...{ runbook: pair.path, image, path, result: step },
          ...(problem !== undefined && { problem }),
        })),
        skipped,
        conflicts: conflictsFolder ?? null,
      }),
    );
    return;
  }
  const changed = files.filter(({ step }) => step.kind !== 'in-step').map(rowOf);
  const rows = [...changed, ...synced.images.flatMap(imageRow)];
  if (rows.length > 0) output.data(table(rows));
  const inStep = files.length - changed.length;
  const isDone = rows.length === 0 ? 'In step' : dryRun ? 'Would be done' : 'Done';
  output.data(`${isDone}: ${inStep} of ${files.length} were the same on both sides.`);
  const leftOut = [
    ...skipped,
    ...synced.images.flatMap(({ pair, image, problem }) =>
      problem === undefined ? [] : [{ path: `${pair.path}: ${image}`, problem }],
    ),
  ];
  if (leftOut.length > 0) {
    output.data(`Skipped:\n${table(leftOut.map(({ path, problem }) => [`  ${path}`, problem]))}`);
  }
  if (
    files.some(({ step }) => step.kind === 'locked') ||
    synced.images.some(({ step }) => step === 'locked')
  ) {
    output.message(
      'What waits in git is for texts that are approved and locked. It stays there, and is said each time. Unlock these runbooks in Holdfast first, then run it again.',
    );
  }
  if (pushed === 'pushed') output.message('Pushed.');
  if (synced.images.some(({ step }) => step === 'conflict')) {
    output.message(
      'Images that changed on both sides stay as they are. Make them the same, or run it with --ours (Holdfast wins) or --theirs (git wins).',
    );
  }
  if (conflictsFolder !== undefined) {
    output.message(
      `Conflicts are left as they are on both sides; ${conflictsFolder} has both texts of each. Make one side like the other, or run it with --ours (Holdfast wins) or --theirs (git wins).`,
    );
  }
}

const imageWords: Readonly<Record<ImageStep, string>> = {
  nothing: '',
  note: '',
  'to-git': 'image, to git',
  'to-runbook': 'image, to Holdfast',
  locked: 'image, waits in git: its runbook is approved and locked',
  conflict: 'image, conflict: changed in git and in Holdfast',
};

function imageRow({ path, step }: SyncedImage): readonly (readonly [string, string])[] {
  return imageWords[step] === '' ? [] : [[path, imageWords[step]]];
}

function rowOf({ path, step, isLeft }: SyncedFile): readonly [string, string] {
  if (isLeft) return [path, 'changed meanwhile: left for the next time'];
  if (step.kind === 'in-step') return [path, ''];
  const note =
    'against' in step
      ? notes[step.against]
      : 'why' in step
        ? notes[step.why]
        : 'problem' in step
          ? step.problem
          : '';
  return [path, words[step.kind] + note];
}
