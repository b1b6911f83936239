import type { MapFinding, MapRule } from '../analysis/findings.ts';
import { mapNodeOf, type MapStep } from '../analysis/map-node.ts';
import { createNearby, type Nearby } from './nearby.ts';
import type { MapValue } from '../model/map-value.ts';
import {
  levelOf,
  type Owners,
  reviewRules,
  type ReviewAction,
  type ReviewFinding,
  type ReviewSubject,
} from './finding.ts';
import { firstOwners, type Stakes } from './stakes.ts';

/** Of these, the evidence is what is down. */
const takesDown: ReadonlySet<MapRule> = new Set(['spof', 'hidden-spof', 'vendor-spof']);
/** What one and the same failure does is one finding. */
const ofFailures: ReadonlySet<MapRule> = new Set([
  ...takesDown,
  'common-cause',
  'multi-zone-single-region',
  'relay-shared-fate',
]);

/** What the map shows of one cause: the gravest first. */
interface CauseGroup {
  readonly id: string;
  readonly findings: readonly [MapFinding, ...MapFinding[]];
}

/** Each cause once. */
export function causeGroups(findings: readonly MapFinding[]): readonly CauseGroup[] {
  const groups = new Map<string, [MapFinding, ...MapFinding[]]>();
  for (const finding of findings) {
    const { rule, event, id } = finding;
    const key = ofFailures.has(rule) && event !== undefined ? `cause ${event}` : id;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups].map(([id, [first, ...others]]) => {
    if (others.length === 0) return { id, findings: [first] };
    const sorted = [first, ...others].toSorted(gravestFirst);
    return { id, findings: [sorted[0] ?? first, ...sorted.slice(1)] };
  });
}

type MapRules = (
  map: MapValue,
  stakes: Stakes,
  groups: readonly CauseGroup[],
) => readonly ReviewFinding[];

interface KnownGroup {
  readonly findings: CauseGroup['findings'];
  /** Ids of the components that were looked at, and what they and the registers were. */
  readonly ids: readonly string[];
  readonly seen: readonly unknown[];
  readonly result: ReviewFinding;
}

/**
 * What the map shows to be wrong, each cause once. A cause is worked out again only where its
 * findings, or something of the map that it looks at, are other objects than the last time.
 */
export function createMapRules(): MapRules {
  let known: ReadonlyMap<string, KnownGroup> = new Map();
  return (map, stakes, groups) => {
    const nearby = createNearby(map);
    const next = new Map<string, KnownGroup>();
    for (const { id, findings } of groups) {
      const last = known.get(id);
      const isSame =
        last !== undefined &&
        isEach(findings, last.findings) &&
        isEach(lookedAt(map, last.findings, last.ids), last.seen);
      next.set(id, isSame ? last : work(map, stakes, nearby, { id, findings }));
    }
    known = next;
    return [...next.values()].map(({ result }) => result);
  };
}

function work(
  map: MapValue,
  stakes: Stakes,
  nearby: Nearby,
  { id, findings }: CauseGroup,
): KnownGroup {
  const result = findingOf(map, stakes, nearby, id, findings);
  const ids = new Set<string>();
  for (const { component, evidence, event, paths } of findings) {
    ids.add(component);
    for (const one of evidence) ids.add(one);
    const cause = event === undefined ? undefined : mapNodeOf(event);
    if (cause !== undefined) ids.add(cause.id);
    for (const step of paths.flat()) ids.add(step.id);
  }
  if ('component' in result.action) ids.add(result.action.component);
  const all = [...ids];
  return { findings, ids: all, seen: lookedAt(map, findings, all), result };
}

/** All of the map that `findingOf` looks at. */
function lookedAt(
  { components, dependencies, groups, domains, people, teams }: MapValue,
  [{ event }]: CauseGroup['findings'],
  ids: readonly string[],
): readonly unknown[] {
  // What stands in a domain is told by every component.
  const isOfDomain = event !== undefined && mapNodeOf(event)?.of === 'domain';
  return [
    dependencies,
    groups,
    domains,
    people,
    teams,
    isOfDomain ? components : undefined,
    ...ids.map((id) => components.get(id)),
  ];
}

function isEach(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}

function gravestFirst(a: MapFinding, b: MapFinding): number {
  return (
    reviewRules.indexOf(a.rule) - reviewRules.indexOf(b.rule) ||
    b.evidence.length - a.evidence.length ||
    (a.id < b.id ? -1 : 1)
  );
}

function findingOf(
  map: MapValue,
  stakes: Stakes,
  nearby: Nearby,
  id: string,
  findings: readonly [MapFinding, ...MapFinding[]],
): ReviewFinding {
  const [gravest] = findings;
  const rules = reviewRules.filter((rule) => findings.some((one) => one.rule === rule));
  const about = [...new Set(findings.map(({ component }) => component))].filter(
    (one) => one !== '',
  );
  const isOfRelays = findings.some(({ rule }) => rule === 'relay-shared-fate');
  // Of one cause, it is the same for all of them.
  const down = findings.find(({ rule }) => takesDown.has(rule))?.evidence ?? [];
  const protects = stakes.protectsOf([...about, ...down], down.length, isOfRelays ? 3 : 1);
  const cause = ofFailures.has(gravest.rule) ? causeOf(map, gravest) : undefined;
  const action = actionOf(map, stakes, nearby, findings);
  const nearest = [
    cause?.of === 'component' ? [cause.id] : [],
    'component' in action ? [action.component] : [],
  ];
  return {
    id,
    rule: rules[0] ?? gravest.rule,
    rules,
    level: levelOf(rules, protects.importance),
    subjects: subjectsOf(stakes, cause, about, gravest),
    owners: ownersOf(map, stakes, [...nearest, mostImportant(stakes, about)], gravest),
    protects,
    explanation: { kind: 'map', findings },
    evidence: [],
    action,
    parts: findings.map((one) => one.id),
  };
}

function subjectsOf(
  stakes: Stakes,
  cause: MapStep | undefined,
  about: readonly string[],
  { fate, cause: shared }: MapFinding,
): readonly ReviewSubject[] {
  const components = about.filter((id) => id !== cause?.id).map((id) => stakes.component(id));
  // What relays share by their addresses is nothing of the map.
  if (about.length === 0 && fate !== undefined) return [{ of: 'relay', id: shared, name: shared }];
  return cause === undefined ? components : [cause, ...components];
}

function ownersOf(
  map: MapValue,
  stakes: Stakes,
  /** Whose it is: the first of these that somebody owns. */
  components: readonly (readonly string[])[],
  { rule, evidence }: MapFinding,
): Owners {
  const owners = stakes.ownersOf(...components);
  if (rule !== 'bus-factor-1') return owners;
  // Without an owner, it is whoever knows it.
  const able = evidence.map((person) => map.people.get(person)?.name ?? person);
  return firstOwners(owners, { people: able, teams: [] });
}

function mostImportant(stakes: Stakes, components: readonly string[]): readonly string[] {
  const importance = (id: string): number => stakes.protectsOf([id]).importance;
  const most = Math.max(...components.map(importance));
  return components.filter((id) => importance(id) === most);
}

function causeOf(map: MapValue, { event, cause }: MapFinding): MapStep | undefined {
  const node = event === undefined ? undefined : mapNodeOf(event);
  if (node === undefined) return undefined;
  const of = node.of === 'standby' ? 'component' : node.of;
  const name =
    of === 'component'
      ? map.components.get(node.id)?.name
      : of === 'domain'
        ? map.domains.get(node.id)?.name
        : undefined;
  return { of, id: node.id, name: name ?? cause };
}

function actionOf(
  map: MapValue,
  stakes: Stakes,
  nearby: Nearby,
  findings: readonly [MapFinding, ...MapFinding[]],
): ReviewAction {
  const [gravest] = findings;
  const { rule, component, fate } = gravest;
  switch (rule) {
    case 'bus-factor-1':
      return { screen: 'knowledge', component, level: 'lead' };
    case 'no-owner':
      return { screen: 'component', component, field: 'owners' };
    case 'no-runbook':
      return { screen: 'new-runbook', component, title: map.components.get(component)?.name ?? '' };
    case 'objective-not-met':
      return { screen: 'component', component, field: 'objective' };
    case 'needed-beside-group':
      return { screen: 'group', group: groupOf(gravest), field: 'instead' };
    default:
      if (fate !== undefined && fate !== 'map') return { screen: 'relays' };
      return removing(stakes, nearby, findings);
  }
}

/** Takes the cause away where it is nearest: the shortest way from what matters most says where that is. */
function removing(
  stakes: Stakes,
  nearby: Nearby,
  findings: readonly [MapFinding, ...MapFinding[]],
): ReviewAction {
  const [{ event, component }] = findings;
  const node = event === undefined ? undefined : mapNodeOf(event);
  const paths = findings.flatMap((one) => one.paths).filter((path) => path.length > 1);
  const importance = ([first]: readonly MapStep[]): number =>
    stakes.protectsOf(first === undefined ? [] : [first.id]).importance;
  const [path = []] = paths.toSorted(
    (a, b) => importance(b) - importance(a) || a.length - b.length,
  );
  const components = path.filter(({ of }) => of === 'component').map(({ id }) => id);
  if (node?.of === 'group')
    return {
      screen: 'group',
      group: node.id,
      field:
        node.is === 'by-hand' ? 'failoverByHand' : node.is === 'common-cause' ? 'beta' : 'members',
    };
  const nearest = components.at(-1);
  if (node?.of === 'person' && nearest !== undefined)
    return { screen: 'component', component: nearest, field: 'staff' };
  if (node?.of === 'domain' && nearest !== undefined) {
    const placed = nearby.standingIn(node.id);
    return placed.length > 1
      ? { screen: 'places', domain: node.id, components: placed }
      : { screen: 'component', component: nearest, field: 'domains' };
  }
  const needing = components.at(-2);
  if (nearest !== undefined && needing !== undefined) {
    const needers = nearby.neededBy(nearest);
    const group = nearby.groupOf(needing, nearest);
    // Without a dependency, it is a member that cannot be missed, or what a failover needs.
    if (needers.length === 0 && group !== undefined) return { screen: 'group', ...group };
    const first = needers.includes(needing) ? needing : needers[0];
    return {
      screen: 'redundancy',
      component: first ?? needing,
      member: nearest,
      needers: first === undefined ? [needing] : [first, ...needers.filter((id) => id !== first)],
    };
  }
  const spread = findings.find(({ rule }) => rule === 'multi-zone-single-region');
  if (spread !== undefined) return { screen: 'group', group: groupOf(spread), field: 'members' };
  return { screen: 'component', component, field: 'domains' };
}

/** The id of a finding of a redundancy group ends with the group's. */
function groupOf({ id }: MapFinding): string {
  return id.split(' ').at(-1) ?? '';
}
