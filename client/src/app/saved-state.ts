import type { DeviceFault, RelayReport, SavedState } from '../hub/client-api.ts';
import { savedText } from '../ui/text/saved.ts';

/** How urgent a saved state is: `good` needs nobody, `bad` needs someone now. */
export type SavedTone = 'busy' | 'good' | 'partial' | 'local' | 'bad';

export interface SavedDescription {
  readonly tone: SavedTone;
  /** What the button at the top says. */
  readonly label: string;
  /** For `bad`: why, and what to do, in one or two sentences. */
  readonly advice?: string;
}

/** Puts a saved state into words. Says no more than the state knows. */
export function describeSaved(state: SavedState): SavedDescription {
  switch (state.kind) {
    case 'opening':
      return { tone: 'busy', label: savedText.opening };
    case 'in-memory':
      return { tone: 'busy', label: savedText.saving };
    case 'device':
      return { tone: 'local', label: savedText.onDeviceOnly(state.pending) };
    case 'relays':
      return state.relays >= state.wanted
        ? { tone: 'good', label: savedText.onRelays(state.relays) }
        : { tone: 'partial', label: savedText.onSomeRelays(state.relays, state.wanted) };
    case 'failed':
      return { tone: 'bad', label: savedText.failed, advice: faultAdvice(state.fault ?? 'failed') };
  }
}

/** How long a page that opens may look for a relay before it is said that none answers. */
export const openingGraceMs = 5000;

/**
 * True when edits are safe on relays, yet none can be reached now, `openForMs` after the page was
 * opened. The other states already say that something waits.
 */
export function isOutOfReach(
  state: Pick<SavedState, 'kind'>,
  relays: readonly Pick<RelayReport, 'state'>[],
  openForMs: number,
): boolean {
  return (
    state.kind === 'relays' &&
    openForMs >= openingGraceMs &&
    !relays.some((relay) => relay.state === 'connected')
  );
}

/** Why this device cannot save, and what a person can do about it. */
export function faultAdvice(fault: DeviceFault): string {
  return savedText.faults[fault];
}

/** True while closing the page would lose edits: they are nowhere but in memory. */
export function wouldLoseEdits(state: SavedState): boolean {
  return (state.kind === 'in-memory' || state.kind === 'failed') && state.pending > 0;
}
