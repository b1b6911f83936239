import { plural } from './plural.ts';

/** Of taking files into the map. */
export const mapImportText = {
  title: 'Import',
  lead: 'Backstage and GitLab catalogs, CODEOWNERS, docker-compose, Kubernetes manifests, Terraform state, CSV, fault trees (Open-PSA MEF), and maps that Holdfast wrote. What a file is, is told by its name and what is in it. Nothing changes before you have seen what would.',
  drop: 'Drop files or a folder here',
  dropNow: 'Let go to read them',
  chooseFolder: 'Choose a folder',
  chooseFiles: 'Choose files',
  fromGit: 'Who knows the code: from a git history',
  reading: 'Reading the files…',
  failed: 'The files could not be read.',
  tooLarge: (path: string) => `${path} is too large and was passed over.`,
  notText: (path: string) => `${path} is not text and was passed over.`,
  unknownFile: (path: string) => `${path} is of no kind that is read here.`,
  emptyFile: (path: string) => `${path} has nothing for the map.`,
  moreFiles: (count: number) => `And ${count.toLocaleString('en')} more.`,
  nothing: 'There is nothing for the map in these files. Choose others.',
  formats: {
    backstage: 'Backstage',
    gitlab: 'GitLab catalog',
    codeowners: 'CODEOWNERS',
    compose: 'docker-compose',
    kubernetes: 'Kubernetes',
    terraform: 'Terraform',
    csv: 'CSV',
    yaml: 'Holdfast map',
    mef: 'Open-PSA fault tree',
  },
  files: (count: number) => plural(count, 'file', 'files'),
  read: (files: string) => `Read: ${files}`,
  passedOver: (count: number) => `${plural(count, 'file', 'files')} passed over`,
  registers: {
    components: 'Components',
    dependencies: 'Dependencies',
    groups: 'Redundancy groups',
    domains: 'Failure domains',
    people: 'People',
    teams: 'Teams',
    leaves: 'Leaves',
  },
  kinds: { create: 'New', change: 'Changed', unchanged: 'As it is', gone: 'Gone from the files' },
  joined: 'taken for the one of that name that is on the map',
  also: (files: readonly string[]) => `also in ${files.join(', ')}`,
  deletedHere: 'is deleted here, and stays so',
  recordOnly: 'only where it was found is noted',
  goneHint: 'deleted if you choose it; it can be brought back',
  field: {
    take: (field: string, here: string, there: string) =>
      here === '' ? `${field}: ${there}` : `${field}: ${here} → ${there}`,
    keep: (field: string, here: string) => `${field}: stays ${here}, as it was changed here`,
    differs: (field: string, here: string, there: string) =>
      `${field}: stays ${here}; the files say ${there}`,
    refused: (field: string, problem: string) => `${field}: not taken. ${problem}`,
  },
  take: (name: string) => `Take ${name}`,
  takeAll: (register: string) => `Take all: ${register}`,
  more: (count: number) =>
    `${plural(count, 'more', 'more')} of the same kind, taken as the box above says.`,
  unchanged: (count: number) =>
    `${plural(count, 'item is', 'items are')} as the files say already.`,
  knowledge: (count: number) => `${plural(count, 'statement', 'statements')} of who knows what`,
  knowledgeGone: 'Who knows what: gone from the files',
  removeKnowledge: (count: number) =>
    `Remove ${plural(count, 'statement', 'statements')} that the files no longer have`,
  followUps: (count: number) =>
    `${plural(count, 'action item or accepted finding', 'action items and accepted findings')} that the map does not have`,
  summary: 'What would change',
  counts: {
    create: (count: number) => `${count.toLocaleString('en')} new`,
    change: (count: number) => `${count.toLocaleString('en')} changed`,
    gone: (count: number) => `${count.toLocaleString('en')} gone from the files`,
    aside: (count: number) =>
      `${count.toLocaleString('en')} ${count === 1 ? 'refers' : 'refer'} to what no file has`,
    notes: (count: number) => `${count.toLocaleString('en')} to know`,
  },
  noteTitles: { aside: 'Refers to what no file has', notes: 'To know' },
  asideHint:
    'A connection to it is kept aside until that comes to the map. The rest is taken without it.',
  moreNotes: (count: number) => `And ${count.toLocaleString('en')} more.`,
  noteAt: (file: string, line: number | undefined) =>
    line === undefined ? file : `${file}, line ${line}`,
  accept: (count: number) => `Take ${plural(count, 'item', 'items')} into the map`,
  upToDate: 'The map has all of it already.',
  cancel: 'Choose other files',
  done: (count: number) => `Took ${plural(count, 'item', 'items')} into the map.`,
  keptAside: (count: number) =>
    `${plural(count, 'connection is', 'connections are')} kept aside, because what ${count === 1 ? 'it refers' : 'they refer'} to is not on the map. List and graph tell of ${count === 1 ? 'it' : 'them'} at the top.`,
  changedMeanwhile:
    'The map was changed while you were looking. Nothing was taken yet. This is what the files would change now.',
  undo: 'Undo the import',
  undone: (stayed: number) =>
    stayed === 0
      ? 'The import was undone. What was done since stays.'
      : `The import was undone, but for ${plural(stayed, 'item that was', 'items that were')} changed since.`,
  again: 'Import more',
  toMap: 'To the map',
} as const;
