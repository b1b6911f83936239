import { describe, expect, it } from 'vitest';
import { type CellQuestion, cellOf, type Evidence, freshnessOf } from './cell.ts';

const dayMs = 86_400_000;
const nowMs = 1_000 * dayMs;
const today = '2026-11-28';

function drill(daysAgo: number, part: Partial<Evidence> = {}): Evidence {
  return {
    document: `drill:${daysAgo}`,
    title: 'Failover',
    source: 'drill',
    isTalk: false,
    outcome: 'passed',
    atMs: nowMs - daysAgo * dayMs,
    ...part,
  };
}

function cell(evidence: readonly Evidence[], part: Partial<CellQuestion> = {}) {
  const objective = { rtoSeconds: 900 };
  const asked = { evidence, isRequired: true, objective, intervalDays: 30, nowMs, today };
  return cellOf({ ...asked, ...part });
}

describe('a cell', () => {
  it.each([
    ['met, today', drill(0, { recoverySeconds: 600 }), 1, 'proven', 'met'],
    ['met, exactly, on the last day', drill(30, { recoverySeconds: 900 }), 1, 'proven', 'met'],
    ['met, half an interval late', drill(45, { recoverySeconds: 600 }), 0.75, 'fading', 'met'],
    ['met, twice the interval', drill(60, { recoverySeconds: 600 }), 0.5, 'fading', 'met'],
    ['met, long ago', drill(61, { recoverySeconds: 600 }), 0.25, 'fading', 'met'],
    ['missed by half', drill(1, { recoverySeconds: 1_800 }), 0.25, 'proven', 'missed'],
    ['missed, late', drill(45, { recoverySeconds: 1_800 }), 0.1875, 'fading', 'missed'],
    ['not measured', drill(1), 0.5, 'proven', 'not-measured'],
    ['failed', drill(1, { outcome: 'failed' }), 0.5, 'failed', 'not-measured'],
    ['failed long ago', drill(90, { outcome: 'failed' }), 0.125, 'failed', 'not-measured'],
  ])('%s', (_, evidence, score, state, attainment) => {
    expect(cell([evidence])).toMatchObject({ score, state, attainment });
  });

  it('without evidence or objective', () => {
    expect(cell([])).toMatchObject({ score: 0, state: 'never', attainment: undefined });
    expect(cell([]).provenRtoSeconds).toBeUndefined();
    expect(cell([drill(1)], { objective: {} })).toMatchObject({
      score: 1,
      attainment: 'no-objective',
    });
  });

  it('takes the worse of two objectives, and the drill’s own where the component has none', () => {
    const both = { rtoSeconds: 900, rpoSeconds: 60 };
    const one = drill(1, { recoverySeconds: 600, dataLossSeconds: 240 });
    expect(cell([one], { objective: both }).score).toBe(0.125);
    expect(
      cell([drill(1, { recoverySeconds: 600, rtoSeconds: 300 })], { objective: {} }),
    ).toMatchObject({ score: 0.25, attainment: 'missed' });
    expect(cell([drill(1, { recoverySeconds: 600 })], { objective: both })).toMatchObject({
      score: 0.5,
      attainment: 'not-measured',
    });
  });

  it('counts a failure until something passes', () => {
    const failed = drill(5, { outcome: 'failed' });
    const old = drill(10, { recoverySeconds: 100 });
    expect(cell([old, failed])).toMatchObject({ state: 'failed', score: 0.5 });
    expect(cell([failed, drill(2, { recoverySeconds: 100 })])).toMatchObject({
      state: 'proven',
      score: 1,
    });
    // A pass that took ten times as long is not worth less than the failure that it answers.
    expect(cell([failed, drill(2, { recoverySeconds: 9_000 })])).toMatchObject({
      state: 'proven',
      score: 0.5,
      attainment: 'missed',
    });
  });

  it('proves the worst that was measured within the window', () => {
    const all = [
      drill(1, { recoverySeconds: 100 }),
      drill(20, { recoverySeconds: 700 }),
      drill(400, { recoverySeconds: 5_000 }),
      drill(3),
    ];
    expect(cell(all).provenRtoSeconds).toBe(700);
    expect(cell(all).provenRpoSeconds).toBeUndefined();
    expect(cell(all, { windowDays: 500 }).provenRtoSeconds).toBe(5_000);
  });

  it('is left out until a day, and required again after it', () => {
    const exclusion = {
      component: 'a',
      scenario: 's',
      until: today,
      reason: 'No data',
      by: 'Ana',
      atMs: 0,
    };
    expect(cell([], { exclusion })).toMatchObject({ state: 'not-applicable', isRequired: false });
    expect(cell([], { exclusion, today: '2026-11-29' })).toMatchObject({
      state: 'never',
      isRequired: true,
    });
  });

  it('does not count what is dated far ahead of the clock', () => {
    expect(cell([drill(-2)]).state).toBe('never');
    expect(cell([drill(-1)]).state).toBe('proven');
  });

  it('fades without a gap in the numbers', () => {
    expect([0, 30, 36, 60, 60.1].map((days) => freshnessOf(days * dayMs, 30))).toEqual([
      1, 1, 0.9, 0.5, 0.25,
    ]);
  });
});
