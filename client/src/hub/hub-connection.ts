import type { Clock, Random } from '@holdfast/shared/replica/ports';
import type { Observable } from './client-api.ts';
import type { HubHosts } from './hub-hosts.ts';
import type { Locks } from './locks.ts';
import { createObservable } from './observable.ts';
import type { Port } from './port.ts';
import {
  type HubMessage,
  hubMessageSchema,
  portVersion,
  type TabMessage,
} from './port-messages.ts';
import type { HubPhase } from './saved-state.ts';

/** The hub speaks every ten seconds; after this long silence it is asked. */
const silenceMs = 25_000;
const silenceCheckMs = 5000;
/** A hub that is back within this time was never worth a word. */
const graceMs = 3000;
/** The first start reads the disk, and may wait for an earlier hub to end. */
const firstGraceMs = 8000;
const longestBackoffMs = 5000;

export type HubHost = 'shared-worker' | 'elected-tab';

export interface HubConnection {
  readonly phase: Observable<HubPhase>;
  host(): HubHost | undefined;
  /** Sends, or drops while there is no hub: whoever needs an answer asks again in `onUp`. */
  post(message: TabMessage): void;
  close(): void;
}

export interface HubConnectionDeps {
  readonly hosts: HubHosts;
  readonly locks: Locks;
  readonly clock: Clock;
  readonly random: Random;
  /** Held by this tab as long as it lives. */
  readonly lifeLock: string;
  readonly onUp: () => void;
  readonly onDown: () => void;
  readonly onMessage: (message: HubMessage) => void;
}

interface Live {
  readonly port: Port;
  readonly host: HubHost;
  readonly ended: AbortController;
}

/** Keeps this tab connected to the device's hub, and brings a lost hub back. */
export function connectToHub(deps: HubConnectionDeps): HubConnection {
  const { clock, random, locks } = deps;
  const phase = createObservable<HubPhase>('starting');
  let live: Live | undefined;
  /** Of a worker that waits for the key of this device's copy. */
  let locked: Port | undefined;
  let failures = 0;
  let closed = false;
  let lastHeardMs = clock.monotonicMs();
  let cancelGrace: (() => void) | undefined;
  let graceIsOver = false;
  /** It gave up its lock: it is not merely slow. */
  let isKnownDead = false;

  async function bringUp(): Promise<void> {
    while (!closed && live === undefined) {
      const greeted = await greetAny();
      if (greeted !== undefined) {
        up(greeted);
        return;
      }
      failures += 1;
      sayIfLost();
      const backoffMs = Math.min(longestBackoffMs, 150 * 2 ** failures) * random.fraction();
      await new Promise<void>((resolve) => clock.setTimer(backoffMs, resolve));
    }
  }

  /** Tries the ways to a hub one after another. */
  async function greetAny(): Promise<Live | undefined> {
    for (const way of deps.hosts.ways()) {
      const port = way.open();
      if (port === undefined) continue;
      const greeted = await greet(port, way.answerTimeoutMs);
      if (greeted !== undefined) return greeted;
      port.close();
    }
    return undefined;
  }

  function greet(port: Port, timeoutMs: number): Promise<Live | undefined> {
    return new Promise((resolve) => {
      let answer: Live | undefined;
      const giveUp = (): void => {
        resolve(undefined);
      };
      const cancel = clock.setTimer(timeoutMs, giveUp);
      port.start((raw) => {
        const message = hubMessageSchema.safeParse(raw);
        if (!message.success) return;
        if (answer !== undefined) {
          if (live === answer) hear(message.data);
          return;
        }
        cancel();
        if (message.data.type === 'locked' && locked !== port) {
          // However long that takes, while its worker lives: whoever has the key may be away.
          locked = port;
          const { signal } = new AbortController();
          locks.whenFree(message.data.lifeLock, signal).then(giveUp, () => undefined);
        }
        hear(message.data);
        if (message.data.type !== 'welcome' && message.data.type !== 'busy') return;
        if (message.data.type === 'welcome' && message.data.version === portVersion) {
          answer = { port, host: message.data.host, ended: new AbortController() };
          watchLife(answer, message.data.lifeLock);
        }
        resolve(answer);
      });
      const hello: TabMessage = { type: 'hello', version: portVersion, lifeLock: deps.lifeLock };
      port.post(hello);
    });
  }

  function watchLife(candidate: Live, lifeLock: string): void {
    locks.whenFree(lifeLock, candidate.ended.signal).then(
      () => {
        isKnownDead = live === candidate;
        down(candidate);
      },
      () => undefined,
    );
  }

  function up(next: Live): void {
    if (closed) {
      next.port.close();
      return;
    }
    if (next.ended.signal.aborted) {
      void bringUp();
      return;
    }
    live = next;
    failures = 0;
    lastHeardMs = clock.monotonicMs();
    cancelGrace?.();
    cancelGrace = undefined;
    graceIsOver = false;
    isKnownDead = false;
    phase.set('ready');
    deps.onUp();
  }

  function down(lost: Live): void {
    lost.ended.abort();
    lost.port.close();
    if (live !== lost) return;
    live = undefined;
    if (closed) return;
    phase.set('restarting');
    startGrace(graceMs);
    deps.onDown();
    void bringUp();
  }

  function startGrace(forMs: number): void {
    cancelGrace ??= clock.setTimer(forMs, () => {
      graceIsOver = true;
      sayIfLost();
    });
  }

  /** Of a hub that may only be slow, on a very busy machine, time alone proves nothing: every way has to have failed once, too. */
  function sayIfLost(): void {
    if (live === undefined && graceIsOver && (isKnownDead || failures > 0)) phase.set('lost');
  }

  function hear(message: HubMessage): void {
    lastHeardMs = clock.monotonicMs();
    if (message.type === 'welcome' && live !== undefined) {
      // Its worker closed the hub, and opened it anew.
      deps.onDown();
      deps.onUp();
    }
    deps.onMessage(message);
  }

  /** For a hub that hangs, or a browser that cannot tell who is alive. */
  function checkSilence(): void {
    clock.setTimer(silenceCheckMs, () => {
      if (closed) return;
      const checked = live;
      if (checked !== undefined && clock.monotonicMs() - lastHeardMs > silenceMs) {
        const askedMs = clock.monotonicMs();
        checked.port.post({ type: 'ping' } satisfies TabMessage);
        clock.setTimer(silenceCheckMs, () => {
          if (live === checked && lastHeardMs < askedMs) down(checked);
        });
      }
      checkSilence();
    });
  }

  checkSilence();
  startGrace(firstGraceMs);
  void bringUp();

  return {
    phase,
    host: () => live?.host,
    post(message) {
      (live?.port ?? locked)?.post(message);
    },
    close() {
      closed = true;
      (live?.port ?? locked)?.post({ type: 'bye' } satisfies TabMessage);
      if (live !== undefined) down(live);
    },
  };
}
