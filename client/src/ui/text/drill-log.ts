import { plural } from './plural.ts';

/** The log of drills, and what it proves. */
export const drillLogText = {
  title: 'Drill log',
  loading: 'Reading drills from this device…',
  prove: 'Prove it',
  filter: {
    text: 'Search the log',
    kind: 'Kind',
    anyKind: 'Any kind',
    outcome: 'Outcome',
    anyOutcome: 'Any outcome',
    component: 'Component',
    person: 'Person',
    from: 'From',
    to: 'To',
    clear: 'Clear the filters',
    more: 'More filters',
  },
  table: 'Drill log',
  columns: {
    when: 'Held',
    title: 'Drill',
    kind: 'Kind',
    outcome: 'Outcome',
    recovery: 'Recovery',
    loss: 'Data loss',
    people: 'People',
    sealed: 'Seal',
  },
  sealed: 'Sealed',
  notSealed: 'Not sealed',
  gone: 'Only the seal is left',
  goneLong: 'The drill’s document is not on this device. This is what its seal says.',
  against: (measured: string, promised: string) => `${measured} of ${promised}`,
  notMeasured: 'not measured',
  count: (shown: number, all: number) =>
    shown === all
      ? plural(all, 'drill', 'drills')
      : `${shown} of ${plural(all, 'drill', 'drills')}`,
  keysHint: '↑ ↓ to move, Enter to open',
  csv: 'CSV',
  json: 'JSON',
  csvLong: 'Save what is shown as CSV',
  jsonLong: 'Save what is shown as JSON',
  paper: 'Report for paper',
  empty: {
    title: 'No drill has ended yet',
    body: 'A drill comes into the log when it gets a verdict, or is aborted. It stays there.',
    toDrills: 'Go to drills',
  },
  nothingFound: 'No drill fits the filters.',
  report: {
    title: 'Report on drills',
    back: 'Back to the log',
    range: (from: string, to: string) =>
      from === '' && to === ''
        ? 'All that are in the log.'
        : `Held ${from === '' ? '' : `from ${from} `}${to === '' ? '' : `to ${to}`}`.trim() + '.',
    only: (filters: string) => `Only: ${filters}.`,
    intro:
      'A drill tries on purpose what may go wrong one day, while everybody is ready for it. This report says what was tested, why, what happened, how long it took against what was promised, and what comes of it.',
    counts: (all: number, passed: number, failed: number, other: number) =>
      `${plural(all, 'drill', 'drills')}: ${passed} passed, ${failed} failed, ${other} inconclusive or aborted.`,
    missed: (count: number, of: number) =>
      of === 0
        ? 'In none of them was a recovery measured against a promise.'
        : `In ${count} of ${of} where a recovery was measured against a promise, the promise was missed.`,
    open: (findings: number, actions: number) =>
      `${plural(findings, 'finding is', 'findings are')} open, and ${plural(actions, 'action', 'actions')} left to be done.`,
    held: (kind: string, when: string) => `${kind}, held on ${when}`,
    about: 'What was tested',
    aboutUnknown: 'Nothing on the map was named.',
    unfinished:
      'This is a part: it was printed before the page had drawn all drills. Print it again by its button.',
    why: 'Why',
    whyUnknown: 'Nothing was written down beforehand.',
    happened: 'What happened',
    took: 'Time against the promise',
    comes: 'What comes of it',
    nothing: 'Nothing.',
    onlySeal: (findings: number, open: number) =>
      `Only the summary is left: ${plural(findings, 'finding', 'findings')}, ${open} open.`,
    due: (who: string, due: string) =>
      [who, due === '' ? '' : `due ${due}`].filter((one) => one !== '').join(', '),
  },
  proof: {
    title: 'Prove the log',
    lead: 'Recomputes every chain and every seal from what is on this device, here, without asking a relay.',
    start: 'Recompute',
    again: 'Recompute again',
    stop: 'Stop',
    progress: (done: number, all: number) => `${done} of ${plural(all, 'drill', 'drills')} checked`,
    failed: 'It could not be recomputed: this device’s storage did not give the documents.',
    save: 'Save the result',
    print: 'Print',
    made: (when: string, workspace: string) => `Recomputed on ${when}, workspace ${workspace}.`,
    notWhole:
      'This device does not have everything yet. A drill that is missing here may only be on its way.',
    result: 'Result',
    summary: {
      intact: (count: number) => `${plural(count, 'drill is', 'drills are')} intact`,
      damaged: (count: number) =>
        `${plural(count, 'drill was', 'drills were')} changed after the fact`,
      gone: (count: number) => `${plural(count, 'drill is', 'drills are')} missing`,
      unsealed: (count: number) =>
        `${plural(count, 'drill is', 'drills are')} not sealed: only the chain speaks`,
      unchained: (count: number) =>
        `${plural(count, 'drill is', 'drills are')} unchained: nothing can be said`,
    },
    states: {
      intact: 'Intact',
      damaged: 'Changed',
      gone: 'Missing',
      unsealed: 'Not sealed',
      unchained: 'Unchained',
    },
    statesLong: {
      intact: 'Every entry is as it was sealed, and the chain goes together.',
      damaged: 'Something was changed, removed or put elsewhere after it was written.',
      gone: 'The log has a seal of it, and nothing of it is on this device.',
      unsealed: 'The chain goes together. No seal stands for it yet.',
      unchained: 'Written by an older version or by machines, and not sealed.',
    },
    log: 'The log itself',
    logIntact: 'The log’s own chain goes together.',
    logBroken: 'The log’s own chain is broken:',
    logDigest: (count: number) => `SHA-256 over ${plural(count, 'seal', 'seals')}:`,
    digest: 'SHA-256',
    noLog: 'There is no log on this device yet.',
    device: (device: string, people: string) =>
      [people, device === '' ? 'device not known' : `device ${device.slice(0, 8)}`]
        .filter((one) => one !== '')
        .join(', '),
    deviceStates: { intact: 'intact', broken: 'broken', unchained: 'unchained' },
    entries: (count: number) => plural(count, 'entry', 'entries'),
    forks: (count: number) =>
      `${plural(count, 'fork', 'forks')}: two tabs wrote at once, which is no tampering`,
    unchainedEntries: (count: number) => `${count} not chained`,
    chains: { entries: 'Timeline', runs: 'Runs' },
    breaks: {
      own: 'what the same device wrote before it was changed or is missing',
      seen: 'what it had seen of somebody else was changed or is missing',
      order: 'it stands before what its author had seen',
      doubled: 'there is another entry with its id',
      place: 'its number does not follow from the entry that it names',
    },
    breakAt: (who: string, when: string, what: string) =>
      `Before the entry of ${who || 'somebody'} on ${when}: ${what}.`,
    seals: {
      intact: (who: string, when: string) => `Seal by ${who || 'somebody'} on ${when}: holds.`,
      changed: (who: string, when: string, missing: number) =>
        missing === 0
          ? `Seal by ${who || 'somebody'} on ${when}: the seal itself does not go together.`
          : `Seal by ${who || 'somebody'} on ${when}: ${plural(missing, 'entry', 'entries')} that it covered ${missing === 1 ? 'is' : 'are'} not there as sealed.`,
      gone: (who: string, when: string) =>
        `Seal by ${who || 'somebody'} on ${when}: nothing of the drill is here.`,
    },
    added: (count: number) =>
      `${plural(count, 'entry', 'entries')} since the last seal. That is no damage.`,
    unreadable: (count: number) => `${count} in a form that this version does not read.`,
    files: {
      changed: (count: number) =>
        `${plural(count, 'file does', 'files do')} not have the digest that was written down.`,
      missing: (count: number) =>
        `${plural(count, 'file is', 'files are')} not here, and retention did not drop ${count === 1 ? 'it' : 'them'}.`,
      dropped: (count: number) =>
        `${plural(count, 'file', 'files')} dropped by retention. Name and digest stay.`,
      texts: (count: number) =>
        `${plural(count, 'text of a run is', 'texts of runs are')} not what was run.`,
    },
    open: (title: string) => `Open ${title}`,
    means: {
      title: 'What this proves, and what not',
      shows: 'It shows',
      showsList: [
        'a change or a removal of any entry that another entry names, or that a seal covers: one character, a name, a time;',
        'an entry that was put before what its author had seen;',
        'a last entry, a run or a whole drill that was removed after it was sealed.',
      ],
      not: 'It does not show',
      notList: [
        'who wrote something: there are no signatures yet, and a name is what the writer says;',
        'that somebody rewrote everything anew, a drill with its seals and all later ones. A printed or saved result that was kept elsewhere shows it: compare the digests;',
        'a change to the newest entry of a device before anybody wrote after it or sealed it;',
        'that a time is true: only what follows what.',
      ],
    },
    nothing: 'There is no drill on this device yet.',
  },
  retention: {
    title: 'Files of drills',
    lead: 'Small files are kept in drills as evidence. By default they are kept for ever. This setting is for everybody in the workspace.',
    days: 'Keep files for (days)',
    daysHint: 'Empty or 0: for ever.',
    save: 'Keep so',
    saved: 'Kept for everybody.',
    noDays: 'Write a whole number of days, or nothing.',
    now: 'Drop old files now',
    nowHint: (days: number) =>
      `Takes the content of files older than ${plural(days, 'day', 'days')} out of drills that ended. It cannot be undone. Names, sizes, digests and everything said stay, and each drill says what was dropped.`,
    forEver: 'Files are kept for ever: there is nothing to drop.',
    ask: 'Drop their content',
    cancel: 'Cancel',
    dropped: (files: number, drills: number) =>
      files === 0
        ? 'No file is that old.'
        : `Dropped the content of ${plural(files, 'file', 'files')} in ${plural(drills, 'drill', 'drills')}.`,
    failed: 'Not all files were dropped',
    failedLong: 'This device’s storage did not give every drill. Try again.',
  },
} as const;
