import type { SourceFile } from '@holdfast/shared/map-transfer/draft';
import type { SourcesRead, SourcesSeen } from '@holdfast/shared/map-transfer/read-sources';
import { z } from 'zod/mini';

const answerSchema = z.object({
  // Worker and tab are of one build: an answer needs no more checking than that it is one.
  value: z.optional(z.custom<SourcesRead>((value) => typeof value === 'object' && value !== null)),
  problem: z.optional(z.string()),
});

/** Reads files in a worker of its own, so that large ones hold nothing up; rejects where it fails. */
export async function readSources(
  files: readonly SourceFile[],
  seen: SourcesSeen = { folders: [], unread: [] },
): Promise<SourcesRead> {
  const worker = new Worker(new URL('./map-import-worker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise((resolve, reject) => {
      worker.addEventListener('error', (event) => reject(new Error(event.message)));
      worker.addEventListener('message', (event) => {
        const { value, problem } = answerSchema.parse(event.data);
        if (value === undefined) reject(new Error(problem));
        else resolve(value);
      });
      worker.postMessage({ files, seen });
    });
  } finally {
    worker.terminate();
  }
}
