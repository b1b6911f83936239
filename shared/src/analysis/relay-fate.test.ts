import { expect, test } from 'vitest';
import type { WorkspaceRelay } from '../model/workspace.ts';
import { soundGraph } from './fault-model-fixture.ts';
import { mapFindings } from './findings.ts';
import { faultModelOf } from './map-fault-model.ts';
import { type MapSketch, sketchedMap } from './map-sketch-fixture.ts';
import { relayFates } from './relay-fate.ts';
import { createSingleFailures } from './single-failures.ts';

function relay(url: string, region = '', provider = ''): WorkspaceRelay {
  return { url, label: '', region, provider };
}

function fates(...relays: readonly WorkspaceRelay[]) {
  return relayFates(relays).map(({ kind, shared }) => `${kind}: ${shared}`);
}

test('what all relays have in common is told, and nothing that is not said of each', () => {
  expect(fates()).toEqual([]);
  expect(fates(relay('wss://a.example.com'))).toEqual(['only-relay: wss://a.example.com']);
  expect(fates(relay('http://10.0.0.1:4100'), relay('http://10.0.0.1:4101'))).toEqual([
    'host: 10.0.0.1',
  ]);
  expect(
    fates(
      relay('wss://a.hf.example.com', 'EU', 'Hetzner'),
      relay('wss://b.hf.example.com:444', 'eu '),
    ),
  ).toEqual(['dns-zone: hf.example.com', 'region: EU']);
  expect(fates(relay('wss://a.one.com'), relay('wss://b.two.com'))).toEqual([]);
  expect(fates(relay('wss://a.co.uk'), relay('wss://b.co.uk'))).toEqual([]);
  expect(fates(relay('wss://10.0.0.1'), relay('wss://10.0.0.2'))).toEqual([]);
});

const sketch: MapSketch = {
  components: [
    { id: 'holdfast', name: 'Holdfast' },
    { id: 'a', name: 'Relay A', type: 'relay', system: 'Holdfast' },
    { id: 'b', name: 'Second', links: [{ url: 'https://b.two.com/', title: '' }] },
    { id: 'certificate', name: 'Certificate' },
    { id: 'host-a', name: 'Host A' },
  ],
  needs: [
    ['a', 'certificate'],
    ['b', 'certificate'],
    ['a', 'host-a'],
  ],
  groups: [{ id: 'g', component: 'holdfast', needs: 1, members: ['a', 'b'] }],
};

test('what takes all relays of the map down alone is found once, with the way from each', () => {
  const map = sketchedMap(sketch);
  const graph = soundGraph(faultModelOf(map));
  const failures = createSingleFailures(graph);
  const relays = [relay('https://a.one.com'), relay('https://b.two.com')];
  const found = mapFindings({ map, graph, failures, relays });
  const fate = found.filter(({ rule }) => rule === 'relay-shared-fate');
  expect(fate).toMatchObject([
    { component: 'holdfast', cause: 'Certificate', evidence: ['a', 'b'], fate: 'map' },
  ]);
  expect(fate[0]?.paths.map((path) => path.map(({ id }) => id))).toEqual([
    ['a', 'certificate'],
    ['b', 'certificate'],
  ]);
  // One cause is one finding: the general rule gives way to the one about relays.
  expect(found.filter(({ rule }) => rule === 'common-cause')).toEqual([]);
});

test('without the settings, what the map says is enough; one relay on it is not', () => {
  const { components = [], ...rest } = sketch;
  const alone = sketchedMap({ ...rest, components });
  const graph = soundGraph(faultModelOf(alone));
  const found = mapFindings({ map: alone, graph, failures: createSingleFailures(graph) });
  expect(found.filter(({ rule }) => rule === 'relay-shared-fate')).toEqual([]);
  expect(found.filter(({ rule }) => rule === 'common-cause')).toHaveLength(1);
});

test('relays behind one certificate share it, as far as somebody said which it is', () => {
  const behind = (url: string, certificate?: string): WorkspaceRelay => ({
    ...relay(url),
    ...(certificate === undefined ? {} : { certificate }),
  });
  expect(fates(behind('wss://a.one.com', 'AB:cd'), behind('wss://b.two.com', 'ab:CD '))).toEqual([
    'certificate: AB:cd',
  ]);
  expect(fates(behind('wss://a.one.com', 'AB:cd'), behind('wss://b.two.com'))).toEqual([]);
});
