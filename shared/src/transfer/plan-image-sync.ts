import type { SyncChoice } from './plan-git-sync.ts';

/** An image of a runbook and its file in git; each by the `bytesHash` of its bytes, undefined where there is none. */
export interface ImageItem {
  /** What both were when they were last in step. */
  readonly base: string | undefined;
  readonly file: string | undefined;
  readonly here: string | undefined;
  /** The file was there when the repository was last in step. */
  readonly wasThere: boolean;
  /** The runbook is approved and locked. */
  readonly isLocked: boolean;
}

export type ImageStep =
  | 'nothing'
  /** Both are the same: only that is to be noted. */
  | 'note'
  | 'to-git'
  | 'to-runbook'
  /** git has news for a runbook that is locked: both stay. */
  | 'locked'
  /** Both changed: both stay. */
  | 'conflict';

/**
 * What brings an image and its file into step, without losing what either side has. Nothing is ever
 * removed: an image whose file was deleted in git stays in its runbook.
 */
export function planImageSync(item: ImageItem, choice?: SyncChoice): ImageStep {
  const step = planUnlocked(item, choice);
  return step === 'to-runbook' && item.isLocked ? 'locked' : step;
}

function planUnlocked(
  { base, file, here, wasThere }: ImageItem,
  choice: SyncChoice | undefined,
): ImageStep {
  if (here === undefined) return file === undefined ? 'nothing' : 'to-runbook';
  if (file === undefined) return wasThere && here === base ? 'nothing' : 'to-git';
  if (file === here) return base === here ? 'nothing' : 'note';
  if (here === base) return 'to-runbook';
  if (file === base) return 'to-git';
  if (choice === undefined) return 'conflict';
  return choice === 'ours' ? 'to-git' : 'to-runbook';
}
