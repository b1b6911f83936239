import { type DrillDigest, digestOf } from '@holdfast/shared/model/drill-digest';
import { entryHash } from '@holdfast/shared/model/entry-chain';
import { drillLogDocument, readSeals, type Seal } from '@holdfast/shared/model/drill-log';
import { type ChainReport, verifyChain } from '@holdfast/shared/model/verify-chain';
import { type DrillProof, proveDrill } from '@holdfast/shared/model/verify-seals';
import * as Y from 'yjs';
import type { DocumentUpdate } from '../../hub/client-api.ts';

/** What could be recomputed of the whole log. */
export interface LogProof {
  /** Those that are not intact first. */
  readonly drills: readonly DrillProof[];
  /** Of the log itself; undefined where there is none. */
  readonly log: ChainReport | undefined;
  /** Of the log: how many seals, and the digest over their hashes as a seal has it over entries. */
  readonly seals: Pick<DrillDigest, 'count' | 'digest'> | undefined;
}

/** Documents read at once, so that a large workspace is never in memory as a whole. */
const atOnce = 20;
/** How long it works before input gets its turn. */
const sliceMs = 40;
const order = { damaged: 0, gone: 1, unsealed: 2, unchained: 3, intact: 4 } as const;

/**
 * Recomputes chains and seals of every drill from what this device has. Rejects with the signal's
 * reason once that is aborted, and where documents cannot be read.
 *
 * @param names document names of the drills that are here; those that only have a seal are found by it
 * @param pause lets whatever waits have its turn
 */
export async function proveDrills(
  names: readonly string[],
  deps: {
    readonly readDocuments: (names: readonly string[]) => Promise<readonly DocumentUpdate[]>;
    readonly pause: () => Promise<unknown>;
    /** Any clock, ms. */
    readonly now: () => number;
    readonly onProgress: (done: number, all: number) => void;
    readonly signal: AbortSignal;
  },
): Promise<LogProof> {
  const { readDocuments, pause, now, onProgress, signal } = deps;
  const [logUpdate] = await readDocuments([drillLogDocument]);
  const log = logUpdate === undefined ? undefined : docOf(logUpdate);
  const seals = new Map<string, Seal[]>();
  for (const seal of log === undefined ? [] : readSeals(log)) {
    seals.set(seal.drill, [...(seals.get(seal.drill) ?? []), seal]);
  }
  const all = [...new Set([...names, ...seals.keys()])];
  const drills: DrillProof[] = [];
  let sinceMs = now();
  for (let at = 0; at < all.length; at += atOnce) {
    const part = all.slice(at, at + atOnce);
    const updates = new Map((await readDocuments(part)).map((one) => [one.doc, one]));
    for (const name of part) {
      signal.throwIfAborted();
      const update = updates.get(name);
      const doc = update === undefined ? undefined : docOf(update);
      drills.push(proveDrill(name, doc, seals.get(name) ?? []));
      doc?.destroy();
      if (now() - sinceMs < sliceMs) continue;
      onProgress(drills.length, all.length);
      await pause();
      sinceMs = now();
    }
    onProgress(drills.length, all.length);
  }
  const sorted = drills.toSorted((a, b) => order[a.state] - order[b.state]);
  if (log === undefined) return { drills: sorted, log: undefined, seals: undefined };
  const entries = log.getArray('entries');
  // Hashes are remembered: what is left to do at once is little.
  for (const seal of entries) {
    entryHash(seal);
    if (now() - sinceMs < sliceMs) continue;
    await pause();
    sinceMs = now();
  }
  signal.throwIfAborted();
  const { count, digest } = digestOf(entries.toArray().map(entryHash));
  return { drills: sorted, log: verifyChain(entries), seals: { count, digest } };
}

function docOf({ update }: DocumentUpdate): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return doc;
}
