import type { PathStep } from '../analysis/map-explanation.ts';
import { duration } from '../model/duration.ts';
import type { MapValue } from '../model/map-value.ts';
import type { ReviewAction, ReviewFinding, ReviewRule, ReviewSubject } from './finding.ts';

/** What people call each rule. */
export const ruleWords: Readonly<Record<ReviewRule, string>> = {
  'hidden-spof': 'Hidden single point of failure',
  'common-cause': 'Common cause',
  'needed-beside-group': 'Needed alone beside its group',
  spof: 'Single point of failure',
  'vendor-spof': 'Vendor as a single point of failure',
  'relay-shared-fate': 'Relays share a fate',
  'multi-zone-single-region': 'Several zones, one region',
  'drill-failed-open': 'Drill left something open',
  'objective-not-met': 'Objective not met',
  'recovery-untested': 'Recovery not tested',
  'bus-factor-1': 'Only one person knows it',
  'drill-overdue': 'Drill overdue',
  'runbook-stale': 'Runbook not reviewed',
  'unmapped-incident': 'Incident not on the map',
  'no-owner': 'No owner',
  'no-runbook': 'No runbook',
  'runbook-never-run': 'Runbook never run',
};

/** What is found, in a line: what it is about, without the rule. */
export function findingTitle({ subjects }: ReviewFinding): string {
  const [first, ...others] = subjects;
  if (first === undefined) return 'Holdfast';
  return others.length === 0 ? first.name : `${first.name}: ${someOf(others)}`;
}

function someOf(subjects: readonly ReviewSubject[]): string {
  const most = 3;
  const names = subjects.slice(0, most).map(({ name }) => name);
  const more = subjects.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}

/**
 * Why, in a sentence.
 *
 * @param dayOf the local day of a moment
 */
export function findingWhy(
  { explanation, protects, subjects }: ReviewFinding,
  dayOf: (atMs: number) => string,
): string {
  switch (explanation.kind) {
    case 'map':
      return mapWhy(explanation.findings, protects.down, subjects);
    case 'stale': {
      const [doubt] = explanation.doubts;
      if (doubt?.kind === 'failed-run') return `Its last run failed on ${dayOf(doubt.atMs)}.`;
      if (doubt?.kind === 'verdict')
        return `${doubt.by || 'Somebody'} found on ${dayOf(doubt.atMs)}: ${
          doubt.verdict === 'obsolete' ? 'obsolete' : 'needs changes'
        }.`;
      if (explanation.due.kind === 'overdue')
        return `Last reviewed on ${dayOf(explanation.due.lastMs)}; it wants to be every ${counted(explanation.intervalDays, 'day')}.`;
      return 'Nobody has reviewed it.';
    }
    case 'never-run':
      return 'Nobody has carried it out, in an incident or to practise.';
    case 'overdue':
      return `Due on ${explanation.since}, ${counted(explanation.days, 'day')} ago${
        explanation.missed > 1 ? `; ${explanation.missed} were missed` : ''
      }.`;
    case 'drill-open':
      return [
        ...(explanation.isFailed ? ['It failed, and none has passed since.'] : []),
        ...explanation.findings.map(({ text }) => `Finding: ${sentence(text)}`),
        ...explanation.actions.map(
          ({ text, owner, due }) =>
            `To do${owner === '' ? '' : ` (${owner})`}${due === '' ? '' : ` by ${due}`}: ${sentence(text)}`,
        ),
      ].join(' ');
    case 'untested': {
      const what = {
        standby: 'Its standby',
        'failover-by-hand': 'Its failover by hand',
        backup: 'Restoring it',
      }[explanation.what];
      return explanation.lastMs === undefined
        ? `${what} was never shown to work.`
        : `${what} was last shown to work on ${dayOf(explanation.lastMs)}; that counts for ${counted(explanation.days, 'day')}.`;
    }
    case 'proven': {
      const what = explanation.objective === 'rto' ? 'Recovery took' : 'Data was lost of';
      return `${what} ${duration(explanation.measuredSeconds)}; the objective is ${duration(explanation.wantedSeconds)}.`;
    }
    case 'unmapped':
      return explanation.unknown.length === 0
        ? 'It names no component.'
        : `The map does not have ${explanation.unknown.join(', ')}.`;
  }
}

type MapFindings = Extract<ReviewFinding['explanation'], { kind: 'map' }>['findings'];

function mapWhy(findings: MapFindings, down: number, subjects: readonly ReviewSubject[]): string {
  const [first] = findings;
  if (first === undefined) return '';
  const path = findings.flatMap(({ paths }) => paths)[0] ?? [];
  const way = path.length > 2 ? ` (${path.map(stepWords).join(' → ')})` : '';
  switch (first.rule) {
    case 'hidden-spof':
      return `When it fails, ${counted(down, 'component is', 'components are')} down, through redundancy that does not help against it${way}.`;
    case 'spof':
    case 'vendor-spof':
      return `When it fails, ${counted(down, 'component is', 'components are')} down${way}.`;
    case 'common-cause':
      return `When it fails, all members of a redundancy group are down${way}.`;
    case 'needed-beside-group':
      return `It also needs ${first.cause} by itself: the redundancy group does not help against that.`;
    case 'multi-zone-single-region':
      return 'The zones of a redundancy group lie in it: when it fails, all of them do.';
    case 'relay-shared-fate':
      return first.fate === 'only-relay'
        ? 'There is only one relay.'
        : `All relays share ${first.fate === undefined || first.fate === 'map' ? 'it' : `one ${first.fate.replace('-', ' ')}`}.`;
    case 'objective-not-met':
      return first.availability === undefined
        ? 'It is down more often than its objective allows.'
        : `Down for ${duration(first.availability.secondsAtLeast)} a year at least; the objective allows ${duration(first.availability.secondsAllowed)}.`;
    case 'bus-factor-1':
      return first.evidence.length === 0
        ? 'Everybody who can lead it is away.'
        : 'One person can lead it, and nobody else.';
    case 'no-owner':
      return 'Nobody looks after it.';
    case 'no-runbook':
      return `No runbook names ${subjects[0]?.name ?? 'it'}.`;
  }
}

/**
 * What to do, in a line.
 *
 * @param titleOf what a document is called
 */
export function actionWords(
  action: ReviewAction,
  map: MapValue,
  titleOf: (document: string) => string,
): string {
  const name = (id: string): string => map.components.get(id)?.name ?? id;
  switch (action.screen) {
    case 'redundancy':
      return action.needers.length > 1
        ? `Give ${action.needers.length === 2 ? 'both' : `all ${action.needers.length}`} that need ${name(action.member)} a second beside it`
        : `Give ${name(action.component)} a second beside ${name(action.member)}`;
    case 'places':
      return `Place some of what stands in ${map.domains.get(action.domain)?.name ?? action.domain} elsewhere`;
    case 'component':
      return {
        domains: `Place ${name(action.component)} elsewhere, or a second one`,
        owners: `Say who owns ${name(action.component)}`,
        staff: `Add somebody to ${name(action.component)}`,
        objective: `Remove what keeps ${name(action.component)} from its objective, or change it`,
      }[action.field];
    case 'group':
      return {
        members: 'Add a member in another place',
        instead: 'Let the group replace the plain need',
        failoverNeeds: 'Let the failover do without it',
        failoverByHand: 'Let the failover start by itself',
        beta: 'Make the members less alike',
      }[action.field];
    case 'knowledge':
      return `Teach a second person to lead ${name(action.component)}`;
    case 'relays':
      return 'Add a relay elsewhere';
    case 'new-runbook':
      return `Write a runbook for ${name(action.component)}`;
    case 'review-runbook':
      return `Review ${titleOf(action.runbook)}`;
    case 'practice-run':
      return `Practise ${titleOf(action.runbook)}`;
    case 'start-drill':
      if (action.plan !== '') return `Hold the drill ${titleOf(action.plan)}`;
      return action.title === ''
        ? `Hold a drill of ${action.components.map(name).join(', ') || 'it'}`
        : `Hold ${action.title} again`;
    case 'drill':
      return `Close what ${titleOf(action.drill)} left open`;
    case 'incident':
      return `Say which components ${titleOf(action.incident)} was about`;
  }
}

/** Of what falls with others: how many do, and how many must not. */
function stepWords({ name, together, cannotTakeOver }: PathStep): string {
  if (together === undefined) return name;
  const { fall, of, mustStand } = together;
  const what = cannotTakeOver === undefined ? 'fall' : 'are down or cannot take over';
  return `${name}, as ${fall} of ${of} ${what}${mustStand === 1 ? '' : ` and ${mustStand} must stand`}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
