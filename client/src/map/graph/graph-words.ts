import { mapGraphText as words } from '../../ui/text/map-graph.ts';
import { mapText } from '../../ui/text/map.ts';
import type { ComponentSummary } from '../analysis/analysis-messages.ts';
import type { GraphNode } from './graph-model.ts';

/** What a box is called. */
export function nameOf(box: GraphNode): string {
  return box.kind === 'cluster' ? box.label : box.component.name;
}

/** What is found of it, in words; empty where nothing is. */
export function findingWords(summary: ComponentSummary | undefined): string {
  return summary === undefined || summary.takesDown === 0
    ? ''
    : mapText.spof.takesDown(summary.takesDown);
}

/** What a screen reader says of a box. */
export function boxWords(box: GraphNode, summary: ComponentSummary | undefined): string {
  const layer =
    box.kind === 'cluster' ? words.members(box.members.length) : mapText.layer[box.layer];
  const finding = findingWords(summary);
  const isHidden = (summary?.defeatsHidden ?? 0) > 0;
  return words.box(
    nameOf(box),
    layer,
    isHidden ? `${finding}, ${mapText.spof.hiddenShort}` : finding,
  );
}
