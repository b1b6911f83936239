import type { ConflictChoice } from '@holdfast/shared/transfer/plan-import';
import type { ImageProblem } from '@holdfast/shared/transfer/import-images';
import type { PlanGroup } from '../../transfer/import-state.ts';
import { plural } from './plural.ts';

const imageProblems: Readonly<Record<ImageProblem, string>> = {
  missing: 'is not among the files: its name is shown in its place',
  'too-large': 'is larger than the 200 kB that are kept: its name is shown in its place',
  'not-an-image': 'is no PNG, JPEG, GIF or WebP image, whatever it is called',
  full: 'stays out: the images of a runbook have at most 1 MB together',
  conflict: 'was changed in the file and here, and stays as it is here',
};

/** Words of the import page, which comes with it. */
export const importText = {
  lead: 'Bring in a folder of Markdown files, as it is. Every file keeps its text, byte for byte, and can be exported again.',
  drop: 'Drop a folder, a zip archive or Markdown files here',
  dropNow: 'Let go to read what you dropped',
  chooseFolder: 'Choose a folder…',
  chooseFiles: 'Choose a zip or files…',
  hints: [
    'Importing the same folder again brings in what changed. What was edited here stays.',
    'Nothing is written before you have seen what would happen.',
    'Images that a text shows come along, up to 200 kB each. Choose the folder, or a zip, so that they are found.',
  ],
  again: 'Import something else',
  reading: 'Reading what you chose…',
  unreadable:
    'The browser could not read what you chose. If files changed meanwhile, choose them again.',
  nothingToImport: 'There is no Markdown file (.md, .markdown) in what you chose.',
  planTitle: 'What would happen',
  groups: {
    conflict: (count: number) => plural(count, 'conflict', 'conflicts'),
    locked: (count: number) => `${count.toLocaleString('en')} locked`,
    new: (count: number) => `${count.toLocaleString('en')} new`,
    changed: (count: number) => `${count.toLocaleString('en')} changed`,
    unchanged: (count: number) => `${count.toLocaleString('en')} unchanged`,
    skipped: (count: number) => `${count.toLocaleString('en')} skipped`,
  } satisfies Record<PlanGroup, (count: number) => string>,
  all: (count: number) => `All ${count.toLocaleString('en')}`,
  show: 'Which files',
  list: 'Files',
  kinds: {
    create: 'New',
    copy: 'New, beside yours',
    change: 'Changed',
    merge: 'Merged with edits made here',
    conflict: 'Conflict',
    locked: 'Locked, kept aside',
    record: 'As it is here',
    unchanged: 'Unchanged',
    skip: 'Skipped',
  },
  images: (count: number) => `${plural(count, 'image comes', 'images come')} along.`,
  imageLeft: (image: string, problem: ImageProblem) => `${image} ${imageProblems[problem]}.`,
  imagesLeftMore: (count: number) => `${count.toLocaleString('en')} more images do not come along.`,
  imageConflict: 'Image in conflict',
  editedHere: 'Edited here since, which stays',
  reasons: {
    'same-lines': 'The file and somebody here changed the same lines.',
    'no-base': 'Changed in the file and here, and what it was before is not known any more.',
  } as Readonly<Record<string, string>>,
  conflictsLead:
    'Conflicts were changed in the file and here. What conflicts is not written unless you choose.',
  lockedLead: (count: number) =>
    count === 1
      ? 'One file has news for a text that is approved and locked. Unlock the runbook first, then import the same again.'
      : `${count.toLocaleString('en')} files have news for texts that are approved and locked. Unlock the runbooks first, then import the same again.`,
  lockedLeft: (count: number) =>
    `${plural(count, 'file is', 'files are')} kept aside, because the text here is approved and locked. Unlock the runbook, then import the same again:`,
  lockedMore: (count: number) => `and ${count.toLocaleString('en')} more`,
  choice: (path: string) => `What to do with ${path}`,
  choiceForAll: 'For all conflicts',
  choices: {
    leave: 'Decide later',
    ours: 'Keep what is here',
    theirs: 'Take the file',
    both: 'Keep both, as two runbooks',
  } satisfies Record<ConflictChoice | 'leave', string>,
  compare: 'Compare',
  compareOf: (path: string) => `Compare the two texts of ${path}`,
  compareTitle: (path: string) => `Two texts of ${path}`,
  compareHere: 'Here only',
  compareFile: 'In the file only',
  start: (count: number) =>
    count === 0 ? 'Nothing to import' : `Import ${plural(count, 'file', 'files')}`,
  nothingToDo: 'Everything that you chose is here already.',
  nothingYet: 'Nothing else is new: the rest is here already.',
  cancel: 'Cancel',
  running: (done: number, total: number) =>
    `${done.toLocaleString('en')} of ${plural(total, 'file', 'files')} imported`,
  stop: 'Stop here',
  stopping: 'Stopping…',
  doneTitle: 'Imported',
  stoppedTitle: 'Stopped',
  failedTitle: 'Not everything could be saved',
  doneCounts: (made: number, changed: number) =>
    `${plural(made, 'runbook', 'runbooks')} made, ${changed.toLocaleString('en')} changed.`,
  left: (count: number) => `${plural(count, 'file was', 'files were')} not come to.`,
  conflictsLeft: (count: number) =>
    `${plural(count, 'conflict is', 'conflicts are')} left as it was here. Import the same again to settle them.`,
  failed: (count: number) =>
    `This device did not take ${plural(count, 'document', 'documents')}. Look at Sync, then import again: what is here already is passed over.`,
  broke: {
    import:
      'The import failed in this browser before it was through. What came in is kept. Import the same again for the rest: what is here already is passed over.',
    undo: 'Not everything could be taken back. Try again, or archive what is left by hand.',
  },
  ended: (counts: string) => `The import is through. ${counts} Its page has the way back.`,
  endedBadly: 'The import did not come to its end. Its page says what became of it.',
  goesOn: 'It goes on if you leave this page, and stops if you close the tab.',
  savedWhere: 'The words at the top say where it is saved.',
  toRunbooks: 'Go to runbooks',
  undo: 'Undo this import',
  undoLead:
    'New runbooks are archived, changed ones get the text they had. What somebody edited since stays. It can be undone until you leave this page.',
  undone: 'Undone: new runbooks are archived, and changed ones are as they were.',
  undoneBut: (count: number) =>
    `${plural(count, 'runbook was', 'runbooks were')} edited since and stayed as they are.`,
} as const;
