import { expect, test } from 'vitest';
import { soundGraph } from './fault-model-fixture.ts';
import { mapFindings } from './findings.ts';
import { faultModelOf } from './map-fault-model.ts';
import { type MapSketch, sketchedMap } from './map-sketch-fixture.ts';
import { reasonedPatterns } from './removal-reasons.ts';
import { createSingleFailures } from './single-failures.ts';

const sketch: MapSketch = {
  domains: [
    { id: 'eu', name: 'EU', kind: 'region' },
    { id: 'eu-a', name: 'EU a', kind: 'zone', parent: 'eu' },
    { id: 'eu-b', name: 'EU b', kind: 'zone', parent: 'eu' },
  ],
  people: ['ana'],
  components: [
    { id: 'shop', name: 'Shop' },
    { id: 'web-1', name: 'Web 1', domains: ['eu-a'] },
    { id: 'web-2', name: 'Web 2', domains: ['eu-b'] },
    { id: 'db', name: 'Orders database' },
    { id: 'pay', name: 'Payments', layer: 'vendor' },
    { id: 'batch', name: 'Batch' },
  ],
  needs: [
    ['web-1', 'db'],
    ['web-2', 'db'],
    ['shop', 'pay'],
    ['batch', 'pay', 'soft'],
  ],
  groups: [{ id: 'web', component: 'shop', needs: 1, members: ['web-1', 'web-2'] }],
  knows: [['ana', 'db', 'lead']],
};

function reasons(of: MapSketch): Readonly<Record<string, unknown>> {
  const map = sketchedMap(of);
  const graph = soundGraph(faultModelOf(map));
  const found = mapFindings({ map, graph, failures: createSingleFailures(graph) });
  return Object.fromEntries(found.map((one) => [one.id, reasonedPatterns(map, one)]));
}

test('each pattern comes with what the map says for it', () => {
  expect(reasons(sketch)).toMatchObject({
    'hidden-spof shop failure/db': [
      { pattern: 'replication', reason: { kind: 'holds-data', word: 'database' } },
      { pattern: 'failover', reason: { kind: 'no-standby' } },
    ],
    'vendor-spof shop failure/pay': [
      { pattern: 'graceful-degradation', reason: { kind: 'needed-hard', by: 1 } },
      { pattern: 'redundancy', reason: { kind: 'no-second' } },
    ],
    'hidden-spof shop domain/eu': [
      { pattern: 'redundancy', reason: { kind: 'all-inside', inside: 2 } },
      { pattern: 'failover', reason: { kind: 'all-inside', inside: 2 } },
    ],
    'bus-factor-1 db': [{ pattern: 'share-knowledge', reason: { kind: 'people', able: 1 } }],
  });
});
