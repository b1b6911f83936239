import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SavedState } from './client-api.ts';
import { createObservable } from './observable.ts';
import { isStronger, sameSavedState } from './saved-state.ts';
import { createSteadySaved } from './steady-saved.ts';

const inMemory: SavedState = { kind: 'in-memory', pending: 1, relays: 0, wanted: 2 };
const onDevice: SavedState = { kind: 'device', pending: 1, relays: 0, wanted: 2 };
const onTwo: SavedState = { kind: 'relays', pending: 0, relays: 2, wanted: 2 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Whether something waits is part of what is said; how much may run behind for a moment. */
function promiseOf(state: SavedState): SavedState {
  return { ...state, pending: Math.min(state.pending, 1) };
}

describe('the words at the top', () => {
  it('go back at once, and forward a moment later', () => {
    const shown = createObservable(onTwo);
    const tell = createSteadySaved(shown);
    tell(inMemory);
    expect(shown.get()).toBe(inMemory);
    tell(onTwo);
    expect(shown.get()).toBe(inMemory);
    vi.runAllTimers();
    expect(shown.get()).toBe(onTwo);
  });

  it('never say what was true in between and is so no more', () => {
    const shown = createObservable(onDevice);
    const tell = createSteadySaved(shown);
    tell(onTwo);
    tell(inMemory);
    vi.runAllTimers();
    expect(shown.get()).toBe(inMemory);
  });

  it('are never stronger than the latest state, whatever comes when, and are that in the end', () => {
    const state = fc.record({
      kind: fc.constantFrom('opening', 'in-memory', 'device', 'relays', 'failed'),
      pending: fc.nat(3),
      relays: fc.nat(2),
      wanted: fc.constant(2),
    });
    const step = fc.tuple(state, fc.nat(500));
    fc.assert(
      fc.property(state, fc.array(step), (first, steps) => {
        const shown = createObservable<SavedState>(first);
        const tell = createSteadySaved(shown);
        for (const [next, waitMs] of steps) {
          tell(next);
          expect(isStronger(promiseOf(shown.get()), promiseOf(next))).toBe(false);
          vi.advanceTimersByTime(waitMs);
          expect(isStronger(promiseOf(shown.get()), promiseOf(next))).toBe(false);
        }
        vi.runAllTimers();
        expect(sameSavedState(shown.get(), steps.at(-1)?.[0] ?? first)).toBe(true);
      }),
    );
  });
});
