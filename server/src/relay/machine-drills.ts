import type * as Y from 'yjs';
import { appendReport } from '@holdfast/shared/alerting/write-report';
import type { DrillReport } from '@holdfast/shared/drilling/machine/drill-report';
import {
  drillOfReport,
  planDrillReport,
} from '@holdfast/shared/drilling/machine/plan-drill-report';
import { readDrillEntries } from '@holdfast/shared/model/drill-entries';
import { drillLogDocument, sealDrill } from '@holdfast/shared/model/drill-log';
import { mapDocument, readMap } from '@holdfast/shared/model/map';
import type { MapValue } from '@holdfast/shared/model/map-value';
import type { DocumentName, WorkspaceName } from '@holdfast/shared/protocol/names';
import type { Replica } from '@holdfast/shared/replica/replica-api';
import {
  type MachineAnswer,
  type MachineDeps,
  openForMachine,
  submitAll,
  unlessFaulty,
} from './machine-work.ts';

export type DrillAnswer = MachineAnswer<{
  readonly drills: readonly DocumentName[];
  /** Entries that were new here. */
  readonly entries: number;
}>;

/** Turns what machines report of drills into drills of this relay's workspaces. */
export interface MachineDrills {
  /** Answers once all that came of the reports is on this relay's disk, or why it is not. */
  take(workspace: WorkspaceName, reports: readonly DrillReport[]): Promise<DrillAnswer>;
}

export function createMachineDrills(deps: MachineDeps): MachineDrills {
  const contextOf = (name: string) => ({
    actor: { name, device: '' },
    nowMs: deps.clock.nowMs(),
    random: deps.random,
  });

  async function record(replica: Replica, reports: readonly DrillReport[]): Promise<DrillAnswer> {
    const named = reports.some(({ components }) => components.length > 0);
    const map = named ? await mapOf(replica) : undefined;
    // Read once: of a hundred reports, each would else read years of seals again.
    const log = await openForMachine(replica, drillLogDocument);
    let entries = 0;
    try {
      for (const report of reports) {
        const written = await recordOne(replica, report, { map, log });
        if (typeof written !== 'number') return written;
        entries += written;
      }
    } finally {
      log.destroy();
    }
    const drills = reports.map(drillOfReport);
    return unlessFaulty(replica, { kind: 'saved', drills, entries });
  }

  async function recordOne(
    replica: Replica,
    report: DrillReport,
    { map, log }: { readonly map: MapValue | undefined; readonly log: Y.Doc },
  ): Promise<number | Exclude<DrillAnswer, { kind: 'saved' }>> {
    const name = drillOfReport(report);
    const doc = await openForMachine(replica, name);
    try {
      const context = contextOf(report.by);
      const about = { map, has: hasIn(replica.documents()) };
      const plan = planDrillReport(report, readDrillEntries(doc), about, context.nowMs);
      if (!plan.ok) return { kind: 'refused', problem: `${report.title}: ${plan.problem}.` };
      const problem = await submitAll(replica, name, appendReport(doc, plan.entries, context));
      if (problem !== undefined) return problem;
      // Also where nothing was new: an attempt before may have come only so far.
      const hasVerdict = readDrillEntries(doc).some(({ kind }) => kind === 'verdict');
      return (
        (hasVerdict ? await seal(replica, log, name, doc, report.by) : undefined) ??
        plan.entries.length
      );
    } finally {
      doc.destroy();
    }
  }

  async function seal(
    replica: Replica,
    log: Y.Doc,
    name: DocumentName,
    drill: Y.Doc,
    by: string,
  ): Promise<Exclude<DrillAnswer, { kind: 'saved' }> | undefined> {
    const updates: Uint8Array[] = [];
    const keep = (update: Uint8Array): void => void updates.push(update);
    log.on('update', keep);
    sealDrill(log, name, drill, contextOf(by));
    log.off('update', keep);
    return submitAll(replica, drillLogDocument, updates);
  }

  return {
    take: (workspace, reports) => deps.work.take(workspace, (replica) => record(replica, reports)),
  };
}

function hasIn(documents: readonly DocumentName[]): (document: string) => boolean {
  return (document) => documents.some((name) => name === document);
}

async function mapOf(replica: Replica): Promise<MapValue> {
  const doc = await openForMachine(replica, mapDocument);
  try {
    return readMap(doc);
  } finally {
    doc.destroy();
  }
}
