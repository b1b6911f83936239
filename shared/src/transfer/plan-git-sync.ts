import { mergeText, type SideNames } from './merge-text.ts';

/** One runbook and its file. Texts are as they are in files. */
export interface SyncItem {
  /** What both were when they were last in step; undefined where that never was, or is not known any more. */
  readonly base: string | undefined;
  /** The file as it is committed; undefined: there is none. */
  readonly file: string | undefined;
  readonly here: RunbookHere;
  /** In words: why the text here must not be changed. */
  readonly locked?: string | undefined;
}

/** The runbook: as its file would be, archived, or not in the workspace at all. */
export type RunbookHere =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'archived' }
  | { readonly kind: 'absent' };

export type SyncStep =
  | { readonly kind: 'in-step' }
  /** The file is to be made this. `against`: it was deleted meanwhile, but the text here was edited. */
  | { readonly kind: 'write-file'; readonly text: string; readonly against?: 'deletion' }
  | { readonly kind: 'remove-file' }
  /** The runbook is to be made this, and brought back if it was archived (`against`: although it was). */
  | { readonly kind: 'write-runbook'; readonly text: string; readonly against?: 'archiving' }
  | { readonly kind: 'archive-runbook' }
  /** Both are to be made this: it has the changes of both. */
  | { readonly kind: 'write-both'; readonly text: string }
  /** git has news for a text that is approved and locked, or deleted its file: both stay as they are until it is unlocked. */
  | { readonly kind: 'locked'; readonly problem: string }
  /** Both stay as they are. `marked` has both sides, between marks. */
  | {
      readonly kind: 'conflict';
      readonly why: 'same-lines' | 'no-base';
      readonly marked: string;
    };

/** Whose side a conflict is settled for: the workspace's, or the repository's. */
export type SyncChoice = 'ours' | 'theirs';

const names: SideNames = { ours: 'Holdfast', theirs: 'git' };

/**
 * What brings a runbook and its file into step, without losing what either side wrote: a deletion
 * gives way to an edit, and where both wrote and it cannot be merged, nothing is done unless it was
 * said who is to win.
 */
export function planGitSync(item: SyncItem, choice?: SyncChoice): SyncStep {
  const step = planUnlocked(item, choice);
  return changesRunbook(step) && item.locked !== undefined
    ? { kind: 'locked', problem: item.locked }
    : step;
}

function changesRunbook({ kind }: SyncStep): boolean {
  return kind === 'write-runbook' || kind === 'write-both' || kind === 'archive-runbook';
}

/** Whether a step leaves both sides as they are, until somebody does something about it. */
export function isPending({ kind }: SyncStep): boolean {
  return kind === 'conflict' || kind === 'locked';
}

function planUnlocked(item: SyncItem, choice: SyncChoice | undefined): SyncStep {
  const { base, file, here } = item;
  if (here.kind === 'absent') {
    // A workspace that lost a runbook gets it back; nobody archived it.
    return file === undefined ? { kind: 'in-step' } : { kind: 'write-runbook', text: file };
  }
  if (here.kind === 'archived') {
    if (file === undefined) return { kind: 'in-step' };
    return file === base
      ? { kind: 'remove-file' }
      : { kind: 'write-runbook', text: file, against: 'archiving' };
  }
  const { text } = here;
  if (file === text) return { kind: 'in-step' };
  if (file === undefined) {
    if (base === undefined) return { kind: 'write-file', text };
    return text === base
      ? { kind: 'archive-runbook' }
      : { kind: 'write-file', text, against: 'deletion' };
  }
  if (file === base) return { kind: 'write-file', text };
  if (text === base) return { kind: 'write-runbook', text: file };
  const merged = mergeText(base ?? '', text, file, names);
  if (merged.clean && base !== undefined) return { kind: 'write-both', text: merged.text };
  if (choice === 'ours') return { kind: 'write-file', text };
  if (choice === 'theirs') return { kind: 'write-runbook', text: file };
  return {
    kind: 'conflict',
    why: base === undefined ? 'no-base' : 'same-lines',
    marked: merged.clean ? merged.text : merged.marked,
  };
}
