import { expect, test } from 'vitest';
import { graphOf } from '../analysis/fault-graph.ts';
import type { FaultModel } from '../analysis/fault-model.ts';
import { faultModelOf } from '../analysis/map-fault-model.ts';
import { mapNodeName } from '../analysis/map-node.ts';
import { readMef } from '../analysis/mef-read.ts';
import { createSingleFailures } from '../analysis/single-failures.ts';
import { writeMapMef } from './map-mef.ts';
import { mapOfFiles } from './map-of-files.ts';

const mapText = (needs: string): string => `holdfast: map
version: 1
domains:
  - { id: eu, name: EU <west>, kind: region }
components:
  - { id: shop, name: Shop, needs: [dns] }
  - { id: dns, name: 'DNS & more', availability: 0.99, needs: [${needs}] }
  - { id: web-1, name: Web 1, domains: [eu] }
  - { id: web-2, name: Web 2, domains: [eu] }
groups:
  - { id: web, component: shop, needs: 1, of: [web-1, web-2] }
`;

function failuresIn(
  model: FaultModel,
  nameOf: (node: string) => string,
): readonly (readonly string[])[] {
  const graph = graphOf(model);
  if (!graph.ok) throw new Error('not sound');
  const failures = createSingleFailures(graph.graph);
  return model.gates
    .map(({ id }) => [nameOf(id), ...failures.failuresOf(id).map(nameOf).toSorted()])
    .toSorted((a, b) => a.join('|').localeCompare(b.join('|')));
}

test('a map written as MEF reads back with the same single failures', () => {
  const { map } = mapOfFiles([{ path: 'map.yaml', text: mapText('') }]);
  const written = writeMapMef(map);
  if (!written.ok) throw new Error(written.problem);
  const read = readMef([{ name: 'map.xml', text: written.text }]);
  if (!read.ok) throw new Error(read.problems[0]?.text);
  const { model, labels } = read.value;
  const before = failuresIn(faultModelOf(map), (node) => mapNodeName(map, node));
  expect(failuresIn(model, (node) => labels.get(node) ?? node)).toEqual(before);
  expect(before).toContainEqual(['Shop', 'DNS & more', 'EU <west>', 'Shop']);
});

test('components that need each other are named, and nothing is written', () => {
  const { map } = mapOfFiles([{ path: 'map.yaml', text: mapText('shop') }]);
  const written = writeMapMef(map);
  expect(written).toMatchObject({ ok: false });
  expect(written.ok ? '' : written.problem).toMatch(/cannot say: (Shop, DNS|DNS & more, Shop)/);
});
