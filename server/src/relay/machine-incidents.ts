import * as Y from 'yjs';
import { type Episode, episodesOf, readEpisode } from '@holdfast/shared/alerting/episode';
import type { MachineReport } from '@holdfast/shared/alerting/machine-report';
import { planReport, type ReportWrite } from '@holdfast/shared/alerting/plan-report';
import { appendReport } from '@holdfast/shared/alerting/write-report';
import type { DocumentName, WorkspaceName } from '@holdfast/shared/protocol/names';
import type { Clock, Random } from '@holdfast/shared/replica/ports';
import type { Replica } from '@holdfast/shared/replica/replica-api';

/** Of a group that comes again and again, only so many of the newest incidents are looked at. */
const mostEpisodes = 20;
/** Reports that wait for their turn or for the disk; more are told to come again. */
const mostWaiting = 64;
/** Whoever sent a report gives up before long, and asks again. */
const answerWithinMs = 20_000;

export type ReportAnswer =
  | {
      readonly kind: 'saved';
      readonly incidents: readonly DocumentName[];
      /** How many of them are new here. */
      readonly declared: number;
      readonly entries: number;
    }
  | { readonly kind: 'unknown-workspace' }
  /** Not now: come again. */
  | { readonly kind: 'unavailable'; readonly problem: string }
  /** Not ever, as it is. */
  | { readonly kind: 'refused'; readonly problem: string };

export interface MachineIncidentsDeps {
  /** Undefined for a workspace that does not exist here. */
  readonly replica: (workspace: WorkspaceName) => Replica | undefined;
  readonly isDraining: () => boolean;
  readonly clock: Clock;
  readonly random: Random;
}

/** Turns what machines report into incidents of this relay's workspaces. */
export interface MachineIncidents {
  /** Answers once all that came of the report is on this relay's disk, or why it is not. */
  take(workspace: WorkspaceName, report: MachineReport): Promise<ReportAnswer>;
}

export function createMachineIncidents(deps: MachineIncidentsDeps): MachineIncidents {
  const turns = new Map<WorkspaceName, Promise<unknown>>();
  let waiting = 0;

  /** One after the other: the second of two of the same group builds on the first. */
  function inTurn<T>(workspace: WorkspaceName, task: () => Promise<T>): Promise<T> {
    const result = (turns.get(workspace) ?? Promise.resolve()).then(task);
    const settled = result.catch(() => undefined);
    turns.set(workspace, settled);
    void settled.then(() => {
      if (turns.get(workspace) === settled) turns.delete(workspace);
    });
    return result;
  }

  async function record(replica: Replica, report: MachineReport): Promise<ReportAnswer> {
    const before = replica.status().fault;
    // More would only wait in memory.
    if (before !== undefined) return notWritten(before.message);
    const names = episodesOf(report.group, replica.documents(), mostEpisodes);
    const docs = new Map<DocumentName, Y.Doc>();
    try {
      const episodes: Episode[] = [];
      for (const name of names) {
        const doc = await openDocument(replica, name);
        docs.set(name, doc);
        episodes.push(readEpisode(name, doc));
      }
      const plan = planReport(report, episodes, deps.clock.nowMs());
      if (!plan.ok) return { kind: 'refused', problem: plan.problem };
      for (const write of plan.writes) {
        const problem = await writeOne(replica, report, write, docs.get(write.doc));
        if (problem !== undefined) return problem;
      }
      // Also what somebody else wrote a moment ago, and of which nothing was left to write.
      await replica.whenDurable();
      const { fault } = replica.status();
      if (fault !== undefined) return notWritten(fault.message);
      return {
        kind: 'saved',
        incidents: plan.incidents,
        declared: plan.writes.filter(({ declares }) => declares).length,
        entries: plan.writes.reduce((sum, { entries }) => sum + entries.length, 0),
      };
    } finally {
      for (const doc of docs.values()) doc.destroy();
    }
  }

  async function writeOne(
    replica: Replica,
    report: MachineReport,
    write: ReportWrite,
    known: Y.Doc | undefined,
  ): Promise<ReportAnswer | undefined> {
    const doc = known ?? new Y.Doc();
    const context = {
      actor: { name: report.by, device: '' },
      nowMs: deps.clock.nowMs(),
      random: deps.random,
    };
    for (const update of appendReport(doc, write.entries, context)) {
      const result = await replica.submit(write.doc, update);
      switch (result.kind) {
        case 'saved':
          continue;
        case 'store-failed':
          return notWritten(result.fault.message);
        case 'missing':
          return notWritten('part of the incident is being read again');
        case 'refused':
          return { kind: 'refused', problem: `The incident was not taken: ${result.detail}.` };
      }
    }
    return undefined;
  }

  /** What is under way goes on: the same report again finds it done. */
  function inTime(answer: Promise<ReportAnswer>): Promise<ReportAnswer> {
    return new Promise((resolve, reject) => {
      const cancel = deps.clock.setTimer(answerWithinMs, () =>
        resolve(notWritten('it did not answer in time')),
      );
      answer.then(resolve, reject).finally(cancel);
    });
  }

  return {
    async take(workspace, report) {
      const replica = deps.replica(workspace);
      if (replica === undefined) return { kind: 'unknown-workspace' };
      if (deps.isDraining()) return unavailable('This relay is shutting down. Ask another one.');
      if (waiting >= mostWaiting)
        return unavailable('Too many reports wait for this relay’s disk.');
      waiting += 1;
      const recorded = inTurn(workspace, () => record(replica, report));
      void recorded
        .catch(() => undefined)
        .then(() => {
          waiting -= 1;
        });
      return inTime(recorded);
    },
  };
}

async function openDocument(replica: Replica, name: DocumentName): Promise<Y.Doc> {
  const doc = new Y.Doc();
  const state = await replica.read(name);
  if (state !== undefined) Y.applyUpdate(doc, state);
  return doc;
}

function unavailable(problem: string): ReportAnswer {
  return { kind: 'unavailable', problem };
}

function notWritten(why: string): ReportAnswer {
  return unavailable(`The report is not on this relay’s disk: ${why}. Send it again.`);
}
