import type {
  DependencyKind,
  FailureDomain,
  Layer,
  MapComponent,
  MapValue,
} from '@holdfast/shared/model/map-value';
import type { AnalysisSummary } from '../analysis/analysis-messages.ts';
import { componentRows, filterRows } from '../list/component-rows.ts';
import { byKindAndName, domainChain, homeDomain } from '../home-domain.ts';
import { type Grouping, isFiltered, type MapView } from '../map-view.ts';

/** A box of the picture: a component, or several that are collapsed into one. */
export type GraphNode =
  | {
      readonly kind: 'component';
      readonly id: string;
      readonly component: MapComponent;
      readonly layer: Layer;
      readonly isMatch: boolean;
      /** Id of the frame that it stands in; see `Graph`. */
      readonly frame: string;
      /** Of each redundancy group of it: how many it needs of how many. */
      readonly groups: readonly { readonly needs: number; readonly of: number }[];
    }
  | {
      readonly kind: 'cluster';
      /** `cluster:` and its key. */
      readonly id: string;
      readonly key: string;
      readonly label: string;
      readonly layer: Layer;
      readonly members: readonly string[];
      readonly isMatch: boolean;
      readonly frame: string;
    };

/** A failure domain drawn around what stands in it. */
export interface GraphFrame {
  /** Of the domain; `outside` for what is in none. */
  readonly id: string;
  readonly parent: string;
  readonly domain: FailureDomain | undefined;
}
const outside = 'outside';

export interface GraphEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** `group`: one of several, of which some are needed. `many`: several, of collapsed boxes. */
  readonly kind: DependencyKind | 'group' | 'many';
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** The widest first; empty where layers are bands. */
  readonly frames: readonly GraphFrame[];
  /** In which box each component is drawn. */
  readonly boxOf: ReadonlyMap<string, string>;
  readonly by: Grouping;
  /** Components that the view leaves out. */
  readonly hidden: number;
}

/** From here on a map is collapsed unless somebody says otherwise. */
const collapsedFrom = 120;
const clusterPrefix = 'cluster:';

/** How the picture is collapsed where the address does not say. */
function usualGrouping(map: MapValue): Grouping {
  return map.components.size >= collapsedFrom ? 'system' : 'none';
}

/** What the picture of a view holds. */
export function graphOfView(
  map: MapValue,
  view: MapView,
  summary: AnalysisSummary | undefined,
  labels: { readonly without: (layer: Layer) => string },
): Graph {
  const by = view.by ?? usualGrouping(map);
  const edges = allEdges(map);
  const groups = groupsIn(map);
  let matches: ReadonlySet<string> | undefined;
  let visible: ReadonlySet<string> = new Set(map.components.keys());
  if (isFiltered(view)) {
    const rows = filterRows(componentRows(map, summary), map, view, summary);
    matches = new Set(rows.map(({ name }) => name));
    const near = new Set(matches);
    for (const { from, to } of edges) {
      if (matches.has(from)) near.add(to);
      if (matches.has(to)) near.add(from);
    }
    visible = near;
  }
  const open = new Set(view.open);
  const boxOf = new Map<string, string>();
  const nodes: GraphNode[] = [];
  const clusters = new Map<string, MapComponent[]>();
  for (const component of map.components.values()) {
    const { id } = component;
    if (!visible.has(id)) continue;
    const key = clusterOf(map, component, by);
    // What is looked for is never hidden in a box.
    if (
      key === '' ||
      open.has(key) ||
      (matches?.has(id) === true && matches.size <= collapsedFrom)
    ) {
      boxOf.set(id, id);
      nodes.push({
        kind: 'component',
        id,
        component,
        layer: component.layer,
        isMatch: matches?.has(id) ?? true,
        frame: homeDomain(map, component)?.id ?? outside,
        groups: groups.get(id) ?? none,
      });
      continue;
    }
    const members = clusters.get(key) ?? [];
    clusters.set(key, members);
    members.push(component);
    boxOf.set(id, clusterPrefix + key);
  }
  for (const [key, members] of clusters) {
    nodes.push({
      kind: 'cluster',
      id: clusterPrefix + key,
      key,
      label: clusterLabel(map, key, labels.without),
      layer: mostCommon(members),
      members: members.map(({ id }) => id),
      isMatch: matches === undefined || members.some(({ id }) => matches.has(id)),
      frame: frameOfCluster(map, key, members),
    });
  }
  return {
    nodes,
    edges: boxedEdges(edges, boxOf),
    frames: view.arrange === 'domains' ? framesOf(map, nodes) : [],
    boxOf,
    by,
    hidden: map.components.size - boxOf.size,
  };
}

/** `system/…`, `domain/…`, `tag/…` or `layer/…`; empty where nothing is collapsed. */
function clusterOf(map: MapValue, component: MapComponent, by: Grouping): string {
  if (by === 'none') return '';
  if (by === 'system' && component.system !== '') return `system/${component.system}`;
  if (by === 'domain') {
    const domain = homeDomain(map, component);
    if (domain !== undefined) return `domain/${domain.id}`;
  }
  const [tag] = component.tags;
  if (by === 'tag' && tag !== undefined) return `tag/${tag}`;
  return `layer/${component.layer}`;
}

function clusterLabel(map: MapValue, key: string, without: (layer: Layer) => string): string {
  const at = key.indexOf('/');
  const rest = key.slice(at + 1);
  if (key.startsWith('domain/')) return map.domains.get(rest)?.name ?? rest;
  return key.startsWith('system/') || key.startsWith('tag/') ? rest : without(layerNamed(rest));
}

/** A domain that is collapsed stands in what it lies in; others where most of their members do. */
function frameOfCluster(map: MapValue, key: string, members: readonly MapComponent[]): string {
  if (key.startsWith('domain/')) return map.domains.get(key.slice('domain/'.length))?.parent ?? '';
  const counts = new Map<string, number>();
  for (const member of members) {
    const home = homeDomain(map, member)?.id ?? outside;
    counts.set(home, (counts.get(home) ?? 0) + 1);
  }
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? outside;
}

/** Every domain that something stands in, and what those lie in. */
function framesOf(map: MapValue, nodes: readonly GraphNode[]): readonly GraphFrame[] {
  const used = new Set<FailureDomain>();
  for (const { frame } of nodes)
    for (const domain of domainChain(map, map.domains.get(frame))) used.add(domain);
  const frames = [...used]
    .toSorted(byKindAndName)
    .map((domain): GraphFrame => ({ id: domain.id, parent: parentIn(map, domain), domain }));
  return nodes.some(({ frame }) => frame === outside)
    ? [...frames, { id: outside, parent: '', domain: undefined }]
    : frames;
}

function parentIn(map: MapValue, { parent }: FailureDomain): string {
  return parent !== undefined && map.domains.has(parent) ? parent : '';
}

function layerNamed(name: string): Layer {
  return name === 'hardware' || name === 'network' || name === 'people' || name === 'vendor'
    ? name
    : 'software';
}

function mostCommon(members: readonly MapComponent[]): Layer {
  const counts = new Map<Layer, number>();
  for (const { layer } of members) counts.set(layer, (counts.get(layer) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 'software';
}

const none = [] as const;

function groupsIn(
  map: MapValue,
): ReadonlyMap<string, readonly { readonly needs: number; readonly of: number }[]> {
  const groups = new Map<string, { needs: number; of: number }[]>();
  for (const { component, members, needs } of map.groups.values()) {
    if (members.length === 0) continue;
    const known = groups.get(component);
    const group = { needs, of: members.length };
    if (known === undefined) groups.set(component, [group]);
    else known.push(group);
  }
  return groups;
}

function allEdges(map: MapValue): readonly GraphEdge[] {
  const edges: GraphEdge[] = [];
  for (const { id, from, to, kind } of map.dependencies.values())
    edges.push({ id, from, to, kind });
  for (const { id, component, members } of map.groups.values()) {
    for (const member of members)
      edges.push({ id: `${id}/${member}`, from: component, to: member, kind: 'group' });
  }
  return edges;
}

/** Edges between boxes; several between the same two are one. */
function boxedEdges(
  edges: readonly GraphEdge[],
  boxOf: ReadonlyMap<string, string>,
): readonly GraphEdge[] {
  const drawn = new Map<string, GraphEdge>();
  for (const edge of edges) {
    const from = boxOf.get(edge.from);
    const to = boxOf.get(edge.to);
    if (from === undefined || to === undefined || from === to) continue;
    const isPlain = from === edge.from && to === edge.to;
    const key = `${from}>${to}`;
    if (isPlain && !drawn.has(key)) drawn.set(key, edge);
    else if (!isPlain) drawn.set(key, { id: key, from, to, kind: 'many' });
  }
  return [...drawn.values()];
}
