import type { MapValue } from '../model/map-value.ts';
import type { WorkspaceRelay } from '../model/workspace.ts';
import { mapNodes } from './map-node.ts';
import type { SingleFailures } from './single-failures.ts';

/** What all relays of a workspace have in common, by what is said of them in its settings. */
export interface RelayFate {
  readonly kind: 'only-relay' | 'host' | 'dns-zone' | 'certificate' | 'region' | 'provider';
  /** As people call it. */
  readonly shared: string;
}

/**
 * What would take every relay away at once, as far as their addresses say, and what people said of
 * their certificates, regions and providers.
 * What is not said of each of them is no finding: nobody knows.
 */
export function relayFates(relays: readonly WorkspaceRelay[]): readonly RelayFate[] {
  const [first] = relays;
  if (first === undefined) return [];
  if (relays.length === 1) return [{ kind: 'only-relay', shared: first.label || first.url }];
  const hosts = relays.map(({ url }) => hostOf(url));
  const host = sameOf(hosts);
  const zone = host === undefined ? sharedZone(hosts) : undefined;
  const certificate = sameOf(relays.map((relay) => relay.certificate ?? ''));
  const region = sameOf(relays.map((relay) => relay.region));
  const provider = sameOf(relays.map((relay) => relay.provider));
  return [
    ...(host === undefined ? [] : [{ kind: 'host' as const, shared: host }]),
    ...(zone === undefined ? [] : [{ kind: 'dns-zone' as const, shared: zone }]),
    ...(certificate === undefined ? [] : [{ kind: 'certificate' as const, shared: certificate }]),
    ...(region === undefined ? [] : [{ kind: 'region' as const, shared: region }]),
    ...(provider === undefined ? [] : [{ kind: 'provider' as const, shared: provider }]),
  ];
}

/** What takes all of the workspace's relays down alone, as the map has it. */
export interface MappedFate {
  /** Id of the component whose group the relays are, else of the first of them. */
  readonly component: string;
  /** Ids of the relays' components. */
  readonly relays: readonly string[];
  /** Nodes of the fault model. */
  readonly events: readonly string[];
}

/** Undefined where the map does not have two relays at least. */
export function mappedFate(
  map: MapValue,
  failures: SingleFailures,
  relays: readonly WorkspaceRelay[],
): MappedFate | undefined {
  const ids = relayComponents(map, relays);
  const [first, ...others] = ids;
  if (first === undefined || others.length === 0) return undefined;
  const shared = others.reduce(
    (left, id) => {
      const own = new Set(failures.failuresOf(mapNodes.component(id)));
      return left.filter((event) => own.has(event));
    },
    [...failures.failuresOf(mapNodes.component(first))],
  );
  const group = [...map.groups.values()].find(({ members }) =>
    ids.every((id) => members.includes(id)),
  );
  return { component: group?.component ?? first, relays: ids, events: shared };
}

/** Called as a relay of the settings, or with its address among the links; or said to be one. */
function relayComponents(map: MapValue, relays: readonly WorkspaceRelay[]): readonly string[] {
  const called = new Set(
    relays.flatMap(({ url, label }) => [label, url, hostOf(url)]).map((one) => one.toLowerCase()),
  );
  called.delete('');
  return [...map.components.values()].flatMap(({ id, name, aliases, links, type, system }) => {
    const isSaid = type.toLowerCase() === 'relay' && system.toLowerCase() === 'holdfast';
    const isCalled = [name, ...aliases].some((one) => called.has(one.toLowerCase()));
    // Of several at one host, a link to the host alone does not tell which.
    const isLinked = links.some(({ url }) => called.has(url.replace(/\/+$/, '').toLowerCase()));
    return isSaid || isCalled || isLinked ? [id] : [];
  });
}

/** Without its port; as written where it is no address. */
function hostOf(url: string): string {
  const host = /^[a-z]+:\/\/(\[[^\]]*\]|[^/:?#]+)/i.exec(url)?.[1];
  return (host ?? url).toLowerCase().replace(/\.$/, '');
}

/** What all say, undefined where one says nothing or something else. */
function sameOf(values: readonly string[]): string | undefined {
  const [first = ''] = values;
  if (first.trim() === '') return undefined;
  return values.every((one) => folded(one) === folded(first)) ? first : undefined;
}

function folded(text: string): string {
  return text.trim().toLowerCase();
}

/** The longest name that all hosts lie under, where people can have registered it. */
function sharedZone(hosts: readonly string[]): string | undefined {
  // An address has no zone.
  if (hosts.some((host) => /^\[|^[\d.]+$/.test(host))) return undefined;
  const [first = [], ...others] = hosts.map((host) => host.split('.').toReversed());
  const differs = first.findIndex((label, at) => others.some((other) => other[at] !== label));
  const shared = differs < 0 ? first : first.slice(0, differs);
  // `co.uk` and its like are nobody's: there the third part is the first that somebody owns.
  const [last = '', second = ''] = shared;
  const least = last.length === 2 && second.length <= 3 ? 3 : 2;
  return shared.length < least ? undefined : shared.toReversed().join('.');
}
