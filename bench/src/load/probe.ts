import { median, percentile } from '../measure/statistics.ts';
import type { Plan, Result } from './commands.ts';
import { encodeSync, syncUpdate } from './dialect.ts';
import { dropRoom, openRoom, type Room } from './room.ts';
import { prepareTyping } from './typing.ts';

const maximumUpdates = 20_000;

/**
 * One room that is never part of the load: a writer types at a fixed pace, and what is noted is how
 * long its reader waited for each update. It tells what everybody else felt meanwhile.
 */
export interface Probe {
  start(plan: Plan<'startProbe'>): Promise<Result<'startProbe'>>;
  /** The waits since the last call; an update still under way counts with the time so far. */
  read(): Result<'readProbe'>;
  stop(): Result<'stopProbe'>;
}

export function createProbe(): Probe {
  let room: Room | undefined;
  let timer: NodeJS.Timeout | undefined;
  let waitsMs: number[] = [];
  let underWay: number[] = [];

  const stop = () => {
    clearInterval(timer);
    if (room !== undefined) dropRoom(room);
    room = undefined;
    return {};
  };
  return {
    async start({ target, document, intervalMs }) {
      stop();
      waitsMs = [];
      underWay = [];
      const opened = await openRoom(target, document, prepareTyping(maximumUpdates), 1, (count) => {
        const now = performance.now();
        waitsMs.push(...underWay.splice(0, count).map((sentAt) => now - sentAt));
      });
      room = opened;
      timer = setInterval(() => {
        const frames = opened
          .take(1)
          .map((update) => encodeSync(target.dialect, document, syncUpdate, update));
        if (frames.length === 0) return;
        underWay.push(performance.now());
        opened.writer.sendTogether(frames);
      }, intervalMs);
      return {};
    },
    read() {
      const now = performance.now();
      const waits = [...waitsMs, ...underWay.map((sentAt) => now - sentAt)];
      waitsMs = [];
      if (waits.length === 0) return { count: 0, medianMs: 0, p99Ms: 0, maxMs: 0 };
      return {
        count: waits.length,
        medianMs: median(waits),
        p99Ms: percentile(waits, 0.99),
        maxMs: Math.max(...waits),
      };
    },
    stop,
  };
}
