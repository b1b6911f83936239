import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { findCutSets } from '../analysis/cut-sets.ts';
import { findProbability } from '../analysis/diagram.ts';
import { soundGraph } from '../analysis/fault-model-fixture.ts';
import { faultModelOf } from '../analysis/map-fault-model.ts';
import { mapNodes } from '../analysis/map-node.ts';
import { mapContext } from '../model/map-fixture.ts';
import { readMap } from '../model/map.ts';
import { mapImportSteps } from './apply-map-import.ts';
import { planMapImport } from './plan-map-import.ts';
import { readMapSources } from './read-sources.ts';

const tree = `<?xml version="1.0"?>
<opsa-mef>
  <define-fault-tree name="Shop">
    <define-gate name="top"><label>Shop is down</label>
      <or><gate name="web"/><and><event name="pay"/><event name="queue"/></and></or>
    </define-gate>
    <define-gate name="web">
      <atleast min="2"><event name="a"/><event name="b"/><event name="c"/></atleast>
    </define-gate>
    <define-basic-event name="a"><float value="0.1"/></define-basic-event>
    <define-basic-event name="b"><float value="0.2"/></define-basic-event>
    <define-basic-event name="c"><float value="0.3"/></define-basic-event>
    <define-basic-event name="pay"><float value="0.5"/></define-basic-event>
  </define-fault-tree>
</opsa-mef>`;
const numbers = `<opsa-mef><model-data>
  <define-basic-event name="queue"><float value="0.01"/></define-basic-event>
</model-data></opsa-mef>`;

function read(...texts: readonly string[]) {
  const { draft, formats } = readMapSources(
    texts.map((text, at) => ({ path: `tree-${at}.xml`, text })),
  );
  const doc = new Y.Doc();
  for (const step of mapImportSteps(planMapImport(doc, draft), mapContext())) step(doc);
  return { map: readMap(doc), formats: [...formats.values()], notes: draft.notes };
}

test('a fault tree becomes components that fail as it says', () => {
  const { map, formats, notes } = read(tree, numbers);
  expect(formats).toEqual(['mef', 'mef']);
  expect(notes).toEqual([]);
  expect(map.problems).toEqual([]);
  const top = [...map.components.values()].find(({ name }) => name === 'Shop is down');
  const node = mapNodes.component(top?.id ?? '');
  const graph = soundGraph(faultModelOf(map));
  const down = 1 - (1 - 0.098) * (1 - 0.5 * 0.01);
  const found = findProbability(graph, node);
  expect(found?.kind).toBe('exact');
  expect(found?.value).toBeCloseTo(down, 12);
  // What a gate is never fails by itself, though the map has an event for it.
  const sets = findCutSets(graph, node, { order: 2 }).list({ limit: 100 }).sets;
  expect(sets.filter(({ probability }) => (probability ?? 0) > 0)).toHaveLength(4);
});

test('what a map cannot say is refused in words, with its place', () => {
  const { map, notes } = read(tree.replace('<or>', '<xor>').replace('</or>', '</xor>'));
  expect(map.components.size).toBe(0);
  expect(notes[0]).toMatchObject({ kind: 'unreadable', file: 'tree-0.xml' });
});

test('other XML is passed over', () => {
  expect(read('<project/>').formats).toEqual([]);
});
