import type { DomainKind, MapValue } from '../model/map-value.ts';
import type { Probability } from './diagram.ts';
import type { MapFaultOptions } from './map-fault-model.ts';
import { type MapNode, mapNodeOf, mapNodes } from './map-node.ts';
import { domainsOf } from './shared-dependencies.ts';
import type { SingleFailures } from './single-failures.ts';
import { createWaitingFailovers } from './waiting-failovers.ts';

export interface AvailabilityCheck {
  /** The part of the time in which it may be down. */
  readonly allowed: number;
  /** `not known`: the truth lies on both sides of what is allowed, or nobody knows the numbers. */
  readonly verdict: 'met' | 'not met' | 'not known';
  /** Downtime a year (365 days), in seconds: allowed, at least, at most. */
  readonly secondsAllowed: number;
  readonly secondsAtLeast: number;
  readonly secondsAtMost: number;
}

const secondsOfYear = 365 * 24 * 3600;

/** Compares an objective (0..1) with what the model says; an unknown is never a pass. */
export function checkAvailability(objective: number, found: Probability): AvailabilityCheck {
  const allowed = 1 - objective;
  // The objective itself is written in decimals: its last digits are not meant.
  const limit = allowed * (1 + 1e-9);
  return {
    allowed,
    verdict: found.upper <= limit ? 'met' : found.lower > limit ? 'not met' : 'not known',
    secondsAllowed: allowed * secondsOfYear,
    secondsAtLeast: found.lower * secondsOfYear,
    secondsAtMost: found.upper * secondsOfYear,
  };
}

/** What the field recommends for an availability; each includes those before it. */
export const resilienceLevels = [
  { level: 'several-zones', from: 0.999 },
  { level: 'several-regions', from: 0.9999 },
  { level: 'several-providers', from: 0.99999 },
] as const;
export type ResilienceLevel = (typeof resilienceLevels)[number]['level'];

/** One thing that speaks against a level. */
export interface ResilienceReason {
  readonly event: string;
  readonly cause: MapNode;
  /**
   * `alone`: takes the component down alone. `unplaced`: the same, and the map does not say where it
   * stands: so it counts as standing in one place. `waits`: a failover waits for people, and until
   * then something else does.
   */
  readonly why: 'alone' | 'unplaced' | 'waits';
}

export interface Recommendation {
  readonly level: ResilienceLevel;
  /** The component's objective asks for it. */
  readonly isWanted: boolean;
  /**
   * `reached`: nothing that this level or a lower one is about speaks against it.
   * `not known`: it would be, but the map does not say where something stands that does.
   */
  readonly verdict: 'reached' | 'not reached' | 'not known';
  /** What speaks against it. */
  readonly reasons: readonly ResilienceReason[];
  /** What may speak against it: nobody knows. */
  readonly unknown: readonly ResilienceReason[];
}

/** Kinds of domains that a level is about. */
const domainLevel: Readonly<Record<DomainKind, ResilienceLevel | undefined>> = {
  rack: 'several-zones',
  zone: 'several-zones',
  region: 'several-regions',
  'control-plane': 'several-regions',
  provider: 'several-providers',
  account: 'several-providers',
  'dns-zone': 'several-providers',
  'certificate-authority': 'several-providers',
  'on-call': 'several-providers',
  other: undefined,
};

/**
 * The table of the field: 99.9 % several zones; 99.99 % several regions, active-active; 99.999 %
 * several providers, DNS and certificates, and no failover that waits for people. A rule of thumb:
 * so each level comes with what in this map speaks against it, and with what nobody knows.
 *
 * @param failures of `faultModelOf(map, options)`
 * @returns of a component (id), the three levels
 */
export function createRecommendations(
  map: MapValue,
  failures: SingleFailures,
  options: MapFaultOptions = {},
): (component: string) => readonly Recommendation[] {
  const waitingFor = createWaitingFailovers(map, failures, options);
  return (component) => recommendations(map, failures, component, waitingFor(component));
}

function recommendations(
  map: MapValue,
  failures: SingleFailures,
  component: string,
  waiting: readonly string[],
): readonly Recommendation[] {
  const objective = map.components.get(component)?.objective.availability;
  const node = mapNodes.component(component);
  const events = failures.failuresOf(node);
  const isSomewhere = events.some((event) => {
    const cause = mapNodeOf(event);
    return cause?.of === 'domain' && levelOfDomain(map, cause.id) !== undefined;
  });
  const found = events.flatMap((event) => {
    const cause = mapNodeOf(event);
    const bearing = cause === undefined ? undefined : bearingOf(map, cause);
    if (cause === undefined || bearing === undefined) return [];
    const isOwn = event === mapNodes.componentFailure(component);
    // Itself, it stands where what it needs does.
    if (isOwn && bearing.isUnplaced && isSomewhere) return [];
    const isKnown = bearing.isCertain && !(isOwn && bearing.isUnplaced);
    const why = bearing.isUnplaced ? ('unplaced' as const) : ('alone' as const);
    return [{ level: bearing.level, isKnown, reason: { event, cause, why } }];
  });
  const late = waiting.map((id) => ({
    level: 'several-providers' as const,
    isKnown: true,
    reason: {
      event: mapNodes.byHand(id),
      cause: { of: 'group', id, is: 'by-hand' } as const,
      why: 'waits' as const,
    },
  }));
  let isReached = !failures.isAlwaysDown(node);
  let isKnown = true;
  return resilienceLevels.map(({ level, from }) => {
    const here = [...found, ...late].filter((one) => one.level === level);
    const reasons = here.filter((one) => one.isKnown).map(({ reason }) => reason);
    const unknown = here.filter((one) => !one.isKnown).map(({ reason }) => reason);
    isReached &&= reasons.length === 0;
    isKnown &&= unknown.length === 0;
    return {
      level,
      isWanted: objective !== undefined && objective >= from,
      verdict: !isReached ? 'not reached' : isKnown ? 'reached' : 'not known',
      reasons,
      unknown,
    };
  });
}

/** Which level would make a failure alone harmless, and what that rests on. */
interface Bearing {
  readonly level: ResilienceLevel;
  readonly isUnplaced: boolean;
  /** Otherwise nobody can tell whether the level is about it. */
  readonly isCertain: boolean;
}

function bearingOf(map: MapValue, cause: MapNode): Bearing | undefined {
  const certain = (level: ResilienceLevel): Bearing => ({
    level,
    isUnplaced: false,
    isCertain: true,
  });
  if (cause.of === 'person') return certain('several-providers');
  // By hand: nobody is there. A common cause: wherever the members stand, it takes all of them.
  if (cause.of === 'group' && cause.is !== 'down') return certain('several-providers');
  if (cause.of === 'domain') {
    const level = levelOfDomain(map, cause.id);
    return level === undefined ? { ...certain('several-zones'), isCertain: false } : certain(level);
  }
  if (cause.of !== 'component') return undefined;
  if (map.components.get(cause.id)?.layer === 'vendor') return certain('several-providers');
  // What stands in one place only goes with that place; the narrowest counts.
  const levels = [...domainsOf(map, cause.id)].map((id) => levelOfDomain(map, id));
  const narrowest = resilienceLevels.find(({ level }) => levels.includes(level));
  if (narrowest !== undefined) return certain(narrowest.level);
  // What is made of several stands where they do.
  if ([...map.groups.values()].some((group) => group.component === cause.id)) return undefined;
  return { ...certain('several-zones'), isUnplaced: true };
}

function levelOfDomain(map: MapValue, id: string): ResilienceLevel | undefined {
  return domainLevel[map.domains.get(id)?.kind ?? 'other'];
}

/** A single failure that uses up more than a fifth of what an objective allows, or all of them that do so together. */
export interface TooOften {
  /** Ids of events whose lone failure takes the component down, too often for its objective. */
  readonly events: readonly string[];
  /** Of all single failures that have a number: the least that they are down together. */
  readonly sum: number;
  readonly isSumTooLarge: boolean;
}

/**
 * What blocks an objective whatever the rest looks like: a dependency must be better than what
 * depends on it ("The Calculus of Service Availability", ACM Queue 2017).
 */
export function tooOften(
  failures: SingleFailures,
  component: string,
  objective: number,
  unavailabilityOf: (event: string) => number | undefined,
): TooOften {
  const allowed = 1 - objective;
  const single = failures.failuresOf(mapNodes.component(component));
  const known = single.map((event) => ({ event, q: unavailabilityOf(event) ?? 0 }));
  const sum = known.reduce((all, { q }) => all + q, 0);
  return {
    events: known.filter(({ q }) => q > allowed / 5).map(({ event }) => event),
    sum,
    isSumTooLarge: sum > allowed,
  };
}
