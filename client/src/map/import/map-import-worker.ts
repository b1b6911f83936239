/// <reference lib="webworker" />
import type { SourceFile } from '@holdfast/shared/map-transfer/draft';
import { readMapSources } from '@holdfast/shared/map-transfer/read-sources';
import { z } from 'zod/mini';

declare const self: DedicatedWorkerGlobalScope;

// The relay's content security policy forbids making code from text.
z.config({ jitless: true });

self.addEventListener('message', ({ data }: MessageEvent<readonly SourceFile[]>) => {
  try {
    self.postMessage({ value: readMapSources(data) });
  } catch (error) {
    self.postMessage({ problem: String(error) });
  }
});
