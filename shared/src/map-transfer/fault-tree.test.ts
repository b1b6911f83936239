import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { findCutSets } from '../analysis/cut-sets.ts';
import { findProbability } from '../analysis/diagram.ts';
import { soundGraph } from '../analysis/fault-model-fixture.ts';
import { faultModelOf } from '../analysis/map-fault-model.ts';
import { mapNodes } from '../analysis/map-node.ts';
import { createSingleFailures } from '../analysis/single-failures.ts';
import { mapFindings } from '../analysis/findings.ts';
import { sketchedMap } from '../analysis/map-sketch-fixture.ts';
import type { MapComponent } from '../model/map-value.ts';
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
  // No gate is among them: it is no thing that can fail.
  const sets = findCutSets(graph, node, { order: 2 }).list({ limit: 100 }).sets;
  expect(sets).toHaveLength(4);
  expect(sets.every(({ probability }) => (probability ?? 0) > 0)).toBe(true);
});

test('an item says in which file, in which line and at which commit it is defined', () => {
  const { draft } = readMapSources([
    { path: 'tree.xml', text: tree, commit: 'c1' },
    { path: 'numbers.xml', text: numbers, commit: 'c2' },
  ]);
  const placeOf = (ref: string) => {
    const { file, line, commit } = draft.items.find((item) => item.ref === ref) ?? {};
    return { file, line, commit };
  };
  expect(placeOf('top')).toEqual({ file: 'tree.xml', line: 4, commit: 'c1' });
  expect(placeOf('c')).toEqual({ file: 'tree.xml', line: 12, commit: 'c1' });
  // Only its probability is said: in a file of its own.
  expect(placeOf('queue')).toEqual({ file: 'numbers.xml', line: 2, commit: 'c2' });
  // Part of the formula of a gate.
  expect(placeOf('top#1')).toEqual({ file: 'tree.xml', line: 4, commit: 'c1' });
});

test('gates take nothing down and are owned by nobody; what one needs alone does and is', () => {
  const { map } = read(tree.replace('<and>', '<or>').replace('</and>', '</or>'), numbers);
  const graph = soundGraph(faultModelOf(map));
  const failures = createSingleFailures(graph);
  const found = mapFindings({ map, graph, failures, hasRunbook: () => false });
  const called = (...rules: readonly string[]) =>
    found
      .filter(({ rule }) => rules.includes(rule))
      .map(({ component, cause }) => [map.components.get(component)?.name, cause]);
  const causes = new Map(called('spof', 'hidden-spof').map(([name, cause]) => [cause, name]));
  expect(causes).toEqual(
    new Map([
      ['pay', 'Shop is down'],
      ['queue', 'Shop is down'],
    ]),
  );
  const things = new Set(['a', 'b', 'c', 'pay', 'queue']);
  for (const rule of ['no-owner', 'no-runbook'])
    expect(new Set(called(rule).map(([name]) => name))).toEqual(things);
});

test('a gate that has failed for good is down although nothing fails', () => {
  const failed = tree.replace(
    /<define-gate name="web">[^]*?<\/define-gate>/,
    '<define-gate name="web"><constant value="true"/></define-gate>',
  );
  const { map, notes } = read(failed, numbers);
  expect(notes.filter(({ kind }) => kind === 'unreadable')).toEqual([]);
  const failures = createSingleFailures(soundGraph(faultModelOf(map)));
  const top = [...map.components.values()].find(({ name }) => name === 'Shop is down');
  expect(failures.isAlwaysDown(mapNodes.component(top?.id ?? ''))).toBe(true);
});

test('whoever says how often a gate fails means a thing', () => {
  const of = (numbersOf: Partial<Pick<MapComponent, 'availability' | 'mttfHours'>>) => {
    const map = sketchedMap({ components: [{ id: 'x', name: 'X', type: 'gate', ...numbersOf }] });
    return faultModelOf(map).events.map(({ id }) => id);
  };
  expect(of({ availability: 1 })).toEqual([]);
  expect(of({ availability: 0.99 })).toEqual([mapNodes.componentFailure('x')]);
  expect(of({})).toEqual([mapNodes.componentFailure('x')]);
});

test('what a map cannot say is refused in words, with its place', () => {
  const { map, notes } = read(tree.replace('<or>', '<xor>').replace('</or>', '</xor>'));
  expect(map.components.size).toBe(0);
  expect(notes[0]).toMatchObject({ kind: 'unreadable', file: 'tree-0.xml' });
});

test('other XML is passed over', () => {
  expect(read('<project/>').formats).toEqual([]);
});
