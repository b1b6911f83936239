import * as Y from 'yjs';
import { admit, type AdmittedUpdate, stateLimits } from './admission.ts';

export interface UsableUpdates {
  /** The next expected clock of each client. */
  readonly clocks: Map<number, number>;
  /** Updates all of whose grounds are held, in order. */
  readonly usable: readonly Uint8Array[];
  /** For each of the others, why not. */
  readonly unusable: readonly string[];
}

/**
 * Tells the logged updates of a document that can be used from those that build on a record which
 * was lost: these stay in the log, and count as not held until the difference has come from elsewhere.
 */
export function usableUpdates(
  snapshotStateVector: Uint8Array | undefined,
  tail: readonly Uint8Array[],
): UsableUpdates {
  const clocks =
    snapshotStateVector === undefined
      ? new Map<number, number>()
      : Y.decodeStateVector(snapshotStateVector);
  const usable: Uint8Array[] = [];
  const unusable: string[] = [];
  for (const update of tail) {
    const admission = admit(update, clocks, stateLimits);
    if (admission.kind === 'admitted') {
      advance(clocks, admission);
      usable.push(update);
    } else unusable.push(admission.kind);
  }
  return { clocks, usable, unusable };
}

/** Counts what an update has brought. */
export function advance(clocks: Map<number, number>, { endClocks }: AdmittedUpdate): void {
  for (const [client, endClock] of endClocks) {
    if (endClock > (clocks.get(client) ?? 0)) clocks.set(client, endClock);
  }
}

/** The clients of which an update brings more than is held. */
export function clientsWithMore(
  { endClocks }: AdmittedUpdate,
  clocks: ReadonlyMap<number, number>,
): readonly number[] {
  return endClocks.flatMap(([client, end]) => (end > (clocks.get(client) ?? 0) ? [client] : []));
}
