import { describe, expect, it } from 'vitest';
import { findCutSets } from './cut-sets.ts';
import { findProbability } from './diagram.ts';
import { graphOf } from './fault-graph.ts';
import { soundGraph } from './fault-model-fixture.ts';
import { type FaultModel, faultProblems, faultProblemText, type Gate } from './fault-model.ts';

function model(gate: Gate, unavailability: number, count: number): FaultModel {
  const events = Array.from({ length: count }, (_, at) => ({ id: `e${at}`, unavailability }));
  return { events, gates: [gate] };
}

function names(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => `e${at}`);
}

describe('faultProblems', () => {
  it.each([
    [{ id: 'g', kind: 'at-least', failed: 3, inputs: ['e0', 'e1', 'e1'] }, 'impossible-count'],
    [{ id: 'g', kind: 'at-least', failed: 0, inputs: ['e0', 'e1'] }, 'impossible-count'],
    [{ id: 'g', kind: 'at-least', failed: 1.5, inputs: ['e0', 'e1'] }, 'impossible-count'],
    [{ id: 'g', kind: 'at-least', failed: Number.NaN, inputs: ['e0'] }, 'impossible-count'],
    [{ id: 'g', kind: 'and', inputs: [] }, 'no-inputs'],
    [{ id: 'g', kind: 'or', inputs: ['gone'] }, 'unknown-input'],
    [{ id: 'e0', kind: 'or', inputs: ['e1'] }, 'defined-twice'],
  ] as const)('refuses %j', (gate, kind) => {
    const problems = faultProblems(model(gate, 0.1, 2));
    expect(problems.map((problem) => problem.kind)).toEqual([kind]);
    expect(problems.map(faultProblemText).join('')).toMatch(/\.$/);
    expect(graphOf(model(gate, 0.1, 2)).ok).toBe(false);
  });

  it.each([-0.1, 1.1, Number.NaN])('refuses an unavailability of %d', (q) => {
    const problems = faultProblems(model({ id: 'g', kind: 'or', inputs: ['e0'] }, q, 1));
    expect(problems).toEqual([{ kind: 'bad-unavailability', event: 'e0', value: q }]);
  });

  it('counts an input that is named twice once', () => {
    const gate: Gate = { id: 'g', kind: 'at-least', failed: 2, inputs: ['e0', 'e1', 'e1'] };
    expect(findCutSets(soundGraph(model(gate, 0.1, 2)), 'g', { order: 3 }).counts).toEqual([
      0n,
      1n,
      0n,
    ]);
  });
});

describe('availability', () => {
  it.each([
    // Needs k of n: down from n - k + 1 failed ones on.
    ['2 of 3', { id: 'g', kind: 'at-least', failed: 2, inputs: names(3) }, 0.99, 0.999702],
    ['3 of 5', { id: 'g', kind: 'at-least', failed: 3, inputs: names(5) }, 0.9, 0.99144],
    ['three in a row', { id: 'g', kind: 'or', inputs: names(3) }, 0.9999, 0.999700029999],
    ['one of two', { id: 'g', kind: 'and', inputs: names(2) }, 0.999, 0.999999],
  ] as const)('of %s is as everybody says', (_, gate, each, all) => {
    const graph = soundGraph(model(gate, 1 - each, 5));
    expect(1 - (findProbability(graph, 'g')?.value ?? 0)).toBeCloseTo(all, 12);
  });

  it('is not multiplied where both alternatives share something', () => {
    const graph = soundGraph({
      events: [
        { id: 'a', unavailability: 1e-3 },
        { id: 'b', unavailability: 1e-3 },
        { id: 'dns', unavailability: 1e-4 },
      ],
      gates: [
        { id: 'one', kind: 'or', inputs: ['a', 'dns'] },
        { id: 'other', kind: 'or', inputs: ['b', 'dns'] },
        { id: 'both', kind: 'and', inputs: ['one', 'other'] },
      ],
    });
    const found = findProbability(graph, 'both');
    expect(found?.kind).toBe('exact');
    expect(found?.value).toBeCloseTo(1e-4 + (1 - 1e-4) * 1e-6, 15);
    expect(found?.importance?.[0]).toMatchObject({ event: 'dns' });
  });

  it('stays known to the last digits where hardly anything fails', () => {
    const gate: Gate = { id: 'g', kind: 'or', inputs: names(3) };
    const found = findProbability(soundGraph(model(gate, 1e-18, 3)), 'g');
    expect(found?.value).toBeCloseTo(3e-18, 28);
  });

  it('goes through diagrams that are deeper than any stack of calls', () => {
    const count = 8_000;
    const half = names(count / 2);
    const rest = names(count).slice(count / 2);
    const graph = soundGraph({
      events: names(count).map((id) => ({ id, unavailability: 1e-6 })),
      gates: [
        { id: 'most', kind: 'or', inputs: [...half, 'last'] },
        { id: 'last', kind: 'and', inputs: ['e0', ...rest.slice(0, 2)] },
        { id: 'all', kind: 'or', inputs: ['most', ...rest] },
      ],
    });
    expect(findCutSets(graph, 'all', { order: 2 }).counts).toEqual([BigInt(count), 0n]);
    expect(findProbability(graph, 'all')?.kind).toBe('exact');
    // A second or two of work, which a busy machine may spread out.
  }, 120_000);
});
