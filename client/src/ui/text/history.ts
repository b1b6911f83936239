import type { VersionReason } from '@holdfast/shared/model/versions';
import { plural } from './plural.ts';

const reasons: Readonly<Record<VersionReason, string>> = {
  named: 'named',
  review: 'reviewed',
  run: 'run',
  pause: 'kept after a pause in the writing',
  restored: 'restored',
  'before-restore': 'kept before a restore',
  'before-import': 'kept before an import',
  import: 'imported',
};

export const historyText = {
  opening: 'Opening the versions…',
  failed: 'The versions could not be opened on this device. The text itself is not affected.',
  titleOf: (runbook: string) => `Versions of ${runbook}`,
  back: 'Back to the runbook',
  allVersions: 'All versions',
  list: 'Versions, newest first',
  now: 'Now',
  nowHint: 'The text as it is, not kept as a version yet.',
  reason: (reason: VersionReason, by: string) =>
    by === '' ? reasons[reason] : `${reasons[reason]} by ${by}`,
  /** Nobody in particular records what is kept by itself. */
  reasonAlone: (reason: VersionReason) => reasons[reason],
  writtenBy: (people: readonly string[]) => `Written by ${people.join(', ')}`,
  emptyTitle: 'No versions are kept yet',
  empty:
    'A version is kept when somebody reviews or runs this runbook, names one, and after a pause in the writing.',
  from: 'Older',
  to: 'Newer',
  nothingBefore: 'nothing: this is the first version kept',
  view: 'How to show it',
  views: { side: 'Side by side', inline: 'Inline', authors: 'Who wrote it' },
  whole: 'Show unchanged lines',
  same: 'These two are the same.',
  changed: (added: number, removed: number) =>
    `${plural(added, 'line', 'lines')} added, ${plural(removed, 'line', 'lines')} removed`,
  changedMuch: 'The two have little in common.',
  oldText: (label: string) => `Text of the older version, ${label}`,
  newText: (label: string) => `Text of the newer version, ${label}`,
  bothTexts: (from: string, to: string) => `Changes from ${from} to ${to}`,
  notKept:
    'This version is not kept on this device. Versions that were only passed through are thinned out with time; those that were reviewed, run or named are kept.',
  damaged: 'The text of this version could not be read. The others are not affected.',
  name: 'Name…',
  nameDialog: {
    title: 'Name this version',
    field: 'Name',
    placeholder: 'Before the move to the new cluster',
    hint: 'A version with a name is kept for good. Leave it empty to take the name away.',
    submit: 'Save name',
  },
  named: (name: string) => (name === '' ? 'Name taken away' : `Version named “${name}”`),
  restore: 'Restore',
  restoreHint: (label: string) => `Make the text what it was: ${label}`,
  restored: (label: string) => `Restored: ${label}`,
  restoreNotKept:
    'Not restored: the text as it is now could not be kept among the versions on this device. Nothing was changed.',
  restoreLocked: 'The text is locked. Unlock it on its page to restore a version.',
  undo: 'Undo',
  undone: 'The restore is undone',
  undoTooLate: 'The text was edited or locked since. Restore the version before instead.',
  authors: 'Who wrote what',
  authorsLead:
    'Each line with who wrote since the version before it appeared, as far as is known. Lines that stand since the first version kept may be older.',
  nobodyKnown: 'Not known',
} as const;
