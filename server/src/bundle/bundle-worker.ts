import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { buildBundle } from '@holdfast/shared/bundle/build-bundle';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import { writeBundleFile } from './bundle-file.ts';
import type { BundleDocument, BundleTask, BundleThreadMessage } from './bundle-messages.ts';

const task: BundleTask = workerData;

function say(message: BundleThreadMessage): void {
  parentPort?.postMessage(message);
}

/** One at a time: whoever holds the documents reads the next when this thread is ready for it. */
async function read(doc: DocumentName): Promise<Uint8Array | undefined> {
  if (parentPort === null) throw new Error('not in a thread');
  const answer = once(parentPort, 'message');
  say({ kind: 'read', doc });
  const [document]: BundleDocument[] = await answer;
  if (document?.kind === 'held') return document.update;
  if (document?.kind === 'nothing') return undefined;
  throw new Error('could not be read');
}

try {
  const report = await writeBundleFile(task.path, (write) =>
    buildBundle({
      source: { documents: () => task.documents, read },
      origin: task.origin,
      write,
    }),
  );
  say({ kind: 'done', report });
} catch (error) {
  say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
}
