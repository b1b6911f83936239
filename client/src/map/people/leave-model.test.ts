import { sketchedMap } from '@holdfast/shared/analysis/map-sketch-fixture';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './days.ts';
import { coverGaps, gapsBroughtBy, gapWarnings, leaveNowOrNext, leaveRows } from './leave-model.ts';

const december = { from: '2026-12-01', to: '2026-12-31' };

describe('coverGaps', () => {
  it('tells when nobody is there, also where leaves only overlap', () => {
    const map = sketchedMap({
      components: ['payments', 'web', 'nobody'],
      people: ['ana', 'ben', 'cy'],
      knows: [
        ['ana', 'payments', 'lead'],
        ['ben', 'payments', 'lead'],
        ['cy', 'payments', 'operate'],
        ['ana', 'web', 'lead'],
        ['ben', 'web', 'lead'],
        ['cy', 'web', 'lead'],
      ],
      leaves: [
        ['ana', '2026-12-10', '2026-12-18'],
        ['ben', '2026-12-14', '2026-12-20'],
        ['ben', '2026-12-21', '2026-12-24'],
        ['ana', '2026-12-24', '2027-01-06'],
      ],
    });
    expect(coverGaps(map, 'lead', december)).toEqual([
      { component: 'payments', from: '2026-12-14', to: '2026-12-18', people: ['ana', 'ben'] },
      { component: 'payments', from: '2026-12-24', to: '2026-12-24', people: ['ana', 'ben'] },
    ]);
    expect(coverGaps(map, 'operate', december)).toEqual([]);
  });

  it('joins what begins and ends together', () => {
    const map = sketchedMap({
      components: ['a', 'b'],
      people: ['ana'],
      knows: [
        ['ana', 'a', 'lead'],
        ['ana', 'b', 'lead'],
      ],
      leaves: [['ana', '2026-12-14', '2026-12-18']],
    });
    expect(gapWarnings(coverGaps(map, 'lead', december))).toEqual([
      { from: '2026-12-14', to: '2026-12-18', people: ['ana'], components: ['a', 'b'] },
    ]);
    const leave = { person: 'ana', from: '2026-12-21', to: '2026-12-22' };
    expect(gapsBroughtBy(map, 'lead', leave)).toHaveLength(2);
    expect(gapsBroughtBy(map, 'lead', { ...leave, from: '2026-12-15', to: '2026-12-16' })).toEqual(
      [],
    );
    expect(gapsBroughtBy(map, 'lead', { ...leave, to: '2026-12-01' })).toEqual([]);
  });

  it('says of every day what looking at every person says', () => {
    const people = ['a', 'b', 'c'];
    const leaveArb = fc.tuple(fc.constantFrom(...people), fc.nat(20), fc.nat(6));
    const knowsArb = fc.tuple(fc.constantFrom(...people), fc.constantFrom('x', 'y'));
    fc.assert(
      fc.property(
        fc.array(leaveArb, { maxLength: 10 }),
        fc.array(knowsArb, { maxLength: 6 }),
        (planned, known) => {
          const knows = known.map(([person, on]) => [person, on, 'lead'] as const);
          const leaves = planned.map(
            ([person, from, days]) =>
              [person, addDays('2026-12-01', from), addDays('2026-12-01', from + days)] as const,
          );
          const map = sketchedMap({ components: ['x', 'y'], people, knows, leaves });
          const gaps = coverGaps(map, 'lead', december);
          for (let at = 0; at < 31; at += 1) {
            const day = addDays('2026-12-01', at);
            for (const component of ['x', 'y']) {
              const able = new Set(knows.filter(([, on]) => on === component).map(([who]) => who));
              const here = [...able].filter(
                (who) => !leaves.some(([one, from, to]) => one === who && from <= day && day <= to),
              );
              const isGap = gaps.some(
                (gap) => gap.component === component && gap.from <= day && day <= gap.to,
              );
              expect(isGap).toBe(able.size > 0 && here.length === 0);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('leaves in lists', () => {
  const map = sketchedMap({
    people: ['ana', 'ben'],
    leaves: [
      ['ana', '2026-12-20', '2026-12-24'],
      ['ana', '2026-11-20', '2026-11-28'],
      ['ben', '2026-01-01', '2026-01-02'],
    ],
  });

  it('finds the leave of today, or else the next', () => {
    const leaves = [...map.leaves.values()].filter(({ person }) => person === 'ana');
    expect(leaveNowOrNext(leaves, '2026-11-27')).toMatchObject({
      isNow: true,
      leave: { to: '2026-11-28' },
    });
    expect(leaveNowOrNext(leaves, '2026-11-29')).toMatchObject({
      isNow: false,
      leave: { from: '2026-12-20' },
    });
    expect(leaveNowOrNext(leaves, '2026-12-25')).toBeUndefined();
  });

  it('shows everybody, with what falls into the days shown', () => {
    expect(leaveRows(map, december).map(({ name, leaves }) => [name, leaves.length])).toEqual([
      ['ana', 1],
      ['ben', 0],
    ]);
  });
});
