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
    domains: 'Fails together with',
    tags: 'Tags',
    aliases: 'Other names',
    links: 'Links',
    staff: 'Who this is',
    source: 'Imported from',
  },
  spof: {
    title: 'What takes it down alone',
    lead: 'Each of these, failing by itself, is enough. The path says why.',
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
  shared: {
    title: 'Redundancy that does not help',
    lead: 'These fail all members of a group at once, although it looks redundant.',
    ofGroup: (cause: string, group: string) => `${cause} fails all of “${group}”`,
    hidden: 'Hidden: no member names it.',
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
    unknown: 'Not known: the numbers of some of what it needs are missing.',
    chain: 'With what takes it down alone',
    chainHint: 'An upper limit: sets of two and more are not in it.',
    met: 'Within the objective, as far as single failures go.',
    missed: 'Below the objective, by single failures alone.',
    missing: (count: number) => `${plural(count, 'number is', 'numbers are')} not known`,
    rto: 'Back within (RTO)',
    rpo: 'Data lost at most (RPO)',
    downtime: (text: string) => `${text} down in a year`,
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
  incidents: { title: 'Incidents', none: 'No incident on this device names it.' },
  drills: { title: 'Drills', none: 'None of its runbooks was practised.' },
} as const;
