/// <reference lib="webworker" />
import { layOut, type LayoutOrder, withLines } from './layout.ts';

declare const self: DedicatedWorkerGlobalScope;

/** With more lines than this, boxes are shown before their lines have found their ways. */
const mostAtOnce = 2500;

self.addEventListener('message', ({ data }: MessageEvent<{ call: number; order: LayoutOrder }>) => {
  const { call, order } = data;
  try {
    const layout = layOut(order);
    if (order.edges.length > mostAtOnce) self.postMessage({ call, layout });
    self.postMessage({ call, layout: withLines(order, layout) });
  } catch (error) {
    self.postMessage({ call, problem: String(error) });
  }
});
