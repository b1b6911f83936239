import type { BundleOrigin, BundleReport } from '@holdfast/shared/bundle/bundle-source';
import type { HubClient } from '../hub/client-api.ts';
import type { BundleAnswer, BundleTask } from './bundle-worker.ts';

/** Of `client/package.json`, put in by the build. */
declare const HOLDFAST_VERSION: string;

/** What of the hub a bundle is made from. */
export type BundleHub = Pick<HubClient, 'workspace' | 'exportFile' | 'sync' | 'me'>;

export interface MadeBundle {
  readonly blob: Blob;
  readonly report: BundleReport;
  readonly madeAtMs: number;
}

/** Makes the emergency bundle from what this device has; needs no relay. Rejects when the device’s storage or a part of the app cannot be read. */
export async function makeBundle(
  hub: BundleHub,
  onProgress: (done: number, total: number) => void,
): Promise<MadeBundle> {
  // What is known of the copy is asked before it is read: nothing may be claimed that came later.
  const origin = originOf(hub, Date.now());
  const file = await hub.exportFile('everything');
  const worker = new Worker(new URL('./bundle-worker.ts', import.meta.url), { type: 'module' });
  try {
    const { blob, report } = await answerOf(worker, { file, origin }, onProgress);
    return { blob, report, madeAtMs: origin.madeAtMs };
  } finally {
    worker.terminate();
  }
}

function originOf(
  hub: Pick<HubClient, 'workspace' | 'sync' | 'me'>,
  madeAtMs: number,
): BundleOrigin {
  const report = hub.sync.get();
  const equalAtMs = report.lastCaughtUpAtMs ?? report.earlierCaughtUpAtMs;
  return {
    workspace: hub.workspace,
    madeAtMs,
    maker: { kind: 'browser', name: hub.me.get().name },
    version: HOLDFAST_VERSION,
    relays: report.relays.map(({ url }) => url),
    copy: {
      linked: report.relays.flatMap(({ live, label, url }) =>
        live === true ? [label ?? url] : [],
      ),
      unlinked: [],
      ...(equalAtMs === undefined ? {} : { equalAtMs }),
      unsent: report.unsent.reduce((sum, { changes }) => sum + changes, 0),
      damaged: report.quarantined,
    },
  };
}

function answerOf(
  worker: Worker,
  task: BundleTask,
  onProgress: (done: number, total: number) => void,
): Promise<Extract<BundleAnswer, { kind: 'done' }>> {
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<BundleAnswer>) => {
      if (data.kind === 'progress') onProgress(data.done, data.total);
      else if (data.kind === 'done') resolve(data);
      else reject(new Error('the bundle could not be made'));
    });
    worker.addEventListener('error', () => reject(new Error('the worker did not start')));
    worker.postMessage(task);
  });
}
