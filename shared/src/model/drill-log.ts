import type * as Y from 'yjs';
import { z } from 'zod/mini';
import type { CommandResult } from './command.ts';
import { drillDigest } from './drill-digest.ts';
import { projectDrill } from './drill-projection.ts';
import { type DrillSeal, drillSealSchema } from './drill-seal.ts';
import type { DrillOutcome } from './drill-words.ts';
import { isDrillEmpty } from './drill-writing.ts';
import { appendEntry, type EntryContext, type EntryStamp, readEntries } from './entries.ts';
import { refuse } from './entry-writing.ts';
import type { DrillLogProjection } from './projection.ts';

/**
 * The log of drills: one document whose `entries` are seals. A seal is a summary of a drill with a
 * digest over its entries, written whenever it gets or changes a verdict, is aborted, or loses files
 * to retention. So a last entry that is removed shows, and a whole drill that is, too.
 */
export const drillLogDocument = 'drill-log';

const sealEntrySchema = z.extend(drillSealSchema, {
  kind: z.literal('seal'),
  /** See `DrillDigest`. */
  marks: z.instanceof(Uint8Array),
});

/** A seal as it stands in the log. */
export type Seal = z.infer<typeof sealEntrySchema> & EntryStamp;

const knownSeals = new WeakMap<object, ReturnType<typeof sealEntrySchema.safeParse>>();
const rememberedSeal: Pick<typeof sealEntrySchema, 'safeParse'> = {
  safeParse(value) {
    if (typeof value !== 'object' || value === null) return sealEntrySchema.safeParse(value);
    const known = knownSeals.get(value) ?? sealEntrySchema.safeParse(value);
    knownSeals.set(value, known);
    return known;
  },
};

const noSeal = sealEntrySchema.safeParse(undefined);
const withDrill = z.object({ drill: z.string() });

/** Those of one drill, in clock order; of a log of thousands, the others are not read. */
function sealsOf(log: Y.Doc, name: string): readonly Seal[] {
  return readEntries<Omit<Seal, keyof EntryStamp>>(log.getArray('entries'), {
    safeParse(value) {
      const said = withDrill.safeParse(value);
      return said.success && said.data.drill === name ? rememberedSeal.safeParse(value) : noSeal;
    },
  });
}

/** Every seal, in clock order. Never throws on what others wrote. */
export function readSeals(log: Y.Doc): readonly Seal[] {
  return readEntries(log.getArray('entries'), rememberedSeal);
}

/**
 * Of each drill the latest seal, in the order in which the drills started. Of several of the same
 * entries, as two devices write that have not heard of each other, it is the first.
 */
export function latestSeals(seals: readonly Seal[]): readonly Seal[] {
  const latest = new Map<string, Seal>();
  for (const seal of seals) {
    if (latest.get(seal.drill)?.digest !== seal.digest) latest.set(seal.drill, seal);
  }
  return [...latest.values()].sort(
    (a, b) => a.startedAtMs - b.startedAtMs || (a.drill < b.drill ? -1 : 1),
  );
}

/**
 * Seals a drill as it stands, in the log. Whoever gives a verdict, aborts, or drops files calls it
 * after that edit; to call it again, or for a drill that others sealed as it is, writes nothing.
 *
 * @param log the document `drill-log`
 * @param name the drill's document name
 */
export function sealDrill(
  log: Y.Doc,
  name: string,
  drill: Y.Doc,
  context: EntryContext,
): CommandResult<'no-drill'> {
  if (isDrillEmpty(drill)) return refuse('no-drill', 'There is nothing of this drill to seal.');
  const { count, digest, marks } = drillDigest(drill);
  const isSealed = sealsOf(log, name).some((seal) => seal.digest === digest);
  if (isSealed) return { ok: true, changed: false };
  const shown = projectDrill(drill);
  const fields = {
    kind: 'seal',
    drill: name,
    title: shown.title,
    drillKind: shown.drillKind,
    plan: shown.plan,
    scenario: shown.scenario,
    scope: shown.scope,
    startedAtMs: shown.startedAtMs,
    endedAtMs: shown.endedAtMs,
    outcome: shown.outcome,
    rtoSeconds: shown.rtoSeconds,
    rpoSeconds: shown.rpoSeconds,
    recoverySeconds: shown.recoverySeconds,
    dataLossSeconds: shown.dataLossSeconds,
    people: shown.people,
    findings: shown.findings.length,
    openFindings: shown.findings.filter(({ state }) => state === 'open').length,
    count,
    digest,
    marks,
  };
  appendEntry(log.getArray('entries'), fields, context);
  return { ok: true, changed: true };
}

/** Whether the log has the end of a drill as it now stands, whatever else was written in it since. */
export function isEndSealed(log: Y.Doc, name: string, outcome: DrillOutcome): boolean {
  return sealsOf(log, name).at(-1)?.outcome === outcome;
}

/** What lists, coverage and the review need to know of the log. */
export function projectDrillLog(log: Y.Doc): DrillLogProjection {
  return {
    kind: 'drill-log',
    title: 'Drill log',
    seals: latestSeals(readSeals(log)).map(summaryOf),
  };
}

function summaryOf(seal: Seal): DrillLogProjection['seals'][number] {
  const summary: DrillSeal = drillSealSchema.parse(seal);
  return { ...summary, sealedBy: seal.by, sealedAtMs: seal.happenedAtMs };
}
