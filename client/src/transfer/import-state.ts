import type { PlannedFile } from '@holdfast/shared/transfer/import-work';
import type { ConflictChoice } from '@holdfast/shared/transfer/plan-import';

/** Where an import is. */
export type ImportState =
  | { readonly step: 'choose'; readonly problem?: string }
  | { readonly step: 'reading' }
  | { readonly step: 'plan'; readonly files: readonly PlannedFile[] }
  | {
      readonly step: 'running';
      readonly files: readonly PlannedFile[];
      readonly done: number;
      readonly total: number;
      readonly stopping: boolean;
    }
  | {
      readonly step: 'done';
      /** What came of each file. */
      readonly files: readonly PlannedFile[];
      /** Files that were not come to, because somebody stopped it. */
      readonly left: number;
      /** Documents that this device did not take, with the reason. */
      readonly failed: readonly string[];
      readonly undo: 'possible' | 'busy' | 'undone' | 'nothing';
      /** After undoing: how many stay, because they were edited since. */
      readonly kept: number;
      /** What failed on the way, in this browser; what was written until then stays. */
      readonly broke?: 'import' | 'undo';
    };

/** Whether an image changed in the file and here. What the text does is another matter. */
export function hasImageConflict({ kind, imagesLeft = [] }: PlannedFile): boolean {
  return kind !== 'locked' && imagesLeft.some(({ problem }) => problem === 'conflict');
}

/** Whether it is left as it was, until somebody does something about it. */
export function isLeft({ kind }: PlannedFile): boolean {
  return kind === 'conflict' || kind === 'locked';
}

/** The groups in which files are shown, in this order. */
export const planGroups = ['conflict', 'locked', 'new', 'changed', 'unchanged', 'skipped'] as const;
export type PlanGroup = (typeof planGroups)[number];

export function groupOf(file: PlannedFile): PlanGroup {
  if (hasImageConflict(file)) return 'conflict';
  switch (file.kind) {
    case 'create':
    case 'copy':
      return 'new';
    case 'change':
    case 'merge':
      return 'changed';
    case 'conflict':
      return 'conflict';
    case 'locked':
      return 'locked';
    case 'record':
      return (file.images ?? 0) > 0 ? 'changed' : 'unchanged';
    case 'unchanged':
      return 'unchanged';
    case 'skip':
      return 'skipped';
  }
}

export function countGroups(files: readonly PlannedFile[]): Readonly<Record<PlanGroup, number>> {
  const counts = { conflict: 0, locked: 0, new: 0, changed: 0, unchanged: 0, skipped: 0 };
  for (const file of files) counts[groupOf(file)] += 1;
  return counts;
}

const idle: ReadonlySet<PlannedFile['kind']> = new Set(['skip', 'unchanged', 'locked']);

/** The files that an import has something to do for. */
export function filesToRun(
  files: readonly PlannedFile[],
  choices: ReadonlyMap<string, ConflictChoice>,
): readonly string[] {
  return files
    .filter((file) => {
      const { kind, path } = file;
      const mayChoose = kind === 'conflict' || (hasImageConflict(file) && idle.has(kind));
      return mayChoose ? choices.has(path) : !idle.has(kind);
    })
    .map(({ path }) => path);
}
