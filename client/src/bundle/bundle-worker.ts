/// <reference lib="webworker" />
import { buildBundle } from '@holdfast/shared/bundle/build-bundle';
import type { BundleOrigin, BundleReport } from '@holdfast/shared/bundle/bundle-source';
import { readHandoverFile } from '@holdfast/shared/protocol/handover-file';
import { z } from 'zod/mini';

declare const self: DedicatedWorkerGlobalScope;

/** What the worker is given: the workspace as a handover file, and what to say of where it is from. */
export interface BundleTask {
  readonly file: Uint8Array;
  readonly origin: BundleOrigin;
}

export type BundleAnswer =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly blob: Blob; readonly report: BundleReport }
  | { readonly kind: 'failed' };

// The relay's content security policy forbids making code from text.
z.config({ jitless: true });

/** Pieces that become one blob: the browser may keep blobs on disk, but not what is in our hands. */
const blobBytes = 4 * 1024 * 1024;
const progressMs = 100;

self.addEventListener('message', (event: MessageEvent<BundleTask>) => {
  build(event.data).then(say, () => say({ kind: 'failed' }));
});

function say(answer: BundleAnswer): void {
  self.postMessage(answer);
}

async function build({ file, origin }: BundleTask): Promise<BundleAnswer> {
  const read = readHandoverFile(file);
  if (!read.ok) throw new Error(read.problem);
  const states = new Map(read.file.documents.map(({ doc, update }) => [doc, update]));
  const blobs: Blob[] = [];
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  let toldMs = 0;
  const gather = (): void => {
    blobs.push(new Blob(pieces));
    pieces = [];
    size = 0;
  };
  const report = await buildBundle({
    source: {
      documents: () => [...states.keys()],
      read: (doc) => Promise.resolve(states.get(doc)),
    },
    origin,
    write(bytes) {
      pieces.push(new Uint8Array(bytes));
      size += bytes.length;
      if (size >= blobBytes) gather();
    },
    onProgress({ done, total }) {
      if (performance.now() - toldMs < progressMs) return;
      toldMs = performance.now();
      say({ kind: 'progress', done, total });
    },
  });
  gather();
  return { kind: 'done', blob: new Blob(blobs, { type: 'text/html' }), report };
}
