import { sketchedMap } from '@holdfast/shared/analysis/map-sketch-fixture';
import { expect, test } from 'vitest';
import { createAnalysisEngine } from './analysis-calls.ts';
import { mapChange } from './map-change.ts';

const map = sketchedMap({
  components: ['shop', 'cart', 'db', 'cache', 'mail', 'dns', 'report'],
  needs: [
    ['shop', 'cart'],
    ['db', 'dns'],
    ['report', 'mail', 'soft'],
    ['shop', 'mail', 'soft'],
  ],
  groups: [{ id: 'g', component: 'cart', needs: 1, members: ['db', 'cache'] }],
});

function engine() {
  const made = createAnalysisEngine(() => 0);
  made.update(mapChange(undefined, map) ?? {});
  return made;
}

test('what several take down together is down; what needs them and is up is counted beside it', () => {
  expect(engine().blast(['db'])).toEqual({ down: [], others: 2 });
  const both = engine().blast(['db', 'cache']);
  expect([...both.down].toSorted()).toEqual(['cart', 'shop']);
  expect(both.others).toBe(0);
  expect(engine().blast(['mail'])).toEqual({ down: [], others: 2 });
});

test('findings of one component are its own, and those that it causes elsewhere', () => {
  const question = { withRunbook: ['dns'], on: '2026-11-28' };
  const { own, caused, causedInAll } = engine().findingsOf('cart', question);
  expect(own.map(({ rule }) => rule)).toEqual(['no-owner', 'no-runbook']);
  expect(caused.map(({ component, rule }) => [component, rule])).toEqual([['shop', 'spof']]);
  expect(causedInAll).toBe(1);
});

test('drills are suggested for what takes others down alone, and for pairs that take down what somebody cares for', () => {
  const made = createAnalysisEngine(() => 0);
  const cared = new Map(map.components);
  const shop = cared.get('shop');
  if (shop === undefined) throw new Error('no shop');
  cared.set('shop', { ...shop, objective: { availability: 0.999 } });
  made.update(mapChange(undefined, { ...map, components: cared }) ?? {});
  const found = made.drills({ plans: [], drills: [], nowMs: 1 });
  const whys = (why: string) =>
    found.flatMap(({ subjects, reasons }) =>
      reasons.some((reason) => reason.why === why)
        ? [
            subjects
              .map(({ id }) => id)
              .toSorted()
              .join(' '),
          ]
        : [],
    );
  expect(whys('single-failure')).toContain('cart');
  expect(whys('two-failures')).toContain('cache db');
  expect(whys('two-failures')).not.toContain('cart dns');
});

test('where there is no time for pairs, single failures are suggested all the same', () => {
  let nowMs = 0;
  const made = createAnalysisEngine(() => (nowMs += 10_000));
  made.update(mapChange(undefined, map) ?? {});
  const found = made.drills({ plans: [], drills: [], nowMs: 1 });
  expect(found.length).toBeGreaterThan(0);
});
