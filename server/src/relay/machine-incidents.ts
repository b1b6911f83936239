import * as Y from 'yjs';
import { type Episode, episodesOf, readEpisode } from '@holdfast/shared/alerting/episode';
import type { MachineReport } from '@holdfast/shared/alerting/machine-report';
import { planReport, type ReportWrite } from '@holdfast/shared/alerting/plan-report';
import { appendReport } from '@holdfast/shared/alerting/write-report';
import type { DocumentName, WorkspaceName } from '@holdfast/shared/protocol/names';
import type { Replica } from '@holdfast/shared/replica/replica-api';
import {
  type MachineAnswer,
  type MachineDeps,
  openForMachine,
  submitAll,
  unlessFaulty,
} from './machine-work.ts';

/** Of a group that comes again and again, only so many of the newest incidents are looked at. */
const mostEpisodes = 20;

/** What came of a report. */
interface Recorded {
  readonly incidents: readonly DocumentName[];
  /** How many of them are new here. */
  readonly declared: number;
  readonly entries: number;
}
export type ReportAnswer = MachineAnswer<Recorded>;

/** Turns what machines report into incidents of this relay's workspaces. */
export interface MachineIncidents {
  /** Answers once all that came of the report is on this relay's disk, or why it is not. */
  take(workspace: WorkspaceName, report: MachineReport): Promise<ReportAnswer>;
}

export function createMachineIncidents(deps: MachineDeps): MachineIncidents {
  async function record(replica: Replica, report: MachineReport): Promise<ReportAnswer> {
    const names = episodesOf(report.group, replica.documents(), mostEpisodes);
    const docs = new Map<DocumentName, Y.Doc>();
    try {
      const episodes: Episode[] = [];
      for (const name of names) {
        const doc = await openForMachine(replica, name);
        docs.set(name, doc);
        episodes.push(readEpisode(name, doc));
      }
      const plan = planReport(report, episodes, deps.clock.nowMs());
      if (!plan.ok) return { kind: 'refused', problem: plan.problem };
      for (const write of plan.writes) {
        const problem = await writeOne(replica, report, write, docs.get(write.doc));
        if (problem !== undefined) return problem;
      }
      return await unlessFaulty(replica, {
        kind: 'saved',
        incidents: plan.incidents,
        declared: plan.writes.filter(({ declares }) => declares).length,
        entries: plan.writes.reduce((sum, { entries }) => sum + entries.length, 0),
      });
    } finally {
      for (const doc of docs.values()) doc.destroy();
    }
  }

  async function writeOne(
    replica: Replica,
    report: MachineReport,
    write: ReportWrite,
    known: Y.Doc | undefined,
  ): Promise<Exclude<ReportAnswer, { kind: 'saved' }> | undefined> {
    const doc = known ?? new Y.Doc();
    const context = {
      actor: { name: report.by, device: '' },
      nowMs: deps.clock.nowMs(),
      random: deps.random,
    };
    return submitAll(replica, write.doc, appendReport(doc, write.entries, context));
  }

  return {
    take: (workspace, report) => deps.work.take(workspace, (replica) => record(replica, report)),
  };
}
