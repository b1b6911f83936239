import type { Transport, TransportHandlers } from '@holdfast/shared/replica/ports';
import type { SeededRandom } from './random.ts';
import type { VirtualTime } from './virtual-clock.ts';

/** One simulated machine's name. */
export type MachineName = string;

export interface Network {
  /** Rejects at once where nobody listens, after a while where the way is cut. */
  dial(from: MachineName, to: MachineName): Promise<Transport>;
  listen(name: MachineName, accept: (transport: Transport) => void): void;
  /** The machine died: its connections end for the others, unless the way is cut too. */
  kill(name: MachineName): void;
  /** Cuts the way from one to another, in this direction only; connections break when someone notices. */
  cut(from: MachineName, to: MachineName): void;
  mend(from: MachineName, to: MachineName): void;
  /** Breaks the connections of a machine, both ends noticing it soon. What was under way is lost. */
  sever(name: MachineName): void;
  /** Frames from and to this machine take longer by this much. */
  delay(name: MachineName, byMs: number): void;
  /** The machine reads nothing, as if stopped: frames to it wait, and senders see them wait. */
  stall(name: MachineName): void;
  resume(name: MachineName): void;
  /** Puts an end to all of this. */
  heal(): void;
}

export interface NetworkOptions {
  /** The first frame of a connection as it leaves this machine: for machines of another version. */
  readonly onFirstFrame?: (from: MachineName, frame: Uint8Array) => Uint8Array;
}

interface End {
  readonly owner: MachineName;
  handlers: TransportHandlers | undefined;
  early: Uint8Array[];
  closed: boolean;
}

const dialTimeoutMs = 3000;
/** What a sender sees of a connection whose reader does not read. */
const stalledBytes = 8 * 1024 * 1024;

/**
 * Connections as TCP gives them, and as the engine's transport port asks for: whole frames in
 * order, until the connection breaks; then the rest is lost, on either side, without a word about
 * how much. Latency varies by frame. Frames are neither lost singly nor doubled nor turned round
 * within a connection: what is lost with one is sent again over the next, beside what others bring
 * of the same.
 */
export function createNetwork(
  time: VirtualTime,
  random: SeededRandom,
  options: NetworkOptions = {},
): Network {
  const listeners = new Map<MachineName, (transport: Transport) => void>();
  const pairs = new Set<readonly [End, End]>();
  const cuts = new Set<string>();
  const delays = new Map<MachineName, number>();
  const stalled = new Set<MachineName>();
  const way = (from: MachineName, to: MachineName): string => `${from}>${to}`;
  const latencyMs = (): number => 1 + random.fraction() * (random.chance(0.02) ? 400 : 15);
  const latencyBetween = (a: MachineName, b: MachineName): number =>
    latencyMs() + (delays.get(a) ?? 0) + (delays.get(b) ?? 0);

  function endTransport(self: End, other: End): Transport {
    let lastArrivalMs = 0;
    let lost = false;
    let isFirst = true;
    return {
      send(frame) {
        if (self.closed) return;
        const copy =
          isFirst && options.onFirstFrame ? options.onFirstFrame(self.owner, frame) : frame.slice();
        isFirst = false;
        const latency = latencyBetween(self.owner, other.owner);
        lastArrivalMs = Math.max(lastArrivalMs, time.nowMs() + latency);
        time.at(lastArrivalMs - time.nowMs(), () => {
          // A connection that lost a frame brings no later one: it is dead until someone notices.
          lost ||= cuts.has(way(self.owner, other.owner));
          if (other.closed || lost) return;
          if (other.handlers === undefined || stalled.has(other.owner)) other.early.push(copy);
          else deliver(other, copy);
        });
      },
      bufferedBytes: () => (stalled.has(other.owner) ? stalledBytes : 0),
      close(code, reason) {
        if (self.closed) return;
        finish(self, code, reason);
        const latency = latencyBetween(self.owner, other.owner);
        time.at(Math.max(lastArrivalMs - time.nowMs(), 0) + latency, () => {
          if (!lost && !cuts.has(way(self.owner, other.owner))) finish(other, code, reason);
        });
      },
      start(handlers) {
        self.handlers = handlers;
        if (!stalled.has(self.owner)) flush(self);
      },
    };
  }

  function deliver(end: End, frame: Uint8Array): void {
    flush(end);
    if (!end.closed) end.handlers?.onFrame(frame);
  }

  function flush(end: End): void {
    const frames = end.early;
    end.early = [];
    for (const frame of frames) if (!end.closed) end.handlers?.onFrame(frame);
  }

  function finish(end: End, code: number, reason: string): void {
    if (end.closed) return;
    flush(end);
    end.closed = true;
    end.handlers?.onClose(code, reason);
  }

  function resume(name: MachineName): void {
    if (!stalled.delete(name)) return;
    for (const pair of pairs) {
      for (const end of pair) if (end.owner === name && end.handlers !== undefined) flush(end);
    }
  }

  function pairsOf(name: MachineName): (readonly [End, End])[] {
    for (const pair of pairs) if (pair[0].closed && pair[1].closed) pairs.delete(pair);
    return [...pairs].filter(([near, far]) => near.owner === name || far.owner === name);
  }

  return {
    dial(from, to) {
      return new Promise((resolve, reject) => {
        const isCut = (): boolean => cuts.has(way(from, to)) || cuts.has(way(to, from));
        if (isCut()) {
          time.at(dialTimeoutMs, () => reject(new Error('no answer')));
          return;
        }
        time.at(latencyBetween(from, to), () => {
          const accept = listeners.get(to);
          if (accept === undefined || isCut()) {
            reject(new Error('connection refused'));
            return;
          }
          const near: End = { owner: from, handlers: undefined, early: [], closed: false };
          const far: End = { owner: to, handlers: undefined, early: [], closed: false };
          pairs.add([near, far]);
          accept(endTransport(far, near));
          resolve(endTransport(near, far));
        });
      });
    },
    listen(name, accept) {
      listeners.set(name, accept);
    },
    kill(name) {
      listeners.delete(name);
      stalled.delete(name);
      for (const pair of pairsOf(name)) {
        const [near, far] = pair;
        const [dead, left] = near.owner === name ? [near, far] : [far, near];
        dead.closed = true;
        pairs.delete(pair);
        if (!cuts.has(way(dead.owner, left.owner))) {
          time.at(latencyMs(), () => finish(left, 1006, 'connection lost'));
        }
      }
    },
    cut: (from, to) => void cuts.add(way(from, to)),
    mend: (from, to) => void cuts.delete(way(from, to)),
    sever(name) {
      for (const pair of pairsOf(name)) {
        pairs.delete(pair);
        for (const end of pair) {
          end.early = [];
          finish(end, 1006, 'connection lost');
        }
      }
    },
    delay: (name, byMs) => void delays.set(name, byMs),
    stall: (name) => void stalled.add(name),
    resume,
    heal() {
      cuts.clear();
      delays.clear();
      for (const name of [...stalled]) resume(name);
    },
  };
}
