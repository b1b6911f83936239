import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CellQuestion, cellOf, type Evidence } from './cell.ts';

const dayMs = 86_400_000;
const nowMs = 1_000 * dayMs;

const seconds = fc.option(fc.nat(100_000), { nil: undefined });
const evidence: fc.Arbitrary<Evidence> = fc
  .record({
    document: fc.stringMatching(/^drill:[a-z]{1,4}$/),
    outcome: fc.constantFrom('passed' as const, 'failed' as const),
    atMs: fc.nat(1_000).map((days) => days * dayMs),
    recoverySeconds: seconds,
    dataLossSeconds: seconds,
    rtoSeconds: seconds,
    rpoSeconds: seconds,
  })
  .map((one) => ({ ...one, title: 'Drill', source: 'drill', isTalk: false }));
const question: fc.Arbitrary<CellQuestion> = fc.record({
  evidence: fc.array(evidence, { maxLength: 8 }),
  isRequired: fc.boolean(),
  objective: fc.record({ rtoSeconds: seconds, rpoSeconds: seconds }),
  intervalDays: fc.integer({ min: 0, max: 400 }),
  nowMs: fc.constant(nowMs),
  today: fc.constant('1972-09-27'),
});

describe('the score of a cell', () => {
  it('is a number from 0 to 1, whatever the evidence and its order', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const cell = cellOf(asked);
        expect(cell.score).toBeGreaterThanOrEqual(0);
        expect(cell.score).toBeLessThanOrEqual(1);
        expect(cellOf({ ...asked, evidence: asked.evidence.toReversed() }).score).toBe(cell.score);
        expect(cell.evidence.filter((one) => one.isCounted).length).toBe(
          asked.evidence.length === 0 ? 0 : 1,
        );
      }),
    );
  });

  it('is never lowered by a later pass', () => {
    fc.assert(
      fc.property(question, evidence, (asked, one) => {
        const latest = Math.max(0, ...asked.evidence.map(({ atMs }) => atMs));
        const pass: Evidence = {
          ...one,
          outcome: 'passed',
          atMs: latest + 1 + (one.atMs % (nowMs - latest + 1)),
        };
        const before = cellOf(asked);
        const after = cellOf({ ...asked, evidence: [...asked.evidence, pass] });
        expect(after.score).toBeGreaterThanOrEqual(before.score);
      }),
    );
  });

  it('is never raised by passing time', () => {
    fc.assert(
      fc.property(question, fc.nat(800), (asked, days) => {
        const later = cellOf({ ...asked, nowMs: nowMs + days * dayMs });
        expect(later.score).toBeLessThanOrEqual(cellOf(asked).score);
      }),
    );
  });
});
