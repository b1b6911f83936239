/// <reference lib="webworker" />
import { workspaceNameSchema } from '@holdfast/shared/protocol/names';
import { inlineHeavyWork } from '@holdfast/shared/replica/heavy-inline';
import { StoreFault, type Store } from '@holdfast/shared/replica/ports';
import { deleteDB } from 'idb';
import { z } from 'zod/mini';
import { openAccessRows } from '../access/device/access-rows.ts';
import { createDeviceLock, type DeviceLock } from '../lock/device-lock.ts';
import { fetchBootstrap } from './bootstrap.ts';
import { listenForBroadcastPorts } from './broadcast-port.ts';
import { openHub, type Hub, type OpenCore } from './hub.ts';
import { openHubCore, type HubCore } from './hub-core.ts';
import { hubNames } from './hub-names.ts';
import { openIdbStore } from './idb-store.ts';
import { createLocks } from './locks.ts';
import { createMessagePort, createWaitingPort, type Port } from './port.ts';
import { createWebClock, createWebRandom } from './web-clock.ts';
import { createVolatileStore } from './volatile-store.ts';
import { dialRelay } from './web-transport.ts';

declare const self: SharedWorkerGlobalScope | DedicatedWorkerGlobalScope;

// The relay's content security policy forbids making code from text.
z.config({ jitless: true });

/** The hub of a tab that was just closed or reloaded gives its lock back within this time. */
const patienceMs = 1500;

const clock = createWebClock();
const locks = createLocks(self.navigator.locks);
const workspace = workspaceNameSchema.parse(self.name.replace(/^holdfast-hub-/, ''));
const databaseName = `holdfast-${workspace}`;
const waiting: Port[] = [];
let lock: DeviceLock | undefined;
let isBusy = false;

listenForTabs();
becomeHub().catch(() => {
  // Its locks go back with it, so that a tab can start another.
  self.close();
});

function listenForTabs(): void {
  if ('onconnect' in self) {
    self.onconnect = (event) => {
      const [port] = event.ports;
      if (port !== undefined) {
        attach(
          createMessagePort(port, () => {
            port.close();
          }),
        );
      }
    };
    return;
  }
  attach(createMessagePort(self, () => undefined));
}

function attach(port: Port): void {
  if (lock !== undefined) {
    lock.attach(port);
  } else if (isBusy) {
    port.post({ type: 'busy' });
    port.close();
  } else {
    waiting.push(createWaitingPort(port));
  }
}

/** Only the holder of the lock touches the store: two hubs over one database would not see each other's writes. */
async function becomeHub(): Promise<void> {
  const names = hubNames(workspace);
  const cancelPatience = clock.setTimer(patienceMs, () => {
    isBusy = true;
    for (const port of waiting.splice(0)) attach(port);
  });
  await locks.hold(names.hubLock);
  cancelPatience();
  isBusy = false;
  const lifeLock = `${names.hubLock}-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`;
  await locks.hold(lifeLock);
  lock = createDeviceLock({
    clock,
    lifeLock,
    openBase,
    deleteBase: () => deleteDB(databaseName),
    openHub: (openStore, isSealed) => openHubOver(openStore, isSealed, lifeLock),
    end: () => self.close(),
  });
  listenForBroadcastPorts(new BroadcastChannel(names.channel), lock.attach);
  for (const port of waiting.splice(0)) attach(port);
  await lock.start();
}

async function openHubOver(
  openStore: () => Promise<Store>,
  isSealed: boolean,
  lifeLock: string,
): Promise<Hub> {
  const hub = await openHub({
    workspace,
    host: 'onconnect' in self ? 'shared-worker' : 'elected-tab',
    clock,
    locks,
    lifeLock,
    isSealed,
    openCore: (events) => openCore(openStore, events),
  });
  const retry = (): void => hub.retryRelays();
  self.addEventListener('online', retry);
  hub.whenOpen.catch(() => self.close());
  return {
    ...hub,
    close() {
      self.removeEventListener('online', retry);
      return hub.close();
    },
  };
}

type Events = Parameters<OpenCore>[0];

/** Over the device's store; where that cannot be written, over one that forgets, so that the app still works. */
async function openCore(openStore: () => Promise<Store>, events: Events): ReturnType<OpenCore> {
  let store: Store | undefined;
  try {
    store = await openStore();
    return { core: await openCoreOver(store, events) };
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    const core = await openCoreOver(createVolatileStore(store), events);
    return { core, fault: error.reason };
  }
}

function openCoreOver(store: Store, events: Events): Promise<HubCore> {
  return openHubCore({
    ...events,
    workspace,
    store,
    clock,
    random: createWebRandom(),
    heavy: inlineHeavyWork,
    dial: (url) => dialRelay(url, workspace),
    openAccessRows,
    pageHost: self.location.host,
    originRelays: async () => (await fetchBootstrap(self.location.origin)).relays,
  });
}

function openBase(): Promise<Store> {
  return openIdbStore({
    databaseName,
    estimateBytes: async () => (await self.navigator.storage?.estimate())?.usage ?? 0,
  });
}
