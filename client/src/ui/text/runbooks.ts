import { plural } from './plural.ts';

export const runbooksText = {
  title: 'Runbooks',
  archivedTitle: 'Archived runbooks',
  active: 'Active',
  dueTitle: 'Due for review',
  due: (count: number) =>
    count === 0 ? 'Due for review' : `Due for review (${count.toLocaleString('en')})`,
  archived: (count: number) => (count === 0 ? 'Archived' : `Archived (${count})`),
  views: 'Which runbooks',
  count: (count: number) => plural(count, 'runbook', 'runbooks'),
  countOf: (shown: number, all: number) =>
    `${shown.toLocaleString('en')} of ${plural(all, 'runbook', 'runbooks')}`,
  countSoFar: {
    arriving: (count: string) => `${count} so far; more may be on their way`,
    unreachable: (count: string) =>
      `${count} on this device; no relay can be reached, so some may be missing`,
  },
  stillReading: (done: number, total: number) =>
    `Still reading: ${done.toLocaleString('en')} of ${total.toLocaleString('en')}. More may be found.`,
  bestOf: (shown: number, total: number) =>
    `The best ${shown.toLocaleString('en')} of ${total.toLocaleString('en')} matches`,
  similar: 'Similar:',
  nameKinds: {
    alert: 'Alert',
    alias: 'Also called',
    component: 'Component',
    owner: 'Owner',
    tag: 'Tag',
  },
  component: 'Component',
  anyComponent: 'Any component',
  alertIs: (alert: string) => `Alert: ${alert}`,
  anyAlert: 'Show runbooks for any alert',
  search: 'Search titles, text and commands',
  clearSearch: 'Clear the search',
  owner: 'Owner',
  anyOwner: 'Any owner',
  noOwner: 'No owner',
  tag: 'Tag',
  anyTag: 'Any tag',
  sort: 'Sort by',
  sorts: {
    changed: 'Last changed',
    title: 'By title',
    owner: 'By owner',
    trust: 'Worst trust',
  },
  similarOnly: 'No exact match. Similar:',
  similarOnlySoFar: 'No exact match so far. Similar:',
  notAllHere: {
    arriving:
      'Not all of the workspace is on this device yet: more may be on its way from the relays, and appears here as it arrives.',
    unreachable:
      'Some of the workspace may be missing on this device: no relay can be reached to ask for it. What is missing appears here as soon as one answers.',
  },
  nothingFound: 'Nothing found',
  create: 'New runbook',
  table: 'Runbooks',
  columns: {
    title: 'Title',
    owner: 'Owner',
    tags: 'Tags',
    trust: 'Trust',
    changed: 'Changed',
    actions: 'Actions',
  },
  changedBy: (who: string) => `by ${who}`,
  neverChanged: 'not known',
  inText: 'In the text',
  loading: 'Reading runbooks from this device…',
  keysHint: '↑ ↓ to move, Enter to open, / to search, c for a new one',
  empty: {
    title: (workspace: string) => `No runbooks in ${workspace} yet`,
    body: 'A runbook tells how to handle one situation, so that whoever is on call can do it at 3 a.m. Write the first one, or bring in a folder of Markdown files that you already have:',
    command: (origin: string, workspace: string) =>
      `npx holdfast import runbooks ./runbooks --relay ${origin} --workspace ${workspace}`,
    after: 'Every file keeps its text, byte for byte, and can be exported again.',
    unnamed: (workspace: string) =>
      `Did you expect to find runbooks here? On the relays that were asked there is nothing in a workspace called “${workspace}”. The name in the address may be mistyped.`,
    goToServed: (workspace: string) => `Go to ${workspace}, this relay’s own workspace`,
  },
  allArchived: {
    title: 'All runbooks are archived',
    titleSoFar: 'All runbooks that are here are archived',
    body: (count: number) =>
      count === 1
        ? 'The one runbook here is archived.'
        : `The ${count} runbooks here are archived.`,
    show: 'Show archived runbooks',
  },
  unknown: {
    title: (workspace: string) => `Nothing of ${workspace} is on this device yet`,
    asking: 'Asking the relays what is in it. This page shows runbooks as soon as they arrive.',
    unreachable:
      'No relay can be reached, so it is not known whether it has any runbooks. They appear here as soon as a relay answers. What you create meanwhile is kept on this device and joins them.',
    sync: 'See what is tried',
  },
  emptyArchive: {
    title: 'Nothing is archived',
    titleSoFar: 'Nothing archived is here so far',
    body: 'A runbook that is no longer needed can be archived from its menu. It leaves the list, and nothing of it is lost.',
  },
  nothingDue: {
    title: 'Nothing is due for review',
    titleSoFar: 'Nothing that is here so far is due for review',
    body: 'Every runbook was reviewed within its interval, and no verdict or failed run stands against one. What becomes due appears here.',
    show: 'Show all runbooks',
  },
  noMatch: {
    title: 'No runbook matches',
    titleSoFar: 'No runbook matches so far',
    body: 'Nothing in titles or texts fits all of the filters.',
    bodyQuery: (query: string) => `Nothing in titles or texts fits “${query}” and the filters.`,
    bodySoFar: 'Nothing in the titles and texts that are here fits all of the filters.',
    bodyQuerySoFar: (query: string) =>
      `Nothing in the titles and texts that are here fits “${query}” and the filters.`,
    clear: 'Clear search and filters',
  },
  menu: (title: string) => `Actions for ${title}`,
  open: 'Open',
  edit: 'Edit',
  versions: 'Versions',
  rename: 'Rename…',
  duplicate: 'Duplicate',
  archive: 'Archive',
  restore: 'Bring back',
  copyLink: 'Copy link',
  print: 'Print…',
  linkCopied: 'Link copied',
  copyFailed: 'The browser did not allow copying',
  createDialog: {
    title: 'New runbook',
    field: 'Title',
    placeholder: 'Orders fail at checkout',
    submit: 'Create',
    hint: 'What happened, as the alert or a colleague would say it. Enter creates it and opens the editor.',
  },
  renameDialog: { title: 'Rename runbook', field: 'Title', submit: 'Rename' },
  cancel: 'Cancel',
  archivedDone: (title: string) => `Archived “${title}”`,
  restoredDone: (title: string) => `Brought back “${title}”`,
  duplicatedDone: (title: string) => `Made a copy of “${title}”`,
  renamedDone: (title: string) => `Renamed to “${title}”`,
  undo: 'Undo',
  openCopy: 'Open the copy',
  failed: 'That did not work',
  deviceFailed: 'The document could not be opened on this device.',
} as const;
