/// <reference lib="webworker" />
import { layOut, type LayoutOrder } from './layout.ts';

declare const self: DedicatedWorkerGlobalScope;

self.addEventListener('message', ({ data }: MessageEvent<{ call: number; order: LayoutOrder }>) => {
  try {
    self.postMessage({ call: data.call, layout: layOut(data.order) });
  } catch (error) {
    self.postMessage({ call: data.call, problem: String(error) });
  }
});
