import type { PathStep } from '@holdfast/shared/analysis/map-explanation';
import type { MapNode } from '@holdfast/shared/analysis/map-node';
import type { MapValue } from '@holdfast/shared/model/map-value';
import { mapComponentText } from '../../ui/text/map-component.ts';
import { groupName } from '../group-name.ts';

/** What people call something that fails. */
export function nodeName(map: MapValue, node: MapNode): string {
  const words = mapComponentText.spof;
  switch (node.of) {
    case 'component':
    case 'standby':
      return map.components.get(node.id)?.name ?? node.id;
    case 'domain':
      return map.domains.get(node.id)?.name ?? node.id;
    case 'person':
      return `${map.people.get(node.id)?.name ?? node.id} ${words.person}`;
    case 'group': {
      const group = map.groups.get(node.id);
      const name = group === undefined ? node.id : groupName(map, group);
      return node.is === 'by-hand' ? `${name}: ${words.byHand}` : `${name}: ${words.commonCause}`;
    }
  }
}

/** A path through the map in words, as it is called now: of what falls with others, with how many. */
export function stepNames(map: MapValue, steps: readonly PathStep[]): readonly string[] {
  const words = mapComponentText.why;
  return steps.map((step) => {
    const { together, cannotTakeOver } = step;
    const notes = [
      ...(cannotTakeOver === undefined ? [] : [words.cannotTakeOver]),
      ...(together === undefined ? [] : [words.with(together)]),
    ];
    return notes.length === 0 ? stepName(map, step) : words.noted(stepName(map, step), notes);
  });
}

function stepName(map: MapValue, { of, id, name }: PathStep): string {
  switch (of) {
    case 'component':
      return map.components.get(id)?.name ?? name;
    case 'domain':
      return map.domains.get(id)?.name ?? name;
    case 'person':
      return map.people.get(id)?.name ?? name;
    case 'group': {
      const group = map.groups.get(id);
      return group === undefined ? name : groupName(map, group);
    }
  }
}
