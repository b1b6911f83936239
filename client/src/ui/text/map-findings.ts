import { plural } from './plural.ts';

const down = (count: number) =>
  `Then ${plural(count, 'component is', 'components are')} down in all.`;

/** Of what the map shows to be wrong, and of objectives. */
export const mapFindingsText = {
  views: { findings: 'Findings', objectives: 'Service objectives', accepted: 'Accepted' },
  viewsLabel: 'What is shown of findings',
  search: 'Search findings',
  rule: 'Rule',
  anyRule: 'Any rule',
  layer: 'Layer',
  anyLayer: 'Any layer',
  rules: {
    'hidden-spof': 'Hidden single point of failure',
    'common-cause': 'Redundancy with a common cause',
    'needed-beside-group': 'Needed alone beside its group',
    spof: 'Single point of failure',
    'vendor-spof': 'Vendor as single point of failure',
    'multi-zone-single-region': 'Several zones, one region',
    'relay-shared-fate': 'Relays that fail together',
    'objective-not-met': 'Objective not met',
    'bus-factor-1': 'One person or nobody',
    'no-owner': 'No owner',
    'no-runbook': 'No runbook',
  },
  explain: {
    spof: (name: string, cause: string, count: number) =>
      `When ${cause} fails, ${name} is down. ${down(count)}`,
    'vendor-spof': (name: string, cause: string, count: number) =>
      `When the vendor ${cause} fails, ${name} is down. ${down(count)}`,
    'hidden-spof': (name: string, cause: string, count: number) =>
      `When ${cause} fails, ${name} is down, through redundancy that does not help against it. ${down(count)}`,
    'needed-beside-group': (name: string, members: string) =>
      `${name} needs ${members} by itself and in a redundancy group: the group does not help against that.`,
    'common-cause': (name: string, cause: string, members: string) =>
      `What ${name} has several of share ${cause}: ${members}. The redundancy does not help against it.`,
    'multi-zone-single-region': (cause: string, zones: string) =>
      `It is spread over ${zones}, and all of them lie in ${cause}. Several zones are not several regions.`,
    'objective-not-met': (least: string, allowed: string, worst: string) =>
      `It is down at least ${least} a year, and may be ${allowed}.${worst === '' ? '' : ` What matters most: ${worst}.`}`,
    'relay-shared-fate': {
      'only-relay': (shared: string) =>
        `This workspace has one relay, ${shared}. While it is down, nothing that people write reaches others.`,
      host: (shared: string, relays: string) =>
        `All relays answer at one address, ${shared}: ${relays}. When that machine fails, all of them do.`,
      'dns-zone': (shared: string, relays: string) =>
        `The addresses of all relays lie in one domain, ${shared}: ${relays}. When it does not resolve, none is found.`,
      certificate: (shared: string, relays: string) =>
        `All relays are said to be reached under one certificate, ${shared}: ${relays}. When it expires, none is.`,
      region: (shared: string, relays: string) =>
        `All relays are said to be in one region, ${shared}: ${relays}.`,
      provider: (shared: string, relays: string) =>
        `All relays are said to be at one provider, ${shared}: ${relays}.`,
      map: (shared: string, relays: string) =>
        `When ${shared} fails, all relays of Holdfast are down: ${relays}. What is on devices stays, and reaches nobody else.`,
    },
    'bus-factor-1': (people: string) =>
      people === '' ? 'Everybody who can lead it is away.' : `Only ${people} can lead it.`,
    'no-owner': () => 'No person and no team owns it.',
    'no-runbook': () => 'No runbook names it.',
  },
  pattern: 'How to remove it',
  patterns: {
    redundancy: 'Redundancy: a second one, in another failure domain.',
    replication: 'Replication: a copy of the data elsewhere that is kept up to date.',
    failover: 'Failover: something to change over to, by a way that is practised.',
    bulkhead: 'Bulkhead: divide it, so that one failure takes only a part.',
    'graceful-degradation':
      'Graceful degradation: work without it, worse but up. Keep the last answer, queue what can wait.',
    'share-knowledge': 'Share the knowledge: train a second person, and write the runbook.',
  },
  reasons: {
    'no-second': 'It is the only one: no group on the map has a second that could stand in.',
    'second-does-not-help': (groups: number) =>
      `It is in ${plural(groups, 'group', 'groups')} of several already, and that does not help here.`,
    'all-inside': (inside: number) =>
      `${plural(inside, 'component lies', 'components lie')} in it, and ${inside === 1 ? 'goes' : 'go'} down with it.`,
    'holds-data': (word: string) =>
      `It keeps something that must not be lost, by its name or type: “${word}”.`,
    'no-standby': 'Nothing on the map stands by to take over.',
    'has-standby': (groups: number) =>
      `A standby is there in ${plural(groups, 'group', 'groups')}: make sure that it does not need this too.`,
    'down-together': (down: number) =>
      `${plural(down, 'component goes', 'components go')} at once.`,
    'needed-hard': (by: number) =>
      by === 0
        ? 'Nothing needs it directly without an alternative.'
        : `${plural(by, 'component is', 'components are')} down whenever it is: let ${by === 1 ? 'it' : 'them'} go on without it for a while.`,
    people: (able: number) =>
      able === 0
        ? 'Nobody is known who can.'
        : `${plural(able, 'person', 'people')} can, as far as the map knows.`,
  },
  care: {
    'no-owner': 'Choose a team: what nobody owns, nobody repairs in time.',
    'no-runbook': 'Write one with whoever can lead it, and run it in a drill.',
    'needed-beside-group': 'Let the group take the place of the plain need.',
    other: 'Make redundant first what fails most, or lower the objective and say so.',
  },
  evidence: 'Why it falls',
  arrow: ' → ',
  startFrom: 'New runbook from a template that fits',
  startPlain: 'New runbook',
  runbookTitle: (name: string, cause: string) =>
    cause === '' || cause === name ? name : `${name}: when ${cause} fails`,
  whatIf: (cause: string) => `What if ${cause} fails`,
  todo: 'Make an action item',
  todoText: (rule: string, name: string) => `${rule}: ${name}`,
  todoMade: 'Made an action item',
  isTodo: 'Is an action item',
  show: 'Show',
  accept: 'Accept…',
  acceptTitle: (name: string) => `Accept a finding of ${name}`,
  acceptLead: 'It is not shown until that day is over, and then it is back.',
  acceptLeadAll: 'They are not shown until that day is over, and then they are back.',
  until: 'Until',
  reason: 'Why',
  acceptSubmit: 'Accept',
  cancel: 'Cancel',
  acceptedBy: (by: string, until: string) => `Accepted by ${by} until ${until}`,
  takeBack: 'Take back',
  countOf: (causes: number, count: number) =>
    `${plural(count, 'finding', 'findings')} by ${plural(causes, 'cause', 'causes')}`,
  groups: {
    label: (cause: string) => `Cause: ${cause}`,
    inside: (cause: string) => `Findings of ${cause}`,
    nobody: 'Nobody left',
    fails: (cause: string, count: number, names: string) =>
      `When ${cause} fails, ${plural(count, 'component is', 'components are')} down in all. Services and objectives among them: ${names}.`,
    shared: (cause: string, names: string) =>
      `When ${cause} fails, what these have several of does not help: ${names}.`,
    people: (names: string) => `Nobody else can lead: ${names}.`,
    care: (names: string) => `It is missing from: ${names}.`,
    andMore: (names: string, more: number) => `${names} and ${more.toLocaleString('en')} more`,
    show: (count: number) => `Show ${plural(count, 'finding', 'findings')}`,
    hide: (count: number) => `Hide ${plural(count, 'finding', 'findings')}`,
    accept: (count: number) => (count === 1 ? 'Accept what is left…' : `Accept all ${count}…`),
    acceptTitle: (count: number, cause: string) =>
      `Accept ${plural(count, 'finding', 'findings')} of ${cause}`,
  },
  none: {
    title: 'Nothing found',
    soFar: 'Nothing found so far',
    body: 'On this map nothing fails alone, every component has an owner, a runbook and two people. That is only as true as the map: add what is missing from it.',
  },
  noneChosen: 'No finding fits. Change the search or the filters.',
  noneAccepted: 'Nothing is accepted now.',
  emptyMap: {
    title: 'Nothing to look at yet',
    body: 'Draw or import what your services are made of. What fails alone is found at once.',
  },
  working: 'Looking for what fails alone…',
  failed: 'The analysis failed. Reload this page to try again.',
  more: (count: number) => `${plural(count, 'more', 'more')}: filter to see them.`,

  objectives: {
    table: 'Service objectives',
    none: 'No component has an objective of availability yet. Open one and say what it is meant to reach.',
    columns: {
      component: 'Component',
      objective: 'Objective',
      reached: 'Availability on the map',
      verdict: 'Verdict',
      advice: 'What it takes, and what speaks against it',
    },
    kinds: {
      exact: 'exact',
      'upper bound': 'at least',
      'lower bound': 'at most',
    },
    late: 'not worked out in time',
    unknown: (count: number) => `${plural(count, 'part', 'parts')} without a number`,
    missed: 'Not met',
    met: 'Met',
    open: 'Not known',
    levels: {
      'several-zones': 'Several zones',
      'several-regions': 'Several regions, active in each',
      'several-providers': 'Several providers, several DNS, and continuous chaos experiments',
    },
    one: 'No redundancy is called for by the objective alone',
    nothing: {
      met: 'Nothing on the map speaks against it.',
      'not met': 'Nothing does alone: together its parts are down too often.',
      'not known': 'Nothing is known that speaks against it, but not all is known.',
    },
    alwaysDown: 'It is down although nothing fails',
    obstacle: (
      name: string,
      topology: 'alone' | 'unplaced' | 'waits' | 'unknown' | undefined,
      percent: string,
    ) => {
      const often = `down ${percent} of the time, more than a fifth of what the objective leaves`;
      if (topology === undefined) return `${name} is ${often}`;
      const said = {
        alone: `${name} alone takes it down`,
        unplaced: `${name} alone takes it down; it is in no zone, region or provider on the map`,
        waits: `The failover of ${name} waits for people`,
        unknown: `Not known: in which zone, region or provider ${name} is`,
      }[topology];
      return percent === '' ? said : `${said}, and is ${often}`;
    },
    /** The same of the component itself. */
    own: (
      name: string,
      topology: 'alone' | 'unplaced' | 'waits' | 'unknown' | undefined,
      percent: string,
      /** It stands on several of something. */
      hasSeveral: boolean,
    ) => {
      const often = `fails ${percent} of the time, more than a fifth of what the objective leaves`;
      if (topology === undefined) return `It ${often}`;
      const said = {
        alone: hasSeveral
          ? `There is only one ${name}, whatever it has several of: a fault of its own takes all of it down`
          : `There is only one ${name}: no second takes over when it fails`,
        unplaced: `There is only one ${name}, in no zone, region or provider on the map`,
        waits: `The failover of ${name} waits for people`,
        unknown: 'Not known: in which zone, region or provider it is itself',
      }[topology];
      return percent === '' ? said : `${said}. It ${often}`;
    },
    more: (count: number) => `and ${count.toLocaleString('en')} more`,
  },
} as const;
