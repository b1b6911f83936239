import type { DocumentName, WorkspaceName } from '@holdfast/shared/protocol/names';
import type { Clock, StoreFault } from '@holdfast/shared/replica/ports';
import { answerAccess } from '../access/device/answer-access.ts';
import type { DeviceFault } from './client-api.ts';
import { answerFinding, answerTab } from './hub-answers.ts';
import type { HubCore, HubCoreDeps, KeptView } from './hub-core.ts';
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
  events: Pick<HubCoreDeps, 'onKept' | 'onEntries' | 'onStatus' | 'onStoreFailed'>,
) => Promise<OpenedCore>;

interface OpenedCore {
  readonly core: HubCore;
  readonly fault?: DeviceFault;
}

export interface HubDeps {
  readonly workspace: WorkspaceName;
  readonly host: 'shared-worker' | 'elected-tab';
  readonly clock: Clock;
  readonly locks: Locks;
  /** Held by this hub as long as it lives. */
  readonly lifeLock: string;
  /** What lies in the store is encrypted: tabs then keep nothing beside it. */
  readonly isSealed?: boolean;
  /** Opens the store and all over it; `fault` where this device cannot keep anything for good. */
  readonly openCore: OpenCore;
}

export interface Hub {
  /** Resolves once documents can be opened; rejects when the device's copy cannot be opened at all. */
  readonly whenOpen: Promise<void>;
  /** Serves one tab until it is gone. */
  attach(port: Port): void;
  /** The network is back: relays are tried at once. */
  retryRelays(): void;
  close(): Promise<void>;
}

interface Tab {
  readonly port: Port;
  readonly gone: AbortController;
  /** Absent until the log is open. */
  session: TabSession | undefined;
  /** What it asked for before that. */
  readonly waiting: OverLog[];
}

type AfterHello = Exclude<TabMessage, { type: 'hello' }>;
/** What needs the log. */
type OverLog = Exclude<AfterHello, { type: 'search' | 'related' | 'ping' | 'bye' }>;
type OverDocuments = Exclude<OverLog, { type: 'access' }>;

/**
 * The one replica of this device and workspace, for all its tabs. Resolves as soon as there is
 * something to show: lists and the search do not wait for the log. Rejects when nothing can be
 * opened at all.
 */
export async function openHub(deps: HubDeps): Promise<Hub> {
  const { clock } = deps;
  const tabs = new Set<Tab>();
  let kept: KeptView | undefined;
  let deletedUnderUs = false;
  let statusWaits = true;
  let closed = false;
  let startingOver = false;
  let opened: OpenedCore | undefined;
  let somethingToShow = (): void => undefined;
  const firstKept = new Promise<void>((resolve) => {
    somethingToShow = resolve;
  });
  const whenOpen = openNew().then(opens);
  // Whoever asks for it is told; a tab that only reads need not.
  whenOpen.catch(() => undefined);
  await Promise.race([firstKept, whenOpen]);

  function openNew(): ReturnType<OpenCore> {
    let fault: StoreFault | undefined;
    return deps.openCore({
      onKept(view) {
        kept = view;
        // The store may fail only after that, and another one be read in its place.
        if (!startingOver) for (const tab of tabs) sendProjections(tab, true);
        somethingToShow();
      },
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

  function opens(next: OpenedCore): void {
    opened = next;
    for (const tab of tabs) {
      tab.session = sessionFor(tab.port, next.core);
      post(tab, statusMessage(next));
      for (const message of tab.waiting.splice(0)) handle(tab, message);
    }
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
      if (closed || startingOver || opened === undefined) return;
      const message = statusMessage(opened);
      for (const tab of tabs) post(tab, message);
    });
  }

  function statusMessage({ core, ...over }: OpenedCore): HubMessage {
    const status = { ...core.status(), deletedUnderUs };
    const fault = over.fault ?? status.fault;
    return { type: 'status', status: fault === undefined ? status : { ...status, fault } };
  }

  /** The database is gone, with what was in it. What tabs have open and relays hold comes back into a new one. */
  async function startOver(): Promise<void> {
    if (startingOver || closed || opened === undefined) return;
    startingOver = true;
    deletedUnderUs = true;
    const lost = opened;
    const next = await openNew();
    opened = next;
    startingOver = false;
    for (const tab of tabs) {
      tab.session?.closeAll();
      tab.session = sessionFor(tab.port, next.core);
      sendProjections(tab, true);
      post(tab, statusMessage(next));
    }
    await lost.core.close().catch(() => undefined);
  }

  function sessionFor(port: Port, { replica, outbox }: HubCore): TabSession {
    return createTabSession({
      replica,
      outbox,
      post(message) {
        port.post(message);
      },
    });
  }

  /** `anew`: what the tab knew before is void. */
  function sendProjections(tab: Tab, anew: boolean): void {
    const entries = kept?.entries() ?? [];
    for (let at = 0; at === 0 || at < entries.length; at += entriesAtOnce) {
      const slice = entries.slice(at, at + entriesAtOnce);
      post(tab, { type: 'projections', anew: anew && at === 0, entries: slice });
    }
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
    const session = opened && sessionFor(port, opened.core);
    const tab: Tab = { port, gone: new AbortController(), session, waiting: [] };
    tabs.add(tab);
    const { host, lifeLock: own, isSealed: sealed = false } = deps;
    post(tab, { type: 'welcome', version: portVersion, lifeLock: own, host, sealed });
    sendProjections(tab, false);
    if (opened !== undefined) post(tab, statusMessage(opened));
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
    tab.session?.closeAll();
  }

  function handle(tab: Tab, message: AfterHello): void {
    switch (message.type) {
      case 'search':
      case 'related':
        if (kept === undefined) return;
        void answerFinding(kept.search, message).then((answer) => {
          post(tab, answer);
        });
        return;
      case 'ping':
        post(tab, { type: 'alive' });
        return;
      case 'bye':
        forget(tab);
        tab.port.close();
        return;
      default:
        if (opened === undefined || tab.session === undefined) tab.waiting.push(message);
        else if (message.type === 'access') void answerAboutAccess(tab, opened.core, message);
        else carryOut(tab.session, opened.core, deps.workspace, tab.port, message);
    }
  }

  async function answerAboutAccess(
    tab: Tab,
    core: HubCore,
    { request, question }: Extract<OverLog, { type: 'access' }>,
  ): Promise<void> {
    const onReplaced = (doc: DocumentName): void => {
      for (const { session } of tabs) session?.replaced(doc);
    };
    const answer = await answerAccess({ core, onReplaced }, question);
    post(tab, { type: 'access', request, answer });
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
    whenOpen,
    attach,
    retryRelays() {
      opened?.core.dialer.retry();
    },
    async close() {
      closed = true;
      stopBeating();
      for (const tab of [...tabs]) forget(tab);
      await whenOpen.catch(() => undefined);
      await opened?.core.close();
    },
  };
}

/** Does what needs the log. */
function carryOut(
  session: TabSession,
  core: HubCore,
  workspace: WorkspaceName,
  port: Port,
  message: OverDocuments,
): void {
  switch (message.type) {
    case 'open':
      session.open(message.channel, message.doc);
      return;
    case 'frame':
      session.frame(message.channel, message.bytes);
      return;
    case 'close':
      session.close(message.channel);
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
    default:
      void answerTab(core.replica, workspace, message).then((answer) => {
        port.post(answer);
      });
  }
}
