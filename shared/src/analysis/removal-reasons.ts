import type { MapValue } from '../model/map-value.ts';
import type { MapFinding } from './findings.ts';
import { peopleWho } from './knowledge.ts';
import { type MapNode, mapNodeOf } from './map-node.ts';
import { dataWord, type RemovalPattern } from './removal-patterns.ts';
import { domainsOf } from './shared-dependencies.ts';

/** What in the map speaks for a pattern. Numbers count components, where nothing else is said. */
export type RemovalReason =
  /** It is in no group of which some may fail. */
  | { readonly kind: 'no-second' }
  /** It is in so many groups, and fails all the same: what it stands on is not in them. */
  | { readonly kind: 'second-does-not-help'; readonly groups: number }
  | { readonly kind: 'all-inside'; readonly inside: number }
  /** By this word of its name, type or tags. */
  | { readonly kind: 'holds-data'; readonly word: string }
  | { readonly kind: 'no-standby' }
  | { readonly kind: 'has-standby'; readonly groups: number }
  | { readonly kind: 'down-together'; readonly down: number }
  | { readonly kind: 'needed-hard'; readonly by: number }
  /** So many people can lead it, or start what has to be started. */
  | { readonly kind: 'people'; readonly able: number };

export interface ReasonedPattern {
  readonly pattern: RemovalPattern;
  /** Undefined where the map says nothing for or against it. */
  readonly reason: RemovalReason | undefined;
}

/** The patterns that remove a finding, each with what the map says for it. */
export function reasonedPatterns(map: MapValue, finding: MapFinding): readonly ReasonedPattern[] {
  const cause = finding.event === undefined ? undefined : mapNodeOf(finding.event);
  return (finding.removal?.patterns ?? []).map((pattern) => ({
    pattern,
    reason: reasonOf(map, finding, cause, pattern),
  }));
}

function reasonOf(
  map: MapValue,
  finding: MapFinding,
  cause: MapNode | undefined,
  pattern: RemovalPattern,
): RemovalReason | undefined {
  const id = cause?.of === 'component' || cause?.of === 'standby' ? cause.id : undefined;
  switch (pattern) {
    case 'redundancy':
      if (cause?.of === 'domain') return { kind: 'all-inside', inside: insideOf(map, cause.id) };
      return id === undefined ? undefined : secondOf(map, id);
    case 'replication': {
      const component = id === undefined ? undefined : map.components.get(id);
      const word = component === undefined ? undefined : dataWord(component);
      return word === undefined ? undefined : { kind: 'holds-data', word };
    }
    case 'failover':
      if (cause?.of === 'domain') return { kind: 'all-inside', inside: insideOf(map, cause.id) };
      return cause?.of === 'group' ? peopleFor(map, finding) : standbyOf(map, finding, id);
    case 'bulkhead': {
      const down = downThen(map, finding, cause);
      return down === undefined ? undefined : { kind: 'down-together', down };
    }
    case 'graceful-degradation':
      return id === undefined ? undefined : { kind: 'needed-hard', by: neededHard(map, id) };
    case 'share-knowledge':
      return peopleFor(map, finding);
  }
}

function secondOf(map: MapValue, id: string): RemovalReason {
  const groups = [...map.groups.values()].filter(
    ({ members, needs }) => members.includes(id) && needs < members.length,
  ).length;
  return groups === 0 ? { kind: 'no-second' } : { kind: 'second-does-not-help', groups };
}

function standbyOf(map: MapValue, finding: MapFinding, id: string | undefined): RemovalReason {
  const groups = [...map.groups.values()].filter(
    ({ component, members, standby }) =>
      standby.length > 0 &&
      (component === finding.component || component === id || members.includes(id ?? '')),
  ).length;
  return groups === 0 ? { kind: 'no-standby' } : { kind: 'has-standby', groups };
}

function insideOf(map: MapValue, domain: string): number {
  return [...map.components.keys()].filter((id) => domainsOf(map, id).has(domain)).length;
}

/** How many go down together; the evidence of some rules is something else. */
function downThen(
  map: MapValue,
  { rule, evidence }: MapFinding,
  cause: MapNode | undefined,
): number | undefined {
  switch (rule) {
    case 'spof':
    case 'hidden-spof':
    case 'vendor-spof':
    case 'common-cause':
    case 'relay-shared-fate':
      return evidence.length;
    default:
      return cause?.of === 'domain' ? insideOf(map, cause.id) : undefined;
  }
}

function neededHard(map: MapValue, id: string): number {
  return [...map.dependencies.values()].filter(({ to, kind }) => to === id && kind === 'hard')
    .length;
}

function peopleFor(map: MapValue, { component, event }: MapFinding): RemovalReason {
  const cause = event === undefined ? undefined : mapNodeOf(event);
  const isByHand = cause?.of === 'group' && cause.is === 'by-hand';
  const of = isByHand ? (map.groups.get(cause.id)?.component ?? component) : component;
  return { kind: 'people', able: peopleWho(map, of, isByHand ? 'operate' : 'lead').length };
}
