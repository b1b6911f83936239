/// <reference lib="webworker" />
import { cornersOf, layOut, type LayoutOrder, withLines } from './layout.ts';
import { createLineLayer } from './lines/lay-lines.ts';
import { nextTask } from '../../ui/next-task.ts';

declare const self: DedicatedWorkerGlobalScope;

/** With more lines than this, boxes are shown before their lines have found their ways. */
const mostAtOnce = 2500;
/** After so long whoever asked is listened to: they may want something else by now. */
const sliceMs = 40;
/** Nobody waits longer; lines that have found no way by then run straight. */
const mostMs = 8000;
/** So many in one message: the page reads each at once. */
const perMessage = 2000;

let latest = 0;

self.addEventListener('message', ({ data }: MessageEvent<{ call: number; order: LayoutOrder }>) => {
  latest = data.call;
  answer(data.call, data.order).catch((error: unknown) => {
    self.postMessage({ call: data.call, problem: String(error) });
  });
});

async function answer(call: number, order: LayoutOrder): Promise<void> {
  const layout = layOut(order);
  if (order.edges.length <= mostAtOnce) {
    self.postMessage({ call, layout: withLines(order, layout) });
    return;
  }
  self.postMessage({ call, layout });
  const layer = createLineLayer(cornersOf(order.nodes, layout));
  const started = performance.now();
  let sliced = started;
  for (const edge of order.edges) {
    const now = performance.now();
    if (now - started > mostMs) layer.rush(edge);
    else layer.lay(edge);
    if (now - sliced < sliceMs) continue;
    await nextTask();
    if (latest !== call) return;
    sliced = performance.now();
  }
  const { of, ...counts } = layer.lines();
  const all = [...of];
  for (let at = 0; at < all.length; at += perMessage) {
    const isLast = at + perMessage >= all.length;
    const some = all.slice(at, at + perMessage);
    self.postMessage({ call, lines: { some, ...(isLast ? { counts } : {}) } });
  }
}
