import type { Digests } from './digest.ts';
import type { LinkSession } from './link.ts';
import type { Clock } from './ports.ts';
import type { Vector } from './vector.ts';

/** Only documents at rest have digests: how long that takes for what has just come is not known. */
const roundMs = 61_000;
const rounds = 3;

/** What a leaf does once a relay may have lost what it had been told of. */
export interface Recheck {
  /** The logs of relays as they are known now. */
  held(vector: Vector): void;
  stop(): void;
}

/**
 * A relay's log that goes on under another boot may have lost its end, of which this leaf may be the
 * last that has a deletion: state vectors, which it offers by, do not show those. So for the next few
 * minutes it tells its relays the digests of its documents; a relay asks for what differs.
 */
export function createRecheck(deps: {
  readonly clock: Clock;
  readonly digests: Digests;
  readonly links: ReadonlySet<LinkSession>;
  readonly known: Vector;
}): Recheck {
  const boots = new Map(bootsOf(deps.known));
  let left = 0;
  let cancel: (() => void) | undefined;

  function tell(): void {
    cancel = undefined;
    const live = [...deps.links].filter((link) => link.state().phase === 'live');
    // While no relay is there to be told, the time does not run out.
    if (live.length > 0) left -= 1;
    if (left > 0) cancel = deps.clock.setTimer(roundMs, tell);
    if (live.length === 0) return;
    void deps.digests.tell((message) => {
      for (const link of live) link.queue(message);
    });
  }

  return {
    held(vector) {
      let changed = false;
      for (const [store, boot] of bootsOf(vector)) {
        const before = boots.get(store);
        boots.set(store, boot);
        changed ||= before !== undefined && before !== boot;
      }
      if (!changed) return;
      left = rounds;
      cancel ??= deps.clock.setTimer(roundMs, tell);
    },
    stop() {
      left = 0;
      cancel?.();
    },
  };
}

function bootsOf(vector: Vector): readonly (readonly [store: string, boot: string])[] {
  return [...vector].map(([store, { boot }]) => [store, boot]);
}
