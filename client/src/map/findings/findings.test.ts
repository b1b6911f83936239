import { sketchedMap } from '@holdfast/shared/analysis/map-sketch-fixture';
import type { MapValue } from '@holdfast/shared/model/map-value';
import { describe, expect, it } from 'vitest';
import { createAnalysisEngine } from '../analysis/analysis-calls.ts';
import { mapFindingsText } from '../../ui/text/map-findings.ts';
import { mapChange } from '../analysis/map-change.ts';
import { causeOf, chosenFindings, listedFindings, ruleCounts } from './findings-model.ts';

function analysed(map: MapValue) {
  const engine = createAnalysisEngine(() => 0);
  engine.update(mapChange(undefined, map) ?? {});
  const review = engine.review({ withRunbook: ['a'], on: '2026-11-27' });
  return { findings: listedFindings(map, review.findings), objectives: review.objectives };
}

const map = sketchedMap({
  domains: [
    { id: 'eu', name: 'EU', kind: 'region' },
    { id: 'eu-a', name: 'EU a', kind: 'zone', parent: 'eu' },
    { id: 'eu-b', name: 'EU b', kind: 'zone', parent: 'eu' },
  ],
  components: [
    {
      id: 'shop',
      name: 'Shop',
      availability: 0.99999,
      objectiveAvailability: 0.9999,
    },
    { id: 'a', name: 'A', availability: 0.999, domains: ['eu-a'] },
    { id: 'b', name: 'B', availability: 0.999, domains: ['eu-b'] },
    { id: 'secrets', name: 'Secrets', availability: 0.999 },
    { id: 'x', name: 'X' },
    { id: 'mail', name: 'Mail', layer: 'vendor' },
  ],
  needs: [
    ['a', 'secrets'],
    ['b', 'x'],
    ['x', 'secrets'],
    ['shop', 'mail'],
  ],
  groups: [{ id: 'g', component: 'shop', needs: 1, members: ['a', 'b'] }],
  people: ['ana'],
  knows: [['ana', 'shop', 'lead']],
});

const { findings, objectives } = analysed(map);
const of = (rule: string) => findings.filter((one) => one.rule === rule);

describe('findings', () => {
  it('stand with the gravest first, called as their components, with a cause to take away', () => {
    expect(findings[0]?.rule).toBe('hidden-spof');
    const secrets = of('hidden-spof').find(({ cause }) => cause === 'Secrets');
    expect(secrets).toMatchObject({ name: 'Shop', layer: 'software' });
    if (secrets === undefined) throw new Error('nothing found');
    expect(causeOf(secrets)).toMatchObject({ of: 'component', id: 'secrets' });
    expect(of('vendor-spof')).toMatchObject([{ cause: 'Mail' }]);
    expect(of('no-runbook').map(({ component }) => component)).not.toContain('a');
    expect(of('no-runbook').map(({ component }) => component)).toContain('b');
    expect(of('objective-not-met')).toMatchObject([{ name: 'Shop' }]);
  });

  it('are filtered by rule, layer and words, and counted', () => {
    const any = { query: '', rule: '', layer: '' } as const;
    expect(chosenFindings(findings, any)).toHaveLength(findings.length);
    expect(chosenFindings(findings, { ...any, layer: 'vendor' })).toHaveLength(0);
    expect(chosenFindings(findings, { ...any, query: 'secr', rule: 'hidden-spof' })).toHaveLength(
      1,
    );
    const counts = ruleCounts(findings);
    expect(counts[0]?.rule).toBe('hidden-spof');
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(findings.length);
  });
});

describe('objectives', () => {
  it('are held against what is known, with what is in the way', () => {
    // The secrets alone are down ten times as often as the shop may be; the mail has no number.
    expect(objectives).toMatchObject([
      { component: 'shop', verdict: 'not met', level: 'several-regions' },
    ]);
    const [row] = objectives;
    expect(row?.downtime?.kind).not.toBe('exact');
    expect(row?.downtime?.unknown.length).toBeGreaterThan(0);
    expect(row?.topology).toBe('not reached');
    const names = row?.obstacles.map(({ name }) => name) ?? [];
    expect(names).toContain('EU');
    expect(new Set(names).size).toBe(names.length);
    const secrets = row?.obstacles.find(({ name }) => name === 'Secrets');
    expect(secrets).toEqual({
      name: 'Secrets',
      topology: 'unplaced',
      hasSeveral: false,
      isOwn: false,
      unavailability: expect.closeTo(0.001, 9),
    });
  });

  it('do not name a service as its own obstacle', () => {
    const dns = (more: object) =>
      analysed(
        sketchedMap({
          domains: [{ id: 'eu', name: 'EU', kind: 'region' }],
          components: [
            {
              id: 'dns',
              name: 'DNS',
              availability: 0.999,
              objectiveAvailability: 0.99999,
              ...more,
            },
          ],
        }),
      ).objectives[0]?.obstacles.map(({ name, topology, isOwn }) => [name, topology, isOwn]);
    expect(dns({})).toEqual([['DNS', 'unknown', true]]);
    expect(dns({ domains: ['eu'] })).toEqual([
      ['EU', 'alone', false],
      ['DNS', 'alone', true],
    ]);
    expect(dns({ layer: 'vendor' })).toEqual([['DNS', 'alone', true]]);
    const { own } = mapFindingsText.objectives;
    for (const topology of ['alone', 'unplaced', 'unknown', undefined] as const)
      expect(own('DNS', topology, '0.1 %', topology === 'alone')).not.toMatch(
        /takes it down|undefined/,
      );
  });

  it('have no number where time is over, and are not known then', () => {
    let now = 0;
    const engine = createAnalysisEngine(() => (now += 10_000));
    engine.update(mapChange(undefined, map) ?? {});
    const { objectives: late } = engine.review({ withRunbook: [], on: '2026-11-27' });
    expect(late).toMatchObject([{ component: 'shop', downtime: undefined, verdict: 'not known' }]);
  });
});
