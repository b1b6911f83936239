import type * as Y from 'yjs';
import { z } from 'zod/mini';
import { type EntryStamp, readEntries } from './entries.ts';
import { type DrillSeal, drillSealSchema } from './drill-seal.ts';
import type { DrillLogProjection } from './projection.ts';

/** Name of the one document that keeps the log of drills: `entries`, an array of seals. */
export const drillLogDocument = 'drill-log';

const sealEntrySchema = z.extend(drillSealSchema, { kind: z.literal('seal') });

/** A seal as it stands in the log. */
export type Seal = z.infer<typeof sealEntrySchema> & EntryStamp;

/** Every seal, in clock order. Never throws on what others wrote. */
function readSeals(doc: Y.Doc): readonly Seal[] {
  return readEntries(doc.getArray('entries'), sealEntrySchema);
}

/** Of each drill the latest seal, in the order in which the drills started. */
function latestSeals(seals: readonly Seal[]): readonly Seal[] {
  const latest = new Map(seals.map((seal) => [seal.drill, seal]));
  return [...latest.values()].sort(
    (a, b) => a.startedAtMs - b.startedAtMs || (a.drill < b.drill ? -1 : 1),
  );
}

/** What lists, coverage and the review need to know of the log. */
export function projectDrillLog(doc: Y.Doc): DrillLogProjection {
  return {
    kind: 'drill-log',
    title: 'Drill log',
    seals: latestSeals(readSeals(doc)).map((seal): DrillSeal => drillSealSchema.parse(seal)),
  };
}
