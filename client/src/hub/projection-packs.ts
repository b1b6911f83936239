import type { Projection } from '@holdfast/shared/model/projection';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { HostRows } from '@holdfast/shared/replica/replica-api';
import type { ProjectionEntry } from './port-messages.ts';
import {
  encodePack,
  packKey,
  packPrefix,
  projectionKey,
  projectionPrefix,
  readPackRow,
  readProjectionRow,
} from './projection-rows.ts';

/** A browser takes as long for a row as for some fifty projections in it; more in one would stall the worker. */
const entriesPerPack = 250;
/** Packing rewrites all, so it waits until what lies loose is worth it. */
const fewestLoose = 100;
const looseShare = 1 / 4;

/** The projections as an earlier hub kept them: most in packs, those that changed since in rows of their own. */
export interface KeptProjections {
  readonly projections: Map<DocumentName, Projection>;
  /** Documents with a row of their own. */
  readonly loose: Set<DocumentName>;
  readonly packs: number;
}

/** Reads the kept projections, without texts: lists can be shown before anything else happens. */
export async function readProjections(rows: Pick<HostRows, 'range'>): Promise<KeptProjections> {
  const [packed, single] = await Promise.all([
    rows.range(packPrefix),
    rows.range(projectionPrefix),
  ]);
  const projections = new Map<DocumentName, Projection>();
  const loose = new Set<DocumentName>();
  for (const row of packed) {
    for (const { doc, projection } of readPackRow(row)) projections.set(doc, projection);
  }
  // Newer than what is packed.
  for (const row of single) {
    const entry = readProjectionRow(row);
    if (entry === undefined) continue;
    projections.set(entry.doc, entry.projection);
    loose.add(entry.doc);
  }
  return { projections, loose, packs: packed.length };
}

export interface Packer {
  /** Notes that a document's projection has been written in a row of its own. */
  wrote(doc: DocumentName): void;
  /** Packs what lies loose, if that is enough. `pause` is awaited between packs. Rejects as the store does. */
  pack(pause: () => Promise<void>): Promise<void>;
}

/** Packs `kept.projections` as they are by then, without texts. */
export function createPacker(rows: Pick<HostRows, 'write'>, kept: KeptProjections): Packer {
  const { projections, loose } = kept;
  let { packs } = kept;
  return {
    wrote: (doc) => void loose.add(doc),
    async pack(pause) {
      if (loose.size < Math.max(fewestLoose, projections.size * looseShare)) return;
      const going = [...loose];
      // What is written from here on is newer than its pack, and keeps its row.
      loose.clear();
      const writes: { key: string; value?: Uint8Array }[] = [];
      const docs = [...projections.keys()];
      for (let at = 0; at < docs.length; at += entriesPerPack) {
        const entries = docs.slice(at, at + entriesPerPack).flatMap((doc): ProjectionEntry[] => {
          const projection = projections.get(doc);
          return projection === undefined ? [] : [{ doc, projection }];
        });
        writes.push({ key: packKey(at / entriesPerPack), value: encodePack(entries) });
        await pause();
      }
      const count = writes.length;
      for (let pack = count; pack < packs; pack += 1) writes.push({ key: packKey(pack) });
      for (const doc of going) if (!loose.has(doc)) writes.push({ key: projectionKey(doc) });
      try {
        await rows.write(writes);
        packs = count;
      } catch (error) {
        for (const doc of going) loose.add(doc);
        throw error;
      }
    },
  };
}
