import type { SavedState } from './client-api.ts';
import type { MutableObservable } from './observable.ts';
import { isStronger, sameSavedState } from './saved-state.ts';

/** Long enough that one keystroke does not make the words flicker, short enough to be believed. */
const settleMs = 300;

/** Shows a weaker state at once and a stronger one only when it has lasted for a moment. */
export function createSteadySaved(
  shown: MutableObservable<SavedState>,
): (next: SavedState) => void {
  let latest = shown.get();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (next) => {
    if (sameSavedState(next, latest)) return;
    latest = next;
    if (!isStronger(next, shown.get())) {
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
