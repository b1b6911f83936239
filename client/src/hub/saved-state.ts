import type { DeviceFault, SavedState } from './client-api.ts';

/** Where the tab stands with its hub. `restarting`: it was lost a moment ago and is being started anew. */
export type HubPhase = 'starting' | 'ready' | 'restarting' | 'lost';

export interface SavedFacts {
  readonly hub: HubPhase;
  /** Edits of this tab that the hub has not reported on this device's disk. */
  readonly tabPending: number;
  /** Why the device cannot save, as the hub last said. */
  readonly hubFault?: DeviceFault;
  /** What the hub last said of this device's edits; absent until it has. */
  readonly outbox?: { readonly pending: number; readonly relays: number; readonly wanted: number };
}

/**
 * What may be said of the safety of this device's edits. Known facts only, the worst first: a fault
 * outweighs an edit still in memory, which outweighs anything that the relays have said.
 */
export function savedState(facts: SavedFacts): SavedState {
  const relays = facts.outbox?.relays ?? 0;
  const wanted = facts.outbox?.wanted ?? 2;
  const fault =
    facts.hub === 'lost' ? 'hub-lost' : facts.hub === 'ready' ? facts.hubFault : undefined;
  if (fault !== undefined)
    return { kind: 'failed', pending: facts.tabPending, relays: 0, wanted, fault };
  if (facts.tabPending > 0)
    return { kind: 'in-memory', pending: facts.tabPending, relays: 0, wanted };
  if (facts.hub !== 'ready' || facts.outbox === undefined)
    return { kind: 'opening', pending: 0, relays: 0, wanted };
  const { pending } = facts.outbox;
  return { kind: relays === 0 ? 'device' : 'relays', pending, relays, wanted };
}

const rank = { failed: 0, opening: 1, 'in-memory': 1, device: 2, relays: 3 } as const;

/** Whether `next` promises more than `current`: that may be shown a moment later, the opposite never. */
export function isStronger(next: SavedState, current: SavedState): boolean {
  if (rank[next.kind] !== rank[current.kind]) return rank[next.kind] > rank[current.kind];
  return (
    next.relays > current.relays ||
    (next.relays === current.relays && next.pending < current.pending)
  );
}

export function sameSavedState(a: SavedState, b: SavedState): boolean {
  return (
    a.kind === b.kind &&
    a.pending === b.pending &&
    a.relays === b.relays &&
    a.wanted === b.wanted &&
    a.fault === b.fault
  );
}
