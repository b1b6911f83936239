import type { MapValue } from '../model/map-value.ts';
import type { Probability } from './diagram.ts';
import { type MapNode, mapNodeOf, mapNodes, mapPath, type MapStep } from './map-node.ts';
import { domainsOf } from './shared-dependencies.ts';
import type { SingleFailures } from './single-failures.ts';

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

/** Why a level is not reached: one thing that takes the component down alone. */
export interface ResilienceReason {
  readonly event: string;
  readonly cause: MapNode;
  /** From the component down to it. */
  readonly path: readonly MapStep[];
}

export interface Recommendation {
  readonly level: ResilienceLevel;
  /** The component's objective asks for it. */
  readonly isWanted: boolean;
  /** Nothing that the level is about takes the component down alone. */
  readonly isReached: boolean;
  readonly reasons: readonly ResilienceReason[];
}

/** Kinds of domains that a level is about. */
const domainLevel: Readonly<Record<string, ResilienceLevel>> = {
  rack: 'several-zones',
  zone: 'several-zones',
  region: 'several-regions',
  'control-plane': 'several-regions',
  provider: 'several-providers',
  account: 'several-providers',
  'dns-zone': 'several-providers',
  'certificate-authority': 'several-providers',
  'on-call': 'several-providers',
};

/**
 * The table of the field: 99.9 % several zones; 99.99 % several regions, active-active; 99.999 %
 * several providers, DNS and certificates, and no failover that waits for people. A rule of thumb:
 * so each level comes with what in this map speaks against it, and with nothing else.
 */
export function recommendations(
  map: MapValue,
  failures: SingleFailures,
  component: string,
): readonly Recommendation[] {
  const objective = map.components.get(component)?.objective.availability;
  const node = mapNodes.component(component);
  const found = failures.failuresOf(node).flatMap((event) => {
    const cause = mapNodeOf(event);
    const level = cause === undefined ? undefined : levelOf(map, cause);
    if (cause === undefined || level === undefined) return [];
    return [{ level, event, cause, path: mapPath(map, failures.pathTo(node, event) ?? []) }];
  });
  let isReached = true;
  return resilienceLevels.map(({ level, from }) => {
    const reasons = found
      .filter((one) => one.level === level)
      .map(({ event, cause, path }) => ({ event, cause, path }));
    isReached &&= reasons.length === 0;
    return { level, isWanted: objective !== undefined && objective >= from, isReached, reasons };
  });
}

/** The level that would make this failure alone harmless. */
function levelOf(map: MapValue, cause: MapNode): ResilienceLevel | undefined {
  if (cause.of === 'person' || (cause.of === 'group' && cause.is === 'by-hand'))
    return 'several-providers';
  if (cause.of === 'domain') return domainLevel[map.domains.get(cause.id)?.kind ?? 'other'];
  if (cause.of !== 'component') return undefined;
  if (map.components.get(cause.id)?.layer === 'vendor') return 'several-providers';
  // What stands in one place only goes with that place.
  const kinds = [...domainsOf(map, cause.id)].map((id) => map.domains.get(id)?.kind ?? 'other');
  if (kinds.includes('zone') || kinds.includes('rack')) return 'several-zones';
  return kinds.includes('region') ? 'several-regions' : undefined;
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
