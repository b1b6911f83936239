/** Words of the palette and of the list of shortcuts, which both come when they are first opened. */
export const paletteText = {
  placeholder: 'Type a title, words of a runbook, or a command',
  shortPlaceholder: 'Runbook or command',
  nothing: {
    whole: 'No runbook and no command matches',
    arriving: 'No command matches, and no runbook so far. More may be on their way to this device.',
    unreachable:
      'No command matches, and no runbook on this device. No relay can be reached, so some may be missing.',
  },
  archived: 'archived',
  helpTitle: 'Keyboard shortcuts',
  helpIntro: 'Everything here is also in the palette.',
  helpList: 'In lists',
  helpListDown: 'Next',
  helpListUp: 'Previous, from the first to the search',
  helpListOpen: 'Open',
  helpEditor: 'In the editor',
} as const;
