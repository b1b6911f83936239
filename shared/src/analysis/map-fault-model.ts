import type {
  KnowledgeLevel,
  MapComponent,
  MapValue,
  RedundancyGroup,
} from '../model/map-value.ts';
import { peopleAway, peopleWho } from './knowledge.ts';
import type { BasicEvent, FaultModel, Gate } from './fault-model.ts';
import { mapNodes } from './map-node.ts';
import { unavailabilityOf } from './unavailability.ts';

export interface MapFaultOptions {
  /** Local day (`2026-11-30`): people on leave then are away. Nobody is without it. */
  readonly on?: string | undefined;
  /** β of groups that do not say their own; 0 without it. 0.1 is a convention, not a measurement. */
  readonly beta?: number | undefined;
  /** What somebody must be able to do to start a failover by hand; `operate` without it. */
  readonly level?: KnowledgeLevel | undefined;
  /** As if no failover happened that waits for people (`standbysWaiting`), however many are able. */
  readonly isNobodyThere?: boolean | undefined;
}

/**
 * A map as a fault model, with a gate for each component (`mapNodes.component`).
 *
 * A component is down when it fails itself, when something that it needs (hard) is down, when too few
 * members of a redundancy group of it work, when one of its failure domains or what that lies in is
 * down, or, in the layer of people, when all of its staff is away. A gate (`isGate`) never fails
 * itself. Soft dependencies take nothing down. Control planes and people are needed only where a failover is: a standby works only while all
 * that its failover needs is up.
 */
export function faultModelOf(map: MapValue, options: MapFaultOptions = {}): FaultModel {
  const events: BasicEvent[] = [];
  const gates: Gate[] = [];
  const or = (id: string, inputs: readonly string[]): void => {
    gates.push(
      inputs.length > 0 ? { id, kind: 'or', inputs } : { id, kind: 'constant', isFailed: false },
    );
  };
  const away = options.on === undefined ? new Set<string>() : peopleAway(map, options.on);
  for (const { id } of map.people.values()) {
    const node = mapNodes.person(id);
    if (away.has(id)) gates.push({ id: node, kind: 'constant', isFailed: true });
    else events.push({ id: node });
  }
  for (const domain of map.domains.values()) {
    const own = mapNodes.domainFailure(domain.id);
    events.push({ id: own, unavailability: unavailabilityOf(domain) });
    const parent = domain.parent === undefined ? [] : [mapNodes.domain(domain.parent)];
    or(mapNodes.domain(domain.id), [own, ...parent]);
  }
  const needs = neededBy(map);
  const groups = groupsBy(map);
  const waiting = options.isNobodyThere === true ? standbysWaiting(map) : new Map<string, never>();
  const causes = commonCauses(map, options.beta ?? 0);
  events.push(...causes.events);
  for (const component of map.components.values()) {
    const { id } = component;
    const inputs = [
      ...ownFailure(component, causes, events, gates),
      ...component.domains.map(mapNodes.domain),
      ...(needs.get(id)?.hard ?? []).map(mapNodes.component),
      ...(groups.get(id) ?? []).map((group) => mapNodes.group(group.id)),
    ];
    or(mapNodes.component(id), inputs);
    for (const group of groups.get(id) ?? []) addGroup(group);
  }

  function addGroup(group: RedundancyGroup): void {
    const inputs = group.members.map((member) => {
      if (!group.standby.includes(member)) return mapNodes.component(member);
      const standby = mapNodes.standby(group.id, member);
      const late = waiting.get(group.id)?.has(member) === true ? [mapNodes.byHand(group.id)] : [];
      or(standby, [mapNodes.component(member), ...failoverNeeds(group, member), ...late]);
      return standby;
    });
    if (waiting.has(group.id))
      gates.push({ id: mapNodes.byHand(group.id), kind: 'constant', isFailed: true });
    else if (group.failoverByHand && group.standby.length > 0) addHands(group);
    const failed = inputs.length - group.needs + 1;
    gates.push({ id: mapNodes.group(group.id), kind: 'at-least', failed, inputs });
  }

  function failoverNeeds(group: RedundancyGroup, member: string): readonly string[] {
    const toChange = [group.component, member].flatMap((id) => needs.get(id)?.toChange ?? []);
    return [
      ...[...group.failoverNeeds, ...toChange].map(mapNodes.component),
      ...(group.failoverByHand ? [mapNodes.byHand(group.id)] : []),
    ];
  }

  /** Nobody is there to start the failover: all who could are away, or nobody knows who could. */
  function addHands({ id, component }: RedundancyGroup): void {
    const able = peopleWho(map, component, options.level ?? 'operate');
    const node = mapNodes.byHand(id);
    if (able.length > 0) gates.push({ id: node, kind: 'and', inputs: able.map(mapNodes.person) });
    else events.push({ id: node });
  }

  return { events, gates };
}

/**
 * Only says how others together fail, as a gate of an imported fault tree does: it is no thing that
 * can fail. Whoever gives it a number between never and always, or times to fail, means a thing.
 */
export function isGate({ type, availability, mttfHours }: MapComponent): boolean {
  const isFixed = availability === 1 || availability === 0;
  return type.trim().toLowerCase() === 'gate' && isFixed && mttfHours === undefined;
}

/**
 * Of each group (id), the members that take over only after people did something: its failover is by
 * hand, or it, the component or the member needs people (`human`, or of the layer of people) for it.
 */
export function standbysWaiting(map: MapValue): ReadonlyMap<string, ReadonlySet<string>> {
  const waiting = new Map<string, ReadonlySet<string>>();
  const needs = neededBy(map);
  const arePeople = (id: string): boolean => map.components.get(id)?.layer === 'people';
  for (const {
    id,
    component,
    members,
    standby,
    failoverNeeds,
    failoverByHand,
  } of map.groups.values()) {
    const waits = (member: string): boolean =>
      failoverByHand ||
      failoverNeeds.some(arePeople) ||
      [component, member].some((one) => {
        const { human = [], toChange = [] } = needs.get(one) ?? {};
        return human.length > 0 || toChange.some(arePeople);
      });
    const late = members.filter((member) => standby.includes(member) && waits(member));
    if (late.length > 0) waiting.set(id, new Set(late));
  }
  return waiting;
}

interface Needs {
  readonly hard: string[];
  /** Needed to change it: control planes and people. */
  readonly toChange: string[];
  /** Those of `toChange` that are something people do. */
  readonly human: string[];
}

function neededBy(map: MapValue): ReadonlyMap<string, Needs> {
  const needs = new Map<string, Needs>();
  for (const { from, to, kind } of map.dependencies.values()) {
    const of = needs.get(from) ?? { hard: [], toChange: [], human: [] };
    needs.set(from, of);
    if (kind === 'hard') of.hard.push(to);
    else if (kind !== 'soft') of.toChange.push(to);
    if (kind === 'human') of.human.push(to);
  }
  return needs;
}

function groupsBy(map: MapValue): ReadonlyMap<string, readonly RedundancyGroup[]> {
  const groups = new Map<string, RedundancyGroup[]>();
  for (const group of map.groups.values()) {
    // Of members that are all gone nothing can be said: it is kept aside, and shown there.
    if (group.members.length === 0) continue;
    const of = groups.get(group.component) ?? [];
    groups.set(group.component, of);
    of.push(group);
  }
  return groups;
}

interface CommonCauses {
  readonly events: readonly BasicEvent[];
  /** Of each member: its groups' common causes, and what they take from its own unavailability. */
  readonly ofMember: ReadonlyMap<string, { readonly nodes: string[]; taken: number }>;
}

/**
 * The β-factor model: of each group, one event of β times the least unavailability of a member that
 * fails all of them; a member's own is as much less.
 */
function commonCauses(map: MapValue, defaultBeta: number): CommonCauses {
  const events: BasicEvent[] = [];
  const ofMember = new Map<string, { nodes: string[]; taken: number }>();
  for (const { id, members: all, beta = defaultBeta } of map.groups.values()) {
    const members = all.filter((member) => canFail(map.components.get(member)));
    if (!(beta > 0) || members.length < 2) continue;
    const known = members.map((member) => unavailabilityOf(map.components.get(member) ?? {}));
    const least = known.every((q) => q !== undefined) ? Math.min(...known) : undefined;
    const unavailability = least === undefined ? undefined : beta * least;
    const node = mapNodes.commonCause(id);
    events.push({ id: node, unavailability });
    for (const member of members) {
      const of = ofMember.get(member) ?? { nodes: [], taken: 0 };
      ofMember.set(member, of);
      of.nodes.push(node);
      of.taken += unavailability ?? 0;
    }
  }
  return { events, ofMember };
}

/** People without numbers of their own do not fail: they are away. */
function canFail(component: MapComponent | undefined): boolean {
  return (
    component === undefined ||
    component.staff.length === 0 ||
    unavailabilityOf(component) !== undefined ||
    isGate(component)
  );
}

function ownFailure(
  component: MapComponent,
  causes: CommonCauses,
  events: BasicEvent[],
  gates: Gate[],
): readonly string[] {
  const { id } = component;
  if (isGate(component)) return gateOf(component, causes, gates);
  const whole = unavailabilityOf(component);
  if (!canFail(component)) {
    const node = mapNodes.own(id);
    gates.push({ id: node, kind: 'and', inputs: component.staff.map(mapNodes.person) });
    return [node];
  }
  const common = causes.ofMember.get(id);
  const unavailability =
    whole === undefined ? undefined : Math.max(0, whole - (common?.taken ?? 0));
  const node = mapNodes.componentFailure(id);
  events.push({ id: node, unavailability });
  if (component.staff.length === 0) return [node, ...(common?.nodes ?? [])];
  const staff = mapNodes.own(id);
  gates.push({ id: staff, kind: 'and', inputs: component.staff.map(mapNodes.person) });
  return [node, staff, ...(common?.nodes ?? [])];
}

/** What makes a gate fail beside what it needs: nothing, except where the tree says that it always has. */
function gateOf(
  { id, availability, staff }: MapComponent,
  causes: CommonCauses,
  gates: Gate[],
): readonly string[] {
  const common = causes.ofMember.get(id)?.nodes ?? [];
  if (availability !== 0 && staff.length === 0) return common;
  const node = mapNodes.own(id);
  gates.push(
    availability === 0
      ? { id: node, kind: 'constant', isFailed: true }
      : { id: node, kind: 'and', inputs: staff.map(mapNodes.person) },
  );
  return [node, ...common];
}
