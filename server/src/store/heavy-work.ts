import type { Worker } from 'node:worker_threads';
import { inlineHeavyWork } from '@holdfast/shared/replica/heavy-inline';
import type { Admission } from '@holdfast/shared/replica/admission';
import type { CompactedState, HeavyWork } from '@holdfast/shared/replica/ports';
import type { ScratchResult } from '@holdfast/shared/replica/scratch';
import { startThread } from '../start-thread.ts';
import type { HeavyAnswer, HeavyRequest } from './heavy-messages.ts';

/** Below this the way to the thread and back costs more than the work; many small updates are much work. */
const inlineBelowBytes = 64 * 1024;
const mostInlineUpdates = 200;

export interface ThreadedHeavyWork extends HeavyWork {
  /** Stops the thread. Jobs under way are rejected. */
  close(): Promise<void>;
}

export interface HeavyWorkDeps {
  /** For tests. */
  readonly startWorker?: () => Worker;
}

type Job = { resolve(answer: HeavyAnswer): void; reject(error: Error): void };
/** A request without its number. */
type Task = HeavyRequest extends infer R ? (R extends HeavyRequest ? Omit<R, 'id'> : never) : never;

/**
 * Does costly work on large documents in one thread of its own, so that no other document waits;
 * small ones are done on the spot. The thread starts with the first large job. If it dies, the jobs
 * it had are rejected and the next job starts another.
 */
export function createHeavyWork({
  startWorker = startHeavyWorker,
}: HeavyWorkDeps = {}): ThreadedHeavyWork {
  const jobs = new Map<number, Job>();
  let worker: Worker | undefined;
  let lastId = 0;

  function running(): Worker {
    if (worker !== undefined) return worker;
    const started = startWorker();
    worker = started;
    started.on('message', (answer: HeavyAnswer) => {
      const job = jobs.get(answer.id);
      jobs.delete(answer.id);
      if (jobs.size === 0) started.unref();
      job?.resolve(answer);
    });
    started.on('error', (error) =>
      lost(started, error instanceof Error ? error : new Error(String(error))),
    );
    started.on('exit', () => lost(started, new Error('the worker thread stopped')));
    return started;
  }

  function lost(which: Worker, error: Error): void {
    if (worker !== which) return;
    worker = undefined;
    const unfinished = [...jobs.values()];
    jobs.clear();
    for (const job of unfinished) job.reject(error);
  }

  async function inThread(request: Task, updates: readonly Uint8Array[]): Promise<HeavyAnswer> {
    const answer = await new Promise<HeavyAnswer>((resolve, reject) => {
      const thread = running();
      const id = ++lastId;
      jobs.set(id, { resolve, reject });
      thread.ref();
      // Views may share their memory with others: what is handed over is a copy of their bytes only.
      const copies = updates.map((update) => new Uint8Array(update));
      thread.postMessage(
        { ...request, id, updates: copies },
        copies.map((copy) => copy.buffer),
      );
    });
    if (answer.kind === 'failed') throw new Error(answer.message);
    return answer;
  }

  return {
    async admit(update, known, limits): Promise<Admission> {
      if (update.length < inlineBelowBytes) return inlineHeavyWork.admit(update, known, limits);
      const answer = await inThread({ kind: 'admit', updates: [update], known, limits }, [update]);
      if (answer.kind !== 'looked-at') throw new Error('the worker answered something else');
      return answer.admission;
    },
    async compact(updates): Promise<CompactedState> {
      if (isSmall(updates)) return inlineHeavyWork.compact(updates);
      const answer = await inThread({ kind: 'compact', updates }, updates);
      if (answer.kind !== 'compacted') throw new Error('the worker answered something else');
      return answer.state;
    },
    async diff(updates, stateVector): Promise<Uint8Array> {
      // One update and nothing held: the bytes as they are, whatever their size.
      const isAsIs = updates.length === 1 && stateVector.length <= 1;
      const isQuick = isSmall(updates);
      // What is done with so many bytes next takes a while; what has come meanwhile goes first.
      if (isAsIs && !isQuick) await new Promise((resolve) => setImmediate(resolve));
      if (isAsIs || isQuick) return inlineHeavyWork.diff(updates, stateVector);
      const answer = await inThread(
        { kind: 'diff', updates, stateVector: new Uint8Array(stateVector) },
        updates,
      );
      if (answer.kind !== 'diff') throw new Error('the worker answered something else');
      return answer.update;
    },
    async tryApply(updates, update, rule): Promise<ScratchResult> {
      if (isSmall([...updates, update])) {
        return inlineHeavyWork.tryApply(updates, update, rule);
      }
      const task: Task = { kind: 'try-apply', updates, update: new Uint8Array(update), rule };
      const answer = await inThread(task, updates);
      if (answer.kind !== 'tried') throw new Error('the worker answered something else');
      return answer.result;
    },
    async close() {
      const thread = worker;
      if (thread === undefined) return;
      lost(thread, new Error('the worker thread was stopped'));
      await thread.terminate();
    },
  };
}

function isSmall(updates: readonly Uint8Array[]): boolean {
  return updates.length <= mostInlineUpdates && totalBytes(updates) < inlineBelowBytes;
}

function totalBytes(updates: readonly Uint8Array[]): number {
  return updates.reduce((sum, update) => sum + update.length, 0);
}

function startHeavyWorker(): Worker {
  return startThread({ caller: import.meta.url, file: 'heavy-worker', name: 'heavy work' });
}
