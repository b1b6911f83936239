import type { MapValue } from '../model/map-value.ts';

/**
 * What a node of a map's fault model stands for. `failure`: something fails by itself (a person: is
 * away). `down`: it is down, for whatever reason.
 */
export type MapNode =
  | { readonly of: 'component'; readonly id: string; readonly is: 'failure' | 'down' }
  | { readonly of: 'domain'; readonly id: string; readonly is: 'failure' | 'down' }
  | { readonly of: 'person'; readonly id: string; readonly is: 'failure' }
  /** `down`: too few members work. `common-cause`: what takes all of them at once (β). */
  | { readonly of: 'group'; readonly id: string; readonly is: 'down' | 'common-cause' | 'by-hand' }
  /** A member that works only after a failover. */
  | { readonly of: 'standby'; readonly id: string; readonly group: string; readonly is: 'down' };

/** Ids of the nodes of a map's fault model. */
export const mapNodes = {
  component: (id: string) => `down/${id}`,
  componentFailure: (id: string) => `failure/${id}`,
  domain: (id: string) => `domain-down/${id}`,
  domainFailure: (id: string) => `domain/${id}`,
  person: (id: string) => `person/${id}`,
  group: (id: string) => `group/${id}`,
  commonCause: (id: string) => `common-cause/${id}`,
  byHand: (id: string) => `by-hand/${id}`,
  /** Ids have no space: both can be told apart. */
  standby: (group: string, member: string) => `standby/${group} ${member}`,
  /** Own failure and common causes of a component, together. */
  own: (id: string) => `own/${id}`,
} as const;

/** What a node stands for; undefined for one of another model. */
export function mapNodeOf(node: string): MapNode | undefined {
  const at = node.indexOf('/');
  const id = node.slice(at + 1);
  switch (node.slice(0, at)) {
    case 'down':
      return { of: 'component', id, is: 'down' };
    case 'failure':
    case 'own':
      return { of: 'component', id, is: 'failure' };
    case 'domain-down':
      return { of: 'domain', id, is: 'down' };
    case 'domain':
      return { of: 'domain', id, is: 'failure' };
    case 'person':
      return { of: 'person', id, is: 'failure' };
    case 'group':
      return { of: 'group', id, is: 'down' };
    case 'common-cause':
      return { of: 'group', id, is: 'common-cause' };
    case 'by-hand':
      return { of: 'group', id, is: 'by-hand' };
    case 'standby': {
      const [group = '', member = ''] = id.split(' ');
      return { of: 'standby', id: member, group, is: 'down' };
    }
    default:
      return undefined;
  }
}

/** Something on a map that can be down, as people know it. */
export interface MapStep {
  readonly of: 'component' | 'domain' | 'person' | 'group';
  readonly id: string;
  /** Of the group where it has no name: of the component that needs it. */
  readonly name: string;
}

/** What a node stands for, as people know it. */
export function mapStepOf(map: MapValue, meaning: MapNode): MapStep {
  const of = meaning.of === 'standby' ? 'component' : meaning.of;
  return { of, id: meaning.id, name: nameIn(map, of, meaning.id) };
}

/** What people call a node of a map's fault model. */
export function mapNodeName(map: MapValue, node: string): string {
  const meaning = mapNodeOf(node);
  if (meaning === undefined) return node;
  if (meaning.of === 'standby') return nameIn(map, 'component', meaning.id);
  const name = nameIn(map, meaning.of, meaning.id);
  if (meaning.of !== 'group' || meaning.is === 'down') return name;
  return meaning.is === 'by-hand'
    ? `${name} (nobody starts the failover)`
    : `${name} (common cause)`;
}

/** What people call it. */
function nameIn(map: MapValue, of: MapStep['of'], id: string): string {
  switch (of) {
    case 'component':
      return map.components.get(id)?.name ?? id;
    case 'domain':
      return map.domains.get(id)?.name ?? id;
    case 'person':
      return map.people.get(id)?.name ?? id;
    case 'group': {
      const group = map.groups.get(id);
      if (group === undefined) return id;
      return group.name || nameIn(map, 'component', group.component);
    }
  }
}
