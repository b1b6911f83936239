import { plural } from './plural.ts';

/** Of the page of one component. */
export const mapComponentText = {
  edit: 'Edit',
  needs: 'What it needs…',
  delete: 'Delete',
  inGraph: 'Show in the graph',
  declare: 'Declare an incident',
  back: 'All components',
  deleted: 'This component was deleted. All that is known of it is kept.',
  restore: 'Bring it back',
  facts: {
    layer: 'Layer',
    type: 'Type',
    system: 'System',
    tier: 'Tier',
    owners: 'Owners',
    nobody: 'Nobody',
    noOwner: 'No owner',
    domains: 'Fails together with',
    tags: 'Tags',
    aliases: 'Other names',
    links: 'Links',
    staff: 'Who this is',
    source: 'Imported from',
  },
  spof: {
    title: 'What takes it down alone',
    lead: 'Each of these, failing by itself, is enough. Hidden ones come first: redundancy was meant to stand them.',
    none: 'Nothing else on the map takes it down alone.',
    working: 'Being worked out…',
    failed: 'Not known: the analysis failed.',
    path: (steps: readonly string[]) => steps.join(' → '),
    more: (count: number) => `and ${plural(count, 'more', 'more')}`,
    show: 'Show all',
    person: 'is away',
    commonCause: 'a fault that all members share',
    byHand: 'nobody is there to start the failover',
  },
  why: {
    label: 'Why it falls',
    of: (name: string) => `Why it falls with ${name}`,
    show: 'Why: all that falls',
    hide: 'Hide',
    with: (count: Counted) => `${count.fall} of ${count.of} fall${mustStand(count)}`,
    cannotTakeOver: 'cannot take over',
    noted: (name: string, notes: readonly string[]) => `${name} (${notes.join(', ')})`,
    fall: (count: Counted) => `falls, as ${count.fall} of ${count.of} fall${mustStand(count)}:`,
    away: ({ fall, of }: Counted) => `is not there, as ${fall} of ${of} are away:`,
    rest: { 'told-above': '(as told above)', 'left-out': '(too much to tell)' },
  },
  shared: {
    title: 'Redundancy that does not help',
    lead: 'These fail all members of a group at once, although it looks redundant.',
    ofGroup: (cause: string, group: string) => `${cause} fails all of “${group}”`,
    remove:
      'To remove it, give each member its own, let each work without it for a while, or keep a second that does not share it.',
  },
  radius: {
    title: 'What it takes down',
    lead: 'If this fails by itself, these are down.',
    none: 'Nothing else goes down when this fails by itself.',
  },
  direct: {
    needs: 'What it needs',
    none: 'Nothing that the map knows of.',
    count: (direct: number, all: number) =>
      direct === all
        ? plural(direct, 'component', 'components')
        : `${direct.toLocaleString('en')} directly, ${all.toLocaleString('en')} in all`,
    neededBy: 'What needs it',
    neededByNone: 'Nothing that the map knows of.',
  },
  cutSets: {
    title: 'What takes it down together',
    lead: 'The smallest sets of two and three failures. None of them alone is enough.',
    working: (order: number) =>
      order === 0 ? 'Being worked out…' : `Being worked out: complete to sets of ${order} so far.`,
    complete: 'Complete to sets of three.',
    incomplete: (order: number, why: string) =>
      `Incomplete: ${why}. Everything up to sets of ${order} is here; larger ones may exist.`,
    why: { stopped: 'the time for it ran out', 'too-large': 'there are too many to keep' },
    none: 'No two or three failures together take it down, beyond those that do alone.',
    counts: (pairs: string, triples: string) => `Sets of two: ${pairs}. Sets of three: ${triples}.`,
    and: ' and ',
    omitted: (count: string) => `${count} more are not listed.`,
  },
  availability: {
    title: 'Availability',
    objective: 'Objective',
    noObjective: 'No objective set',
    own: 'By itself',
    reached: 'On the map',
    working: 'Being worked out…',
    refining: 'The exact number is still being worked out.',
    kinds: { exact: 'exactly', 'upper bound': 'at least', 'lower bound': 'at most' },
    nothingKnown: 'Not known: nothing that it stands on has a number.',
    exactHint: 'Worked out of the whole map: what several share is counted once.',
    unfinished: {
      stopped: 'The time for the exact number ran out, so this is a bound.',
      'too-large': 'The exact number is too large to work out here, so this is a bound.',
    },
    unknown: (count: number) =>
      `${plural(count, 'part has', 'parts have')} no number. “At most” takes them as never down.`,
    unknownParts: 'Without a number',
    between: (least: string, most: string) => `It is between ${least} and ${most}.`,
    met: 'Within the objective.',
    missed: 'Below the objective.',
    open: 'Whether that meets the objective is not known.',
    rto: 'Back within (RTO)',
    rpo: 'Data lost at most (RPO)',
    downtime: (text: string) => `${text} down in a year`,
  },
  importance: {
    title: 'What matters most for it',
    lead: 'Where an hour of work saves the most downtime. The worst first; choose another column to sort by it.',
    table: 'What matters most for it',
    columns: {
      name: 'Part',
      fussellVesely: 'Share of the downtime',
      birnbaum: 'If it is down',
      raw: 'Were it down for good',
    },
    terms: {
      fussellVesely: 'Fussell-Vesely: the part of the downtime that would go if this never failed',
      birnbaum:
        'Birnbaum: how much likelier it is to be down while this is down, in percentage points',
      raw: 'Risk achievement worth: how many times the downtime, were this down for good',
    },
    sortBy: (name: string) => `Sort by: ${name}`,
    itself: 'itself',
    noNumber: 'no number',
    surelyDown: 'It is down for sure',
    likelier: (points: string) => `${points} points likelier to be down`,
    times: (count: string) => `${count} times the downtime`,
    working: 'Being worked out…',
    unknown: 'Not known: the exact number could not be worked out.',
    none: 'Nothing that the map knows of takes it down.',
    onlyItself: 'Nothing that the map knows of takes it down but its own failure.',
    noNumbers:
      'Nothing here has a number yet, so downtime has no shares. Give parts an availability, or hours between failures and to repair.',
    showAll: (count: number) => `Show all ${count.toLocaleString('en')}`,
    omitted: (count: string) => `${count} more matter less and are not listed.`,
  },
  findings: {
    title: 'Findings',
    lead: 'What should not stay so, and how to remove it.',
    none: 'Nothing is found about it.',
    accepted: (count: number) =>
      `${plural(count, 'finding is', 'findings are')} accepted for now and not shown.`,
    caused: 'Found elsewhere because of it',
    more: 'All in findings',
  },
  people: {
    title: 'Who can operate it',
    none: 'Nobody, as far as the map knows.',
    levels: { none: 'Nothing', seen: 'Has seen it', operate: 'Can operate it', lead: 'Can lead' },
    away: 'on leave today',
    since: (day: string, source: string) =>
      source === 'said' ? `said on ${day}` : `${source}, ${day}`,
    busFactor: (count: number) =>
      count === 0
        ? 'Nobody can lead its recovery.'
        : count === 1
          ? 'One person can lead its recovery: if they are away, nobody can.'
          : `${count} people can lead its recovery.`,
  },
  runbooks: {
    title: 'Runbooks',
    none: 'No runbook names this component.',
    all: 'All in the list',
  },
  incidents: {
    title: 'Incidents',
    none: 'No incident on this device names it, or ran one of its runbooks.',
  },
  drills: { title: 'Drills', none: 'None of its runbooks was practised.' },
  showAll: (count: number) => `Show all ${count.toLocaleString('en')}`,
} as const;

/** So many of so many fall, where so many have to stand. */
interface Counted {
  readonly fall: number;
  readonly of: number;
  readonly mustStand: number;
}

/** Where one is enough, all fall: then it goes without saying. */
function mustStand({ mustStand: count }: Counted): string {
  return count === 1 ? '' : ` and ${count} must stand`;
}
