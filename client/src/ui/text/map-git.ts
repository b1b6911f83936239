import { plural } from './plural.ts';

/** Of people and what they know, from a git history. */
export const mapGitText = {
  lead: 'A git log tells who wrote a component, and who worked on it lately. It is read on this device and sent nowhere. Nothing changes before you have seen what would.',
  how: 'Write the log in the repository:',
  howFiles: 'If you can, also the list of its files:',
  drop: 'Drop the log here, with its list of files and a file of who is who, if you have them',
  dropNow: 'Let go to read it',
  choose: 'Choose a log',
  reading: 'Reading the log…',
  readSoFar: (size: string) => `${size} read`,
  stop: 'Stop',
  problems: {
    noLog: (name: string, example: string | undefined) =>
      `${name} is no such log: there is no commit in it${example === undefined ? '' : `. It begins with “${example}”`}. Write one with the command below.`,
    tooLarge: (name: string) =>
      `${name} unpacks to more than 1 GB, which is too much for a browser. Use the command line: holdfast import git.`,
    listTooLarge: 'The list of files is larger than 100 MB. Leave it out.',
    broken: (name: string, reason: string) =>
      `${name} could not be read whole (${reason}). Write it again.`,
    several: 'Choose one log at a time.',
    none: 'There is no log among these files. Its name ends in .log or .log.gz.',
    corrections: (problem: string) =>
      `The file of who is who was not taken, and nothing was changed. ${problem}`,
    notKeptTitle: 'Your corrections are not kept',
    notKept:
      'This browser has no room for them, or forbids it: they are lost when you leave. Save who is who to have them as a file.',
    choicesNotKept:
      'This browser has no room for them, or forbids it: what you said of folders is lost when you leave.',
    worker: (reason: string) => `That did not work: ${reason}`,
  },
  facts: (facts: {
    readonly name: string;
    readonly commits: number;
    readonly people: number;
    readonly counted: number;
    readonly files: number;
  }) =>
    `${facts.name}: ${plural(facts.commits, 'commit', 'commits')} by ${plural(facts.people, 'person', 'people')}; ${facts.counted.toLocaleString('en')} of ${plural(facts.files, 'file', 'files')} count`,
  unreadable: (count: number, example: string) =>
    `${plural(count, 'line', 'lines')} could not be read and ${count === 1 ? 'counts' : 'count'} for nothing; the first: ${example}`,
  unlisted: 'Which files are there follows from the log.',
  steps: 'Steps',
  who: 'Who is who',
  preview: 'What the map learns',
  startOver: 'Another log',
  table: 'People in the log',
  columns: {
    pick: 'Choose',
    name: 'Name',
    addresses: 'Addresses',
    commits: 'Commits',
    why: 'Why one person',
    map: 'On the map',
  },
  search: 'Search names and addresses',
  show: 'Show',
  shown: {
    all: 'Everybody',
    unsure: 'May be the same as somebody',
    several: 'May be several people',
    merged: 'More than one name or address',
    corrected: 'Corrected',
    unknown: 'Not on the map',
    bots: 'Programs',
  },
  count: (shown: number, all: number) =>
    shown === all
      ? plural(all, 'person', 'people')
      : `${shown.toLocaleString('en')} of ${plural(all, 'person', 'people')}`,
  nothingFound: 'Nobody fits. Change the search or what is shown.',
  pick: (name: string) => `Choose ${name}`,
  commits: (count: number) => plural(count, 'commit', 'commits'),
  more: (count: number) => `and ${count} more`,
  whys: {
    'e-mail': 'same address, several names',
    name: 'same name, several addresses',
    listed: 'as in the list',
  },
  corrected: 'as corrected',
  unsureBadge: (count: number) => `may be the same as ${plural(count, 'other', 'others')}`,
  severalBadge: 'may be several people',
  matches: {
    known: (name: string) => name,
    by: {
      'e-mail': 'by address',
      name: 'by name',
      'earlier import': 'from an earlier import',
      choice: 'as you said',
    },
    new: 'Nobody yet',
    several: 'Could be several people',
    deleted: 'Was deleted there',
    bot: 'A program',
    unnamed: 'Neither name nor address',
  },
  join: (count: number) => `Make these ${count} one person`,
  joinHint: 'Choose two or more to make them one.',
  undo: 'Undo',
  redo: 'Redo',
  save: 'Save who is who',
  load: 'Load who is who',
  forget: 'Forget corrections',
  fileHint:
    'The file is the one that holdfast truck-factor and holdfast import git take with --identities. Your corrections stay on this device, for all logs of this workspace.',
  loaded: (count: number) => `Took ${plural(count, 'person', 'people')} from the file.`,
  edit: {
    name: 'Name',
    bot: 'A program, which knows nothing',
    onMap: 'On the map',
    asFound: (found: string) => `As found: ${found}`,
    nobody: 'Nobody who is on the map',
    save: 'Save',
    cancel: 'Cancel',
    noName: 'Give a name.',
    names: 'Commits are made as',
    sameAs: 'May be the same as',
    unsure: {
      'same mailbox': 'same mailbox at another place',
      'same words of the name': 'same words in the name',
      'same login': 'same login',
      'more than one listed': 'fits more than one in the list',
    },
    one: (name: string) => `One person with ${name}`,
    two: (name: string) => `Not ${name}`,
    apart: 'Take apart',
    apartHint: 'Choose the addresses that are somebody else’s.',
    apartName: 'Their name',
    apartDo: 'Take these apart',
    apartAll: 'At least one address stays with the first.',
    oneAddress: 'There is one address only. Commits under one address cannot be told apart.',
  },
  component: 'Component that the code belongs to',
  componentHint: 'Of all files that no folder below gives to another.',
  filesOf: (component: string, files: number) =>
    files === 0
      ? `${component}: no file that counts. Look at its folder.`
      : `${component}: ${plural(files, 'file counts', 'files count')}`,
  folders: {
    title: 'Folders of other components, files to leave out',
    lead: 'In a repository of several components, say which folder belongs to which. The longest folder counts.',
    folder: (at: number) => `Folder ${at}`,
    component: (at: number) => `Component of folder ${at}`,
    remove: (at: number) => `Remove folder ${at}`,
    example: 'services/payments',
    add: 'Add a folder',
    exclude: 'Files to leave out',
    excludeHint: 'One pattern a line, as in a .gitignore: docs/ or *.sql',
    wrong: (patterns: string) => `No pattern, and not counted: ${patterns}`,
  },
  pickComponent: 'Choose a component',
  noComponents: 'There is no component on the map yet. Draw or import one first.',
  toMap: 'To the map',
  repository: 'What the repository is called',
  repositoryHint: 'Keep it the same each time: an import changes only what it said before itself.',
  sourceIs: (source: string) => `Source: ${source}`,
  working: 'Working it out…',
  factor: (wrote: number, knows: number) =>
    `Truck factor ${wrote} by who wrote it (degree of authorship), ${knows} by who knows it now (recent knowledge).`,
  lead2:
    'Knowledge from a history is never more than “can operate”, and never changes what people said themselves.',
  planTable: 'What would be written',
  planColumns: {
    person: 'Person',
    component: 'Component',
    level: 'Level',
    on: 'Last change',
    step: 'What happens',
  },
  planSteps: { add: 'new', change: 'changed', keep: 'as it is' },
  isNewPerson: 'new on the map',
  saidStays: (level: string) => `they said: ${level}, which stays`,
  added: (count: number) => `${plural(count, 'person is', 'people are')} added as suggestions.`,
  connected: (count: number) =>
    `${plural(count, 'person gets', 'people get')} other names, so that the next import finds them.`,
  passedOver: (count: number) =>
    `${plural(count, 'person', 'people')} with little work, and nobody on the map, ${count === 1 ? 'is' : 'are'} passed over.`,
  forgotten: (count: number) =>
    `${plural(count, 'statement', 'statements')} of an earlier import ${count === 1 ? 'is' : 'are'} taken back.`,
  leftOut: (count: number) =>
    `${plural(count, 'person', 'people')} could be several on the map or ${count === 1 ? 'was' : 'were'} deleted there, and ${count === 1 ? 'is' : 'are'} left out.`,
  accept: (count: number) => `Write ${plural(count, 'change', 'changes')} into the map`,
  upToDate: 'The map knows all of it already.',
  done: (component: string) => `The map knows now who knows ${component}.`,
  undoImport: 'Undo it',
  undone: 'It was undone. The map is as it was before.',
  again: 'Another component',
  toMatrix: 'Who knows what',
} as const;
