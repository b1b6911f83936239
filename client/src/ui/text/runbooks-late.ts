/** Menus, dialogs and empty lists of runbooks: nothing of it is on screen before the first list. */
export const runbooksLateText = {
  notAllHere: {
    arriving:
      'Not all of the workspace is on this device yet: more may be on its way from the relays, and appears here as it arrives.',
    unreachable:
      'Some of the workspace may be missing on this device: no relay can be reached to ask for it. What is missing appears here as soon as one answers.',
  },
  nothingFound: 'Nothing found',
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
  open: 'Open',
  edit: 'Edit',
  versions: 'Versions',
  rename: 'Rename…',
  duplicate: 'Duplicate',
  archive: 'Archive',
  restore: 'Bring back',
  copyLink: 'Copy link',
  print: 'Print…',
  createDialog: {
    title: 'New runbook',
    field: 'Title',
    placeholder: 'Orders fail at checkout',
    submit: 'Create',
    hint: 'What happened, as the alert or a colleague would say it. Enter creates it and opens the editor.',
  },
  renameDialog: { title: 'Rename runbook', field: 'Title', submit: 'Rename' },
  cancel: 'Cancel',
} as const;
