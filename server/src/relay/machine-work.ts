import * as Y from 'yjs';
import type { DocumentName, WorkspaceName } from '@holdfast/shared/protocol/names';
import type { Clock, Random } from '@holdfast/shared/replica/ports';
import type { Replica } from '@holdfast/shared/replica/replica-api';

/** Reports that wait for their turn or for the disk; more are told to come again. */
const mostWaiting = 64;
/** Whoever sent a report gives up before long, and asks again. */
const answerWithinMs = 20_000;

/** What comes of a report of a machine; `Saved` says what was written. */
export type MachineAnswer<Saved> =
  | ({ readonly kind: 'saved' } & Saved)
  | { readonly kind: 'unknown-workspace' }
  /** Not now: come again. */
  | { readonly kind: 'unavailable'; readonly problem: string }
  /** Not ever, as it is. */
  | { readonly kind: 'refused'; readonly problem: string };

export interface MachineWorkDeps {
  /** Undefined for a workspace that does not exist here. */
  readonly replica: (workspace: WorkspaceName) => Replica | undefined;
  readonly isDraining: () => boolean;
  readonly clock: Clock;
}

/** What writes in the name of machines. */
export interface MachineDeps {
  readonly work: MachineWork;
  readonly clock: Clock;
  readonly random: Random;
}

/** The one queue of all that machines report to this relay. */
export interface MachineWork {
  /**
   * Records a report, one of a workspace after the other: the second of two about one matter builds
   * on the first. Answers in time whatever becomes of it: what is under way goes on, and the same
   * report again finds it done.
   */
  take<Saved>(
    workspace: WorkspaceName,
    record: (replica: Replica) => Promise<MachineAnswer<Saved>>,
  ): Promise<MachineAnswer<Saved>>;
}

export function createMachineWork(deps: MachineWorkDeps): MachineWork {
  const turns = new Map<WorkspaceName, Promise<unknown>>();
  let waiting = 0;

  function inTurn<T>(workspace: WorkspaceName, task: () => Promise<T>): Promise<T> {
    const result = (turns.get(workspace) ?? Promise.resolve()).then(task);
    const settled = result.catch(() => undefined);
    turns.set(workspace, settled);
    void settled.then(() => {
      if (turns.get(workspace) === settled) turns.delete(workspace);
    });
    return result;
  }

  function inTime<Saved>(answer: Promise<MachineAnswer<Saved>>): Promise<MachineAnswer<Saved>> {
    return new Promise((resolve, reject) => {
      const cancel = deps.clock.setTimer(answerWithinMs, () =>
        resolve(notWritten('it did not answer in time')),
      );
      answer.then(resolve, reject).finally(cancel);
    });
  }

  return {
    async take(workspace, record) {
      const replica = deps.replica(workspace);
      if (replica === undefined) return { kind: 'unknown-workspace' };
      if (deps.isDraining()) return unavailable('This relay is shutting down. Ask another one.');
      if (waiting >= mostWaiting)
        return unavailable('Too many reports wait for this relay’s disk.');
      waiting += 1;
      const recorded = inTurn(workspace, async () => {
        const { fault } = replica.status();
        // More would only wait in memory.
        return fault === undefined ? record(replica) : notWritten(fault.message);
      });
      void recorded
        .catch(() => undefined)
        .then(() => {
          waiting -= 1;
        });
      return inTime(recorded);
    },
  };
}

/** A document as this relay has it; an empty one where it has none. */
export async function openForMachine(replica: Replica, name: DocumentName): Promise<Y.Doc> {
  const doc = new Y.Doc();
  const state = await replica.read(name);
  if (state !== undefined) Y.applyUpdate(doc, state);
  return doc;
}

type NotSaved = Extract<MachineAnswer<unknown>, { readonly problem: string }>;

/** Submits edits of a document, in order; what came of the first that was not taken, if any. */
export async function submitAll(
  replica: Replica,
  name: DocumentName,
  updates: readonly Uint8Array[],
): Promise<NotSaved | undefined> {
  for (const update of updates) {
    const result = await replica.submit(name, update);
    switch (result.kind) {
      case 'saved':
        continue;
      case 'store-failed':
        return notWritten(result.fault.message);
      case 'missing':
        return notWritten('part of the document is being read again');
      case 'refused':
        return { kind: 'refused', problem: `The document was not changed: ${result.detail}.` };
    }
  }
  return undefined;
}

/** `answer`, once all that this relay was ever told is on its disk; else why it is not. */
export async function unlessFaulty<Saved>(
  replica: Replica,
  answer: MachineAnswer<Saved>,
): Promise<MachineAnswer<Saved>> {
  // Also what somebody else wrote a moment ago, and of which nothing was left to write.
  await replica.whenDurable();
  const { fault } = replica.status();
  return fault === undefined ? answer : notWritten(fault.message);
}

function unavailable(problem: string): NotSaved {
  return { kind: 'unavailable', problem };
}

function notWritten(why: string): NotSaved {
  return unavailable(`The report is not on this relay’s disk: ${why}. Send it again.`);
}
