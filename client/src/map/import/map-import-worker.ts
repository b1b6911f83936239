/// <reference lib="webworker" />
import type { SourceFile } from '@holdfast/shared/map-transfer/draft';
import { readMapSources, type SourcesSeen } from '@holdfast/shared/map-transfer/read-sources';
import { z } from 'zod/mini';

declare const self: DedicatedWorkerGlobalScope;

// The relay's content security policy forbids making code from text.
z.config({ jitless: true });

interface Asked {
  readonly files: readonly SourceFile[];
  readonly seen: SourcesSeen;
}

self.addEventListener('message', ({ data: { files, seen } }: MessageEvent<Asked>) => {
  try {
    self.postMessage({ value: readMapSources(files, undefined, seen) });
  } catch (error) {
    self.postMessage({ problem: String(error) });
  }
});
