import type { SavedState } from './client-api.ts';
import type { MutableObservable } from './observable.ts';
import { isStronger, sameSavedState } from './saved-state.ts';

/** Long enough that one keystroke does not make the words flicker, short enough to be believed. */
const settleMs = 300;

/**
 * Shows a weaker state at once, and a stronger one only when it has lasted for a moment. The same
 * state with another count waits too: a number that runs with the typing says nothing more.
 */
export function createSteadySaved(
  shown: MutableObservable<SavedState>,
): (next: SavedState) => void {
  let latest = shown.get();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (next) => {
    if (sameSavedState(next, latest)) return;
    latest = next;
    const waits = isStronger(next, shown.get()) || isOtherCount(next, shown.get());
    if (!waits) {
      clearTimeout(timer);
      timer = undefined;
      if (!sameSavedState(next, shown.get())) shown.set(next);
      return;
    }
    timer ??= setTimeout(() => {
      timer = undefined;
      if (!sameSavedState(latest, shown.get())) shown.set(latest);
    }, settleMs);
  };
}

function isOtherCount(next: SavedState, current: SavedState): boolean {
  const { pending } = current;
  return (
    pending > 0 &&
    next.pending > 0 &&
    next.pending !== pending &&
    sameSavedState({ ...next, pending }, current)
  );
}
