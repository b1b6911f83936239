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
  heal(): void;
}

interface End {
  readonly owner: MachineName;
  handlers: TransportHandlers | undefined;
  readonly early: Uint8Array[];
  closed: boolean;
}

const dialTimeoutMs = 3000;

/**
 * Connections as TCP gives them: whole frames in order, until the connection breaks; then the rest
 * is lost, on either side, without a word about how much. Latency varies by frame.
 */
export function createNetwork(time: VirtualTime, random: SeededRandom): Network {
  const listeners = new Map<MachineName, (transport: Transport) => void>();
  const pairs = new Set<readonly [End, End]>();
  const cuts = new Set<string>();
  const way = (from: MachineName, to: MachineName): string => `${from}>${to}`;
  const latencyMs = (): number => 1 + random.fraction() * (random.chance(0.02) ? 400 : 15);

  function endTransport(self: End, other: End): Transport {
    let lastArrivalMs = 0;
    let lost = false;
    return {
      send(frame) {
        if (self.closed) return;
        const copy = frame.slice();
        lastArrivalMs = Math.max(lastArrivalMs, time.nowMs() + latencyMs());
        time.at(lastArrivalMs - time.nowMs(), () => {
          // A connection that lost a frame brings no later one: it is dead until someone notices.
          lost ||= cuts.has(way(self.owner, other.owner));
          if (other.closed || lost) return;
          if (other.handlers === undefined) other.early.push(copy);
          else other.handlers.onFrame(copy);
        });
      },
      bufferedBytes: () => 0,
      close(code, reason) {
        if (self.closed) return;
        finish(self, code, reason);
        time.at(Math.max(lastArrivalMs - time.nowMs(), 0) + latencyMs(), () => {
          if (!lost && !cuts.has(way(self.owner, other.owner))) finish(other, code, reason);
        });
      },
      start(handlers) {
        self.handlers = handlers;
        for (const frame of self.early.splice(0)) handlers.onFrame(frame);
      },
    };
  }

  function finish(end: End, code: number, reason: string): void {
    if (end.closed) return;
    end.closed = true;
    end.handlers?.onClose(code, reason);
  }

  return {
    dial(from, to) {
      return new Promise((resolve, reject) => {
        const isCut = (): boolean => cuts.has(way(from, to)) || cuts.has(way(to, from));
        if (isCut()) {
          time.at(dialTimeoutMs, () => reject(new Error('no answer')));
          return;
        }
        time.at(latencyMs(), () => {
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
      for (const pair of pairs) {
        const [near, far] = pair;
        if (near.owner !== name && far.owner !== name) continue;
        const [dead, left] = near.owner === name ? [near, far] : [far, near];
        dead.closed = true;
        pairs.delete(pair);
        if (!cuts.has(way(dead.owner, left.owner))) {
          time.at(latencyMs(), () => finish(left, 1006, 'connection lost'));
        }
      }
    },
    cut: (from, to) => void cuts.add(way(from, to)),
    heal: () => cuts.clear(),
  };
}
