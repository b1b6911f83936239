import type { DeviceFault, RelayReport, SavedState, SyncReport } from '../hub/client-api.ts';
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

/**
 * Puts a saved state into words. Says no more than the state knows: of relays that do not let this
 * device in, only what they had taken before.
 */
export function describeSaved(state: SavedState, barred: SyncReport['barred']): SavedDescription {
  switch (state.kind) {
    case 'opening':
      return { tone: 'busy', label: savedText.opening };
    case 'in-memory':
      return { tone: 'busy', label: savedText.saving };
    case 'device':
      return barred === 'locked' && state.pending === 0
        ? { tone: 'local', label: savedText.nothingHere }
        : { tone: 'local', label: savedText.onDeviceOnly(state.pending) };
    case 'relays':
      if (barred !== undefined)
        return { tone: 'partial', label: savedText.before(state.relays, state.wanted) };
      return state.relays >= state.wanted
        ? { tone: 'good', label: savedText.onRelays(state.relays) }
        : { tone: 'partial', label: savedText.onSomeRelays(state.relays, state.wanted) };
    case 'failed':
      return { tone: 'bad', label: savedText.failed, advice: faultAdvice(state.fault ?? 'failed') };
  }
}

/** How long a page that opens may look for a relay before it is said that none answers. */
export const openingGraceMs = 5000;

/** Why edits do not get to relays as they should, where the saved state itself does not say it. */
export type ReachNote = keyof typeof savedText.reach;

/**
 * What stands in the way to the relays, `openForMs` after the page was opened. Of other versions only
 * while too few relays are connected without them. That none is reachable only while edits are safe
 * on relays: the other states already say that something waits.
 */
export function reachNote(
  state: Pick<SavedState, 'kind' | 'wanted'>,
  relays: readonly Pick<RelayReport, 'state' | 'older'>[],
  openForMs: number,
  barred?: SyncReport['barred'],
): ReachNote | undefined {
  if (barred !== undefined) return 'barred';
  const connected = relays.filter((relay) => relay.state === 'connected').length;
  const older = relays.flatMap((relay) => relay.older ?? []);
  if (older.length > 0 && connected < state.wanted) {
    return older.includes('page') ? 'page-older' : 'relay-older';
  }
  if (state.kind !== 'relays' || openForMs < openingGraceMs || connected > 0) return undefined;
  return 'no-relay';
}

/** Why this device cannot save, and what a person can do about it. */
export function faultAdvice(fault: DeviceFault): string {
  return savedText.faults[fault];
}

/** True while closing the page would lose edits: they are nowhere but in memory. */
export function wouldLoseEdits(state: SavedState): boolean {
  return (state.kind === 'in-memory' || state.kind === 'failed') && state.pending > 0;
}
