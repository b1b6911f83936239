import { type Layer, layers, type MapComponent, type MapValue } from '../model/map-value.ts';

const titles: Readonly<Record<Layer, string>> = {
  hardware: 'Hardware',
  network: 'Network',
  software: 'Software',
  people: 'People',
  vendor: 'Vendors',
};

const arrows = { hard: '-->', soft: '-.->', 'control-plane': '-.->', human: '-.->' } as const;

/**
 * The map as a Mermaid flowchart: layers as frames, arrows from what needs to what is needed, dotted
 * where it does not take the other down. Groups are hexagons that say how many of how many.
 */
export function writeMermaid(map: MapValue): string {
  const ids = new Map<string, string>();
  for (const id of map.components.keys()) ids.set(id, `c${ids.size + 1}`);
  const idOf = (id: string): string => ids.get(id) ?? 'c0';
  const lines = ['flowchart TD'];
  for (const layer of layers) {
    const inLayer = [...map.components.values()].filter((one) => one.layer === layer);
    if (inLayer.length === 0) continue;
    lines.push(`  subgraph ${layer}["${titles[layer]}"]`);
    for (const one of inLayer) lines.push(`    ${idOf(one.id)}${shape(one)}`);
    lines.push('  end');
  }
  let groups = 0;
  for (const group of map.groups.values()) {
    groups += 1;
    const id = `g${groups}`;
    const words = `${group.name === '' ? '' : `${group.name}: `}needs ${group.needs} of ${group.members.length}`;
    lines.push(`  ${id}{{"${escaped(words)}"}}`, `  ${idOf(group.component)} --> ${id}`);
    for (const member of group.members) lines.push(`  ${id} --> ${idOf(member)}`);
  }
  for (const { from, to, kind } of map.dependencies.values()) {
    const label = kind === 'hard' ? '' : `|${kind}|`;
    lines.push(`  ${idOf(from)} ${arrows[kind]}${label} ${idOf(to)}`);
  }
  return `${lines.join('\n')}\n`;
}

function shape({ name, layer }: MapComponent): string {
  const text = `"${escaped(name)}"`;
  if (layer === 'people') return `([${text}])`;
  return layer === 'vendor' ? `[/${text}/]` : `[${text}]`;
}

/** Mermaid takes entities of HTML by number in quoted texts. */
function escaped(text: string): string {
  return text.replace(/[^\p{L}\p{N} .,:/()+_-]/gu, (one) => `#${one.codePointAt(0) ?? 32};`);
}
