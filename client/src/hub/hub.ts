import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import type { Clock, StoreFault } from '@holdfast/shared/replica/ports';
import type { DeviceFault } from './client-api.ts';
import { answerTab } from './hub-answers.ts';
import type { HubCore, HubCoreDeps } from './hub-core.ts';
import type { Locks } from './locks.ts';
import type { Port } from './port.ts';
import {
  type HubMessage,
  portVersion,
  type ProjectionEntry,
  type TabMessage,
  tabMessageSchema,
} from './port-messages.ts';
import { createTabSession, type TabSession } from './tab-session.ts';

/** Background tabs may not run timers; this worker may. */
const aliveMs = 10_000;
/** Changes of status within this time are told together. */
const statusDelayMs = 40;
/** One message of projections holds no more than this: a tab paints the first before it has the last. */
const entriesAtOnce = 2000;

export type OpenCore = (
  events: Pick<HubCoreDeps, 'onEntries' | 'onStatus' | 'onStoreFailed'>,
) => Promise<{ readonly core: HubCore; readonly fault?: DeviceFault }>;

export interface HubDeps {
  readonly workspace: WorkspaceName;
  readonly host: 'shared-worker' | 'elected-tab';
  readonly clock: Clock;
  readonly locks: Locks;
  /** Held by this hub as long as it lives. */
  readonly lifeLock: string;
  /** Opens the store and all over it; `fault` where this device cannot keep anything for good. */
  readonly openCore: OpenCore;
}

export interface Hub {
  /** Serves one tab until it is gone. */
  attach(port: Port): void;
  /** The network is back: relays are tried at once. */
  retryRelays(): void;
  close(): Promise<void>;
}

interface Tab {
  readonly port: Port;
  readonly gone: AbortController;
  session: TabSession;
}

/** The one replica of this device and workspace, for all its tabs. Rejects when it cannot be opened at all. */
export async function openHub(deps: HubDeps): Promise<Hub> {
  const { clock } = deps;
  const tabs = new Set<Tab>();
  let deletedUnderUs = false;
  let statusWaits = true;
  let closed = false;
  let startingOver = false;
  let opened = await openNew();

  function openNew(): ReturnType<OpenCore> {
    let fault: StoreFault | undefined;
    return deps.openCore({
      onEntries,
      onStatus,
      onStoreFailed(next) {
        onStatus();
        if (next.reason !== 'gone' || fault?.reason === 'gone') return;
        fault = next;
        void startOver();
      },
    });
  }

  function post(tab: Tab, message: HubMessage): void {
    tab.port.post(message);
  }

  function onEntries(entries: readonly ProjectionEntry[]): void {
    for (const tab of tabs) post(tab, { type: 'projections', anew: false, entries: [...entries] });
  }

  function onStatus(): void {
    if (statusWaits) return;
    statusWaits = true;
    clock.setTimer(statusDelayMs, () => {
      statusWaits = false;
      if (closed || startingOver) return;
      const message = statusMessage();
      for (const tab of tabs) post(tab, message);
    });
  }

  function statusMessage(): HubMessage {
    const status = { ...opened.core.status(), deletedUnderUs };
    const fault = opened.fault ?? status.fault;
    return { type: 'status', status: fault === undefined ? status : { ...status, fault } };
  }

  /** The database is gone, with what was in it. What tabs have open and relays hold comes back into a new one. */
  async function startOver(): Promise<void> {
    if (startingOver || closed) return;
    startingOver = true;
    deletedUnderUs = true;
    const lost = opened.core;
    opened = await openNew();
    startingOver = false;
    for (const tab of tabs) {
      tab.session.closeAll();
      tab.session = sessionFor(tab.port);
      sendAll(tab, true);
    }
    await lost.close().catch(() => undefined);
  }

  function sessionFor(port: Port): TabSession {
    const { replica, outbox } = opened.core;
    return createTabSession({
      replica,
      outbox,
      post(message) {
        port.post(message);
      },
    });
  }

  /** `anew`: what the tab knew before is void. */
  function sendAll(tab: Tab, anew: boolean): void {
    const entries = opened.core.projections.entries();
    for (let at = 0; at === 0 || at < entries.length; at += entriesAtOnce) {
      const slice = entries.slice(at, at + entriesAtOnce);
      post(tab, { type: 'projections', anew: anew && at === 0, entries: slice });
    }
    post(tab, statusMessage());
  }

  function attach(port: Port): void {
    let tab: Tab | undefined;
    port.start((raw) => {
      const message = tabMessageSchema.safeParse(raw);
      if (!message.success || closed) return;
      if (message.data.type === 'hello') tab = welcome(port, message.data.lifeLock, tab);
      else if (tab !== undefined) handle(tab, message.data);
    });
  }

  function welcome(port: Port, lifeLock: string, known: Tab | undefined): Tab {
    if (known !== undefined) forget(known);
    const tab: Tab = { port, gone: new AbortController(), session: sessionFor(port) };
    tabs.add(tab);
    const { host } = deps;
    post(tab, { type: 'welcome', version: portVersion, lifeLock: deps.lifeLock, host });
    sendAll(tab, false);
    deps.locks.whenFree(lifeLock, tab.gone.signal).then(
      () => {
        forget(tab);
        port.close();
      },
      () => undefined,
    );
    return tab;
  }

  function forget(tab: Tab): void {
    if (!tabs.delete(tab)) return;
    tab.gone.abort();
    tab.session.closeAll();
  }

  function handle(tab: Tab, message: Exclude<TabMessage, { type: 'hello' }>): void {
    const { core } = opened;
    switch (message.type) {
      case 'open':
        tab.session.open(message.channel, message.doc);
        return;
      case 'frame':
        tab.session.frame(message.channel, message.bytes);
        return;
      case 'close':
        tab.session.close(message.channel);
        return;
      case 'retry':
        core.dialer.retry(message.url);
        return;
      case 'add-relay':
        core.relays.add(message.url);
        return;
      case 'remove-relay':
        core.relays.remove(message.url);
        return;
      case 'ping':
        post(tab, { type: 'alive' });
        return;
      case 'bye':
        forget(tab);
        tab.port.close();
        return;
      default:
        void answerTab(core, deps.workspace, message).then((answer) => {
          post(tab, answer);
        });
    }
  }

  function keepAlive(): () => void {
    let cancel = clock.setTimer(aliveMs, beat);
    function beat(): void {
      for (const tab of tabs) post(tab, { type: 'alive' });
      cancel = clock.setTimer(aliveMs, beat);
    }
    return () => {
      cancel();
    };
  }

  statusWaits = false;
  const stopBeating = keepAlive();

  return {
    attach,
    retryRelays() {
      opened.core.dialer.retry();
    },
    async close() {
      closed = true;
      stopBeating();
      for (const tab of [...tabs]) forget(tab);
      await opened.core.close();
    },
  };
}
