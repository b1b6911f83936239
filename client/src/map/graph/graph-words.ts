import type { MapComponent } from '@holdfast/shared/model/map-value';
import { treePart } from '../layer-mark.tsx';
import { mapGraphText as words } from '../../ui/text/map-graph.ts';
import { mapText } from '../../ui/text/map.ts';
import type { ComponentSummary } from '../analysis/analysis-messages.ts';
import type { Fate } from './fate.ts';
import type { Graph, GraphNode } from './graph-model.ts';

/** What a box is called. */
export function nameOf(box: GraphNode): string {
  return box.kind === 'cluster' ? box.label : box.component.name;
}

/** What a frame is called: of which kind it is, too. */
export function frameWords({ frames }: Pick<Graph, 'frames'>, id: string): string {
  const domain = frames.find((frame) => frame.id === id)?.domain;
  return domain === undefined
    ? words.outside
    : `${domain.name} (${mapText.domainKind[domain.kind]})`;
}

/** What is found of it, in words; empty where nothing is. */
function findingWords(summary: ComponentSummary | undefined): string {
  return summary === undefined || summary.takesDown === 0
    ? ''
    : mapText.spof.takesDown(summary.takesDown);
}

/** The same in few words, as it stands in a box. */
export function shortFinding(summary: ComponentSummary | undefined): string {
  if (summary === undefined || summary.takesDown === 0) return '';
  const said = mapText.spof.takesDownShort(summary.takesDown);
  return summary.hidden > 0 ? `${said}, ${mapText.spof.hiddenShort}` : said;
}

/** What becomes of a box, as it stands in it. */
export function fateWords(box: GraphNode, { kind, count, orphaned = 0 }: Fate): string {
  const [size, isOne] = box.kind === 'cluster' ? [box.members.length, false] : [1, true];
  const said = isOne || kind === 'taken' ? words.fate[kind] : words.fateOf[kind](count, size);
  if (orphaned === 0 || kind === 'orphaned') return said;
  return `${said}, ${isOne ? words.fate.orphaned : words.fateOf.orphaned(orphaned, size)}`;
}

/** What a screen reader says of a box while something is taken away. */
export function withFate(name: string, box: GraphNode, fate: Fate | undefined): string {
  return fate === undefined ? name : `${name}, ${fateWords(box, fate)}`;
}

/** How many a component needs of its redundancy groups; empty where it has none. */
export function groupWords(box: GraphNode): string {
  if (box.kind === 'cluster') return '';
  return box.groups.map(({ needs, of }) => words.needs(needs, of)).join(' + ');
}

function kindWords(component: MapComponent): string {
  const part = treePart(component);
  return part === undefined ? mapText.layer[component.layer] : mapText.treeParts[part];
}

/** What a screen reader says of a box: where it stands, too, while that is drawn around it. */
export function boxWords(
  graph: Pick<Graph, 'frames'>,
  box: GraphNode,
  summary: ComponentSummary | undefined,
): string {
  const layer =
    box.kind === 'cluster' ? words.members(box.members.length) : kindWords(box.component);
  const finding = findingWords(summary);
  const isHidden = (summary?.hidden ?? 0) > 0;
  const name = words.box(
    nameOf(box),
    layer,
    isHidden ? `${finding}, ${mapText.spof.hiddenShort}` : finding,
  );
  return graph.frames.length === 0 || box.frame === ''
    ? name
    : words.inFrame(name, frameWords(graph, box.frame));
}
