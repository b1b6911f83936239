import 'fake-indexeddb/auto';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import { inlineHeavyWork } from '@holdfast/shared/replica/heavy-inline';
import { StoreFault, type Store } from '@holdfast/shared/replica/ports';
import { deleteDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { openAccessRows } from '../access/device/access-rows.ts';
import { createEditTracker } from './edit-tracker.ts';
import { holdDocument } from './held-document.ts';
import { type Hub, openHub } from './hub.ts';
import { openHubCore } from './hub-core.ts';
import { createHubRequests } from './hub-requests.ts';
import { createHubSockets, hubAddress } from './hub-socket.ts';
import { openIdbStore } from './idb-store.ts';
import { createLocks } from './locks.ts';
import { createMessagePort } from './port.ts';
import {
  type HubStatus,
  hubMessageSchema,
  portVersion,
  type ProjectionEntry,
} from './port-messages.ts';
import { createWebClock, createWebRandom } from './web-clock.ts';

const clock = createWebClock();
const locks = createLocks(undefined);
const opened: (() => void | Promise<void>)[] = [];
let databases = 0;

afterEach(async () => {
  for (const end of opened.splice(0).reverse()) await end();
});

/** A hub without a network over a database of its own. */
async function startHub(
  databaseName = `holdfast-test-hub-${++databases}`,
  over: (store: Store) => Store = (store) => store,
  relays: readonly string[] = [],
) {
  const hub = await openHub({
    workspace: 'demo',
    host: 'shared-worker',
    clock,
    locks,
    lifeLock: 'life',
    async openCore(events) {
      const estimateBytes = () => Promise.resolve(0);
      const store = await openIdbStore({ databaseName, estimateBytes });
      const core = await openHubCore({
        ...events,
        workspace: 'demo',
        store: over(store),
        clock,
        random: createWebRandom(),
        heavy: inlineHeavyWork,
        dial: () => Promise.reject(new Error('no network here')),
        originRelays: () => Promise.resolve(relays),
        pageHost: 'page.example',
        openAccessRows: () => openAccessRows(`${databaseName}-access`),
      });
      return { core };
    },
  });
  opened.push(hub.close);
  return { hub, databaseName };
}

/** A store that gives its log only after `hold`. */
function slowLog(store: Store, hold: () => Promise<void>): Store {
  return {
    ...store,
    range: async (from, to, limit) => {
      if (from.startsWith('c/')) await hold();
      return store.range(from, to, limit);
    },
  };
}

/** A tab's end of a port to `hub`: documents by the stock provider, and what the hub tells. */
function openTab(hub: Hub) {
  const { port1, port2 } = new MessageChannel();
  hub.attach(
    createMessagePort(port1, () => {
      port1.close();
    }),
  );
  const port = createMessagePort(port2, () => {
    port2.close();
  });
  const trackers = new Map<DocumentName, ReturnType<typeof createEditTracker>>();
  const projections = new Map<DocumentName, ProjectionEntry['projection']>();
  let status: HubStatus | undefined;
  const sockets = createHubSockets({
    post: port.post,
    isUp: () => true,
    observerOf(doc) {
      const tracker = trackers.get(doc);
      return (
        tracker && {
          onOpened: tracker.opened,
          onClosed: tracker.closed,
          onSending: tracker.sending,
          onSaved: tracker.saved,
        }
      );
    },
    onOutbox: () => undefined,
  });
  const requests = createHubRequests(port.post);
  port.start((raw) => {
    const message = hubMessageSchema.parse(raw);
    if (message.type === 'status') status = message.status;
    if (message.type === 'projections') {
      for (const { doc, projection } of message.entries) projections.set(doc, projection);
    }
    sockets.hear(message);
    requests.hear(message);
  });
  port.post({ type: 'hello', version: portVersion, lifeLock: 'tab' });
  opened.push(() => {
    port.close();
  });
  return {
    projections,
    requests,
    WebSocketPolyfill: sockets.WebSocketPolyfill,
    status: () => status,
    open(name: DocumentName) {
      const doc = new Y.Doc();
      const tracker = createEditTracker(() => Y.encodeStateAsUpdate(doc));
      trackers.set(name, tracker);
      doc.on(
        'update',
        (update: Uint8Array, _origin: unknown, _doc: Y.Doc, change: Y.Transaction) => {
          if (change.local) tracker.edited(update);
        },
      );
      const provider = new WebsocketProvider(hubAddress, name, doc, {
        disableBc: true,
        WebSocketPolyfill: sockets.WebSocketPolyfill,
      });
      opened.push(() => {
        provider.destroy();
        doc.destroy();
      });
      return { doc, tracker, body: doc.getText('body') };
    },
  };
}

describe('hub', () => {
  it('carries edits from tab to tab, and tells when they are on disk', async () => {
    const { hub } = await startHub();
    const here = openTab(hub).open('runbook:a');
    const there = openTab(hub).open('runbook:a');
    here.body.insert(0, 'hello');
    expect(here.tracker.pending()).toBe(1);
    await vi.waitFor(() => expect(there.body.toJSON()).toBe('hello'));
    await vi.waitFor(() => expect(here.tracker.settled()).toBe(true));
  });

  it('claims nothing of relays that have never let it in, also where nothing was edited', async () => {
    const relays = ['ws://one.example', 'ws://two.example'];
    const { hub } = await startHub(undefined, undefined, relays);
    const tab = openTab(hub);
    await vi.waitFor(() => expect(tab.status()?.relays).toHaveLength(2), 5000);
    expect(tab.status()?.outbox).toEqual({ pending: 0, relays: 0, wanted: 2 });
  });

  it('has after a restart what it said was saved', async () => {
    const { hub, databaseName } = await startHub();
    const before = openTab(hub).open('runbook:a');
    before.body.insert(0, 'kept');
    await vi.waitFor(() => expect(before.tracker.settled()).toBe(true));
    await hub.close();
    const again = await startHub(databaseName);
    const after = openTab(again.hub).open('runbook:a');
    await vi.waitFor(() => expect(after.body.toJSON()).toBe('kept'));
  });

  it('projects documents, finds them by their text, and shows them at once after a restart', async () => {
    const { hub, databaseName } = await startHub();
    const tab = openTab(hub);
    tab.open('runbook:a').body.insert(0, '# Failover\n\nPromote the replica.');
    await vi.waitFor(() =>
      expect(tab.projections.get('runbook:a')).toMatchObject({ title: 'Failover', text: '' }),
    );
    const { hits } = await tab.requests.search('promote', 5);
    expect(hits).toMatchObject([{ doc: 'runbook:a', title: 'Failover' }]);
    await hub.close();
    const again = openTab((await startHub(databaseName)).hub);
    await vi.waitFor(() => expect(again.projections.size).toBe(1));
    await vi.waitFor(async () =>
      expect(await again.requests.search('replica', 5)).toMatchObject({ total: 1 }),
    );
    expect(await again.requests.related('runbook:a', 5)).toEqual([]);
  });

  it('shows and finds what it kept while the log is still being read, then does what tabs asked for', async () => {
    const { hub, databaseName } = await startHub();
    const tab = openTab(hub);
    const { body, tracker } = tab.open('runbook:a');
    body.insert(0, 'Promote the replica.');
    await vi.waitFor(() => expect(tracker.settled()).toBe(true));
    await vi.waitFor(() => expect(tab.projections.size).toBe(1));
    await hub.close();
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const again = openTab(
      (await startHub(databaseName, (store) => slowLog(store, () => held))).hub,
    );
    const opened = again.open('runbook:a');
    await vi.waitFor(() => expect(again.projections.size).toBe(1));
    await vi.waitFor(async () =>
      expect(await again.requests.search('replica', 5)).toMatchObject({ total: 1 }),
    );
    expect(again.status()).toBeUndefined();
    expect(opened.body.toJSON()).toBe('');
    letGo();
    await vi.waitFor(() => expect(opened.body.toJSON()).toBe('Promote the replica.'));
    expect(again.status()?.documents).toBe(1);
  });

  it('says that it cannot be opened, also after it has shown what it kept', async () => {
    const { hub, databaseName } = await startHub();
    const { body, tracker } = openTab(hub).open('runbook:a');
    body.insert(0, 'a');
    await vi.waitFor(() => expect(tracker.settled()).toBe(true));
    await hub.close();
    const fail = () => Promise.reject(new StoreFault('failed', 'the disk is gone'));
    const started = startHub(databaseName, (store) => slowLog(store, fail));
    await expect(started.then(({ hub: next }) => next.whenOpen)).rejects.toThrow(
      'the disk is gone',
    );
  });

  it('hands the workspace over by file to a device that never saw it', async () => {
    const tab = openTab((await startHub()).hub);
    const { body, tracker } = tab.open('runbook:a');
    body.insert(0, 'by hand');
    await vi.waitFor(() => expect(tracker.settled()).toBe(true));
    const file = await tab.requests.exportFile();
    const other = openTab((await startHub()).hub);
    expect(await other.requests.importFile(file)).toEqual({ ok: true, documents: 1, changed: 1 });
    const received = other.open('runbook:a');
    await vi.waitFor(() => expect(received.body.toJSON()).toBe('by hand'));
    expect(await other.requests.importFile(file.slice(0, -1))).toMatchObject({ ok: false });
  });

  it('begins anew from what tabs have open when its database was deleted', async () => {
    const { hub, databaseName } = await startHub();
    const tab = openTab(hub);
    const { body, tracker } = tab.open('runbook:a');
    body.insert(0, 'open');
    await vi.waitFor(() => expect(tracker.settled()).toBe(true));
    await deleteDB(databaseName);
    body.insert(4, ' still');
    await vi.waitFor(() => expect(tab.status()?.deletedUnderUs).toBe(true), 5000);
    await vi.waitFor(() => expect(tracker.settled()).toBe(true), 5000);
    const other = openTab(hub).open('runbook:a');
    await vi.waitFor(() => expect(other.body.toJSON()).toBe('open still'));
  });

  it('a tab whose client id somebody else wrote with speaks for the new one that Yjs gives it', async () => {
    const { hub } = await startHub();
    const held = holdDocument({
      isCopied: true,
      name: 'runbook:a',
      databaseName: `holdfast-test-copy-${databases}`,
      WebSocketPolyfill: openTab(hub).WebSocketPolyfill,
      locks,
      presence: () => ({ name: 'Ann' }),
      onPresence: () => undefined,
      onProgress: () => undefined,
      onRefused: () => undefined,
    });
    opened.push(held.end);
    const forged = new Y.Doc();
    forged.clientID = held.doc.clientID;
    forged.getText('body').insert(0, 'not by Ann. ');
    Y.applyUpdate(held.doc, Y.encodeStateAsUpdate(forged), 'somebody');
    expect(held.doc.clientID).not.toBe(forged.clientID);
    expect(held.awareness().clientID).toBe(held.doc.clientID);
    expect(held.awareness().getLocalState()).toEqual({ name: 'Ann' });
    held.doc.getText('body').insert(0, 'by Ann. ');
    const { body } = openTab(hub).open('runbook:a');
    await vi.waitFor(() => expect(body.toJSON()).toBe('by Ann. not by Ann. '));
  });

  it('ignores what is not a message', async () => {
    const { hub } = await startHub();
    const { port1, port2 } = new MessageChannel();
    hub.attach(
      createMessagePort(port1, () => {
        port1.close();
      }),
    );
    for (const junk of [
      undefined,
      'x',
      { type: 'frame' },
      { type: 'open', channel: -1, doc: '../x' },
    ]) {
      port2.postMessage(junk);
    }
    port2.close();
    const { body, tracker } = openTab(hub).open('runbook:a');
    body.insert(0, 'fine');
    await vi.waitFor(() => expect(tracker.settled()).toBe(true));
  });
});
