import { plural } from './plural.ts';

/** Of the review: what should not stay as it is, and how to change it. */
export const reviewText = {
  title: 'Review',
  lead: 'What should not stay as it is: from the map, runbooks, drills and incidents. Each has one thing that clears it.',
  /** Why there is no list: it is being made, or it cannot be. */
  waiting: {
    working: 'Looking at the map, runbooks and drills…',
    failed: 'The review stopped in this tab. Reload the page to begin it anew.',
  },
  opening: 'Reading from this device…',
  failed:
    'The map on this device cannot be read now, so the review cannot be made. Sync says more.',
  analysisFailed:
    'The map could not be worked through on this device: what it shows to be wrong is missing.',
  list: 'Findings',
  views: { open: 'Open', accepted: 'Accepted' },
  viewsLabel: 'Which findings',
  levels: { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low' },
  level: 'Level',
  anyLevel: 'Any level',
  rule: 'Rule',
  anyRule: 'Any rule',
  service: 'Component',
  anyService: 'Any component',
  who: 'Whose',
  anyone: 'Anybody’s',
  yours: 'Yours',
  team: (name: string) => `Team ${name}`,
  search: 'Search findings',
  clear: 'Show all',
  owners: (names: string) => `Looked after by ${names}`,
  noOwner: 'Nobody looks after it',
  protects: (down: number) => (down === 0 ? '' : `${plural(down, 'component', 'components')} down`),
  tier: (tier: number) => `tier ${tier}`,
  evidence: 'Evidence',
  more: (count: number) => `and ${plural(count, 'more', 'more')}`,
  all: (count: number) => `Show all ${count}`,
  fewer: 'Show fewer',
  accept: 'Accept until…',
  acceptTitle: (name: string) => `Accept: ${name}`,
  acceptedBy: (by: string, until: string) => `Accepted by ${by || 'somebody'} until ${until}`,
  takeBack: 'Take it back',
  takenBack: 'It counts again',
  undo: 'Undo',
  count: (count: number) => plural(count, 'finding', 'findings'),
  none: {
    title: 'Nothing to do here',
    body: 'As far as this device knows, nothing on the map, in runbooks, drills or incidents should be otherwise.',
  },
  noneFiltered: {
    title: 'Nothing of that kind',
    body: 'There are findings, but none that fits what is chosen above.',
  },
  noneAccepted: {
    title: 'Nothing is accepted',
    body: 'A finding can be lived with until a day, for a reason. Then it is here, and comes back on the day after.',
  },
  noMap: {
    title: 'The review begins with the map',
    body: 'Draw what depends on what, import a catalogue, or load the example: single points of failure, missing owners and untested recoveries then show here.',
    go: 'Open the map',
  },
  trend: {
    title: 'How it went',
    label: (weeks: number) => `Open findings at the end of each of the last ${weeks} weeks`,
    week: 'Week until',
    nobody: 'nobody looked',
    none: 'From today on it is written down how many there are. A line shows here from the second week.',
  },
  report: {
    open: 'Report',
    command: 'Review report',
    title: 'Resilience review',
    made: (day: string, by: string) => `As of ${day}${by === '' ? '' : `, made by ${by}`}.`,
    only: (what: string) => `Only this part of the review: ${what}.`,
    likewise: 'and likewise for the others',
    print: 'Print',
    back: 'Back to the review',
    summary: 'In short',
    summaryWords: (total: number, critical: number, high: number) =>
      total === 0
        ? 'Nothing was found that should be otherwise.'
        : `${plural(total, 'finding', 'findings')} open: ${critical} critical, ${high} high.`,
    top: 'What matters most',
    accepted: 'What is accepted for now',
    todo: 'To do',
    nobody: 'nobody yet',
    signed: 'Seen by',
    name: 'Name',
    date: 'Date',
    signature: 'Signature',
    more: (count: number) =>
      `${plural(count, 'further finding is', 'further findings are')} in the review.`,
  },
  home: {
    title: 'The review’s top',
    all: 'All of the review',
    none: 'Nothing found that should be otherwise, as far as this device knows.',
    yours: 'yours',
    allYours: (count: number) =>
      count === 1 ? 'The one that is yours' : `All ${count} that are yours`,
  },
  aboutComponent: {
    title: 'In drills, runbooks and incidents',
    none: 'Nothing about it in drills, runbooks and incidents should be otherwise, as far as this device knows.',
    all: 'All that the review finds about it',
    more: (count: number) =>
      `${plural(count, 'more', 'more')}, and all else that the review finds about it`,
  },
} as const;
