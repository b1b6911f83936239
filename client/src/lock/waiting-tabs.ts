import type { Port } from '../hub/port.ts';
import {
  type LockAnswer,
  type LockQuestion,
  type LockShown,
  readLockQuestion,
} from './lock-messages.ts';

/** What a hub takes of a tab's port. */
interface Takes {
  attach(port: Port): void;
}

interface Waiting {
  readonly port: Port;
  /** What it said first, for whichever hub comes. */
  hello: unknown;
  toHub: ((message: unknown) => void) | undefined;
  isReady: boolean;
}

export interface WaitingTabs {
  attach(port: Port): void;
  /** From here on tabs talk to this hub. */
  hand(hub: Takes): void;
  /** Takes them back: there is no hub any more. */
  takeBack(): void;
  /** What tabs that have no hub are shown; undefined: nothing, they wait. */
  show(shown: LockShown): void;
  /** Resolves when every tab has said that it is ready, or has gone. */
  whenReady(): Promise<void>;
}

export interface WaitingTabsDeps {
  /** Held by this worker as long as it lives. */
  readonly lifeLock: string;
  /** Answers a question about the lock. */
  readonly answer: (question: Exclude<LockQuestion, { ask: 'ready' }>) => Promise<LockAnswer>;
}

/** Stands between tabs and the hub, which comes and goes as the copy is locked and unlocked. */
export function createWaitingTabs(deps: WaitingTabsDeps): WaitingTabs {
  const tabs = new Set<Waiting>();
  let hub: Takes | undefined;
  let shown: LockShown | undefined;
  let allReady: (() => void) | undefined;

  function tell(tab: Waiting): void {
    if (shown !== undefined && tab.hello !== undefined) {
      tab.port.post({ type: 'locked', lifeLock: deps.lifeLock, lock: shown });
    }
  }

  function checkReady(): void {
    if ([...tabs].every(({ isReady }) => isReady)) allReady?.();
  }

  function forget(tab: Waiting): void {
    tabs.delete(tab);
    checkReady();
  }

  function join(tab: Waiting, to: Takes): void {
    to.attach({
      post(message) {
        tab.port.post(message);
      },
      start(onMessage) {
        tab.toHub = onMessage;
      },
      close() {
        forget(tab);
        tab.port.close();
      },
    });
    if (tab.hello !== undefined) tab.toHub?.(tab.hello);
  }

  async function answer(tab: Waiting, request: number, lock: LockQuestion): Promise<void> {
    if (lock.ask === 'ready') {
      tab.isReady = true;
      checkReady();
    }
    const said = lock.ask === 'ready' ? ({ answer: 'done' } as const) : await deps.answer(lock);
    tab.port.post({ type: 'access', request, answer: said });
  }

  function hear(tab: Waiting, message: unknown): void {
    const asked = readLockQuestion(message);
    if (asked !== undefined) {
      void answer(tab, asked.request, asked.lock);
      return;
    }
    const type = typeOf(message);
    if (type === 'hello') tab.hello = message;
    // Those of whoever is not there say nothing to a hub that is not there, either.
    if (type === 'bye' && tab.toHub === undefined) forget(tab);
    if (tab.toHub !== undefined) tab.toHub(message);
    else if (type === 'hello') tell(tab);
    else if (type === 'ping') tab.port.post({ type: 'alive' });
  }

  return {
    attach(port) {
      const tab: Waiting = { port, hello: undefined, toHub: undefined, isReady: false };
      tabs.add(tab);
      port.start((message) => hear(tab, message));
      if (hub !== undefined) join(tab, hub);
    },
    hand(next) {
      hub = next;
      shown = undefined;
      for (const tab of tabs) join(tab, next);
    },
    takeBack() {
      hub = undefined;
      for (const tab of tabs) tab.toHub = undefined;
    },
    show(next) {
      shown = next;
      for (const tab of tabs) tell(tab);
    },
    whenReady() {
      for (const tab of tabs) tab.isReady = false;
      return new Promise((resolve) => {
        allReady = resolve;
        checkReady();
      });
    },
  };
}

function typeOf(message: unknown): unknown {
  return typeof message === 'object' && message !== null && 'type' in message
    ? message.type
    : undefined;
}
