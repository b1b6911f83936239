import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { readEntries } from './entries.ts';
import { approve, endRun, reopenRun, setRunValue, tick } from './run-commands.ts';
import { readRunEntries, stepStates, verdicts } from './run-entries.ts';
import { copyOf, docWithRun, merge, person, stateOf } from './run-fixture.ts';
import { foldRun, isEnded, type RunState } from './run-fold.ts';

const text = '1. One\n2. Two (needs a second person)\n3. Three\n';
const people = ['Ana', 'Ben', 'Cleo'];

const actions = fc.oneof(
  fc.record({
    kind: fc.constant('tick' as const),
    step: fc.nat(2),
    state: fc.constantFrom(...stepStates),
  }),
  fc.record({ kind: fc.constant('approve' as const), step: fc.constant(1) }),
  fc.record({ kind: fc.constant('end' as const), verdict: fc.constantFrom(...verdicts) }),
  fc.record({ kind: fc.constant('reopen' as const) }),
  fc.record({ kind: fc.constant('value' as const), value: fc.constantFrom('a', 'b') }),
  fc.record({ kind: fc.constant('merge' as const) }),
);
const histories = fc.array(fc.record({ on: fc.nat(2), atMs: fc.nat(5), action: actions }), {
  maxLength: 25,
});
type History = typeof histories extends fc.Arbitrary<infer T> ? T : never;

/** Three people, each on a device of their own, who hear of each other only by merges. */
function play(history: History): readonly Y.Doc[] {
  const { doc, run } = docWithRun(text);
  const docs = [doc, copyOf(doc), copyOf(doc)];
  for (const { on, atMs, action } of history) {
    const at = docs[on] ?? doc;
    const who = person(people[on] ?? '', 1_000 + atMs);
    if (action.kind === 'merge') merge(at, docs[(on + 1) % 3] ?? doc);
    else if (action.kind === 'tick') tick(at, run, action.step, action.state, who, { note: 'n' });
    else if (action.kind === 'approve') approve(at, run, action.step, who);
    else if (action.kind === 'end') endRun(at, run, action.verdict, who);
    else if (action.kind === 'reopen') reopenRun(at, run, who);
    else setRunValue(at, run, 'host', action.value, who);
  }
  return docs;
}

function everyEntry(doc: Y.Doc): number {
  return readEntries(doc.getArray('entries'), {
    safeParse: (data: unknown) => ({ success: true as const, data: { data } }),
  }).length;
}

describe('the fold of a run', () => {
  it('is the same wherever the same entries are, in whatever order they came', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const docs = play(history);
        const before = docs.map((doc) => readRunEntries(doc).map(({ id }) => id));
        merge(...docs);
        merge(...docs);
        const [first, ...others] = docs.map(stateOf);
        for (const other of others) expect(other).toEqual(first);
        // Nothing that anybody did is lost.
        const after = new Set(docs.flatMap((doc) => readRunEntries(doc).map(({ id }) => id)));
        expect(after).toEqual(new Set(before.flat()));
        for (const doc of docs) expect(everyEntry(doc)).toBe(after.size);
      }),
    );
  });

  it('does not depend on the order in which it is given ids, only on clocks', () => {
    fc.assert(
      fc.property(histories, fc.infiniteStream(fc.nat()), (history, shuffle) => {
        const [doc] = play(history);
        if (doc === undefined) return;
        const { run } = stateOf(doc);
        const entries = readRunEntries(doc);
        const shuffled = entries
          .map((entry) => ({ entry, key: shuffle.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ entry }) => entry)
          .sort(
            (a, b) =>
              a.posted.ms - b.posted.ms || a.posted.n - b.posted.n || (a.id < b.id ? -1 : 1),
          );
        expect(foldRun(run, shuffled)).toEqual(foldRun(run, entries));
      }),
    );
  });

  it('reports a conflict only between ends, and one tick settles it', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const docs = play(history);
        merge(...docs);
        merge(...docs);
        const [doc] = docs;
        if (doc === undefined) return;
        if (stateOf(doc).outcome !== 'open')
          reopenRun(doc, stateOf(doc).run.id, person('Ana', 9_000));
        for (const [place, step] of stateOf(doc).steps.entries()) {
          const states = new Set(step.conflict.map(({ state }) => state));
          expect(states.size === 0 || states.size > 1).toBe(true);
          expect([...states].every(isEnded)).toBe(true);
          if (states.size > 0) expect(states.has(step.state)).toBe(true);
          expect(
            step.approvals.every(({ by }) => by !== step.asked?.by || step.asked === undefined),
          ).toBe(true);
          const settled = tick(doc, stateOf(doc).run.id, place, 'failed', person('Ana', 9_000), {
            note: 'settled',
          });
          expect(settled.ok).toBe(true);
          expect(stateOf(doc).steps[place]).toMatchObject({
            state: 'failed',
            conflict: [],
            also: [],
          });
        }
      }),
    );
  });

  it('counts every step of the run once', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const docs = play(history);
        merge(...docs);
        for (const doc of docs) {
          const { counts }: RunState = stateOf(doc);
          expect(counts.done + counts.skipped + counts.failed + counts.open).toBe(counts.steps);
        }
      }),
    );
  });
});
