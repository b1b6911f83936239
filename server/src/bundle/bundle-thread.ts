import type { BundleReport } from '@holdfast/shared/bundle/bundle-source';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Replica } from '@holdfast/shared/replica/replica-api';
import { startThread } from '../start-thread.ts';
import type { BundleDocument, BundleTask, BundleThreadMessage } from './bundle-messages.ts';

export interface ThreadedBundle {
  /** Rejects with the reason in words. */
  readonly finished: Promise<BundleReport>;
  /** Gives it up; the file that was begun is removed at the next start. */
  stop(): Promise<void>;
}

/**
 * Makes a bundle in a thread of its own: laying out texts takes seconds, and rooms must not wait
 * for it. Here, documents are only read, one each time the thread asks.
 */
export function makeBundleInThread(
  task: Omit<BundleTask, 'documents'>,
  replica: Pick<Replica, 'documents' | 'read'>,
): ThreadedBundle {
  const workerData: BundleTask = { ...task, documents: replica.documents() };
  const thread = startThread(
    { caller: import.meta.url, file: 'bundle-worker', name: 'emergency bundle' },
    { workerData },
  );
  const finished = new Promise<BundleReport>((resolve, reject) => {
    thread.on('message', (message: BundleThreadMessage) => {
      if (message.kind === 'read')
        void readFor(replica, message.doc).then((document) => thread.postMessage(document));
      else if (message.kind === 'done') resolve(message.report);
      else reject(new Error(message.message));
    });
    thread.on('error', (error) =>
      reject(error instanceof Error ? error : new Error(String(error))),
    );
    thread.on('exit', () => reject(new Error('the thread ended before the file was written')));
  });
  // Its listener stays until it ends, which is here.
  const ended = finished.then(
    () => thread.terminate(),
    () => thread.terminate(),
  );
  return {
    finished,
    async stop() {
      await thread.terminate();
      await ended;
    },
  };
}

async function readFor(replica: Pick<Replica, 'read'>, doc: DocumentName): Promise<BundleDocument> {
  try {
    const update = await replica.read(doc);
    return update === undefined ? { kind: 'nothing' } : { kind: 'held', update };
  } catch {
    return { kind: 'failed' };
  }
}
