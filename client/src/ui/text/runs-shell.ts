/** What is said of runs and drills before anybody looks at one. */
export const runsShellText = {
  drills: 'Drills',
  commands: {
    run: 'Run this runbook',
    runPart: 'Run a part of this runbook',
    goDrills: 'Drills',
    newPlan: 'New drill plan',
    goCalendar: 'Calendar of drills',
    goPlans: 'Drill plans',
    startDrill: 'Start a drill',
    archive: 'Archive this drill',
    restore: 'Bring this drill back',
    copyLink: 'Copy a link to this run',
  },
  list: {
    archivedDone: (title: string) => `Archived “${title}”`,
    restoredDone: (title: string) => `Brought back “${title}”`,
    undo: 'Undo',
  },
  startFailed: 'Could not start the run',
  unreadable: 'This device’s storage did not give it. The Sync page says more.',
  place: {
    onDrills: 'looking at the drills',
    running: (title: string) => `practising ${title}`,
    aRun: 'a runbook',
  },
} as const;
