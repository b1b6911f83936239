import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import { fetchBootstrap } from './bootstrap.ts';
import type { HubClient } from './client-api.ts';
import { openDeviceDocument } from './device-document.ts';
import { watchDeviceStorage } from './device-storage.ts';
import { createHubClient } from './hub-client.ts';
import { createHubHosts } from './hub-hosts.ts';
import { createLocks } from './locks.ts';
import { deviceMemory } from './remembered-workspace.ts';
import { sealedNote } from './sealed-note.ts';
import { startSharedHub } from './start-shared-hub.ts';
import { createWebClock, createWebRandom } from './web-clock.ts';
import {
  chooseWorkspace,
  likelyWorkspaces,
  nameWorkspace,
  rememberHeld,
  type WorkspaceChoiceDeps,
} from './workspace-choice.ts';

const defaultWorkspace: WorkspaceName = 'demo';

/** Connects this tab to the device's hub. Returns as soon as the workspace is known; waits for no network after the first visit. */
export async function connectHub(): Promise<HubClient> {
  const choice = await chooseWorkspace(new URL(location.href), choiceDeps);
  const { workspace } = choice;
  if (choice.isNamedInAddresses) {
    // A reload must come back here, and a copied address lead here.
    const named = nameWorkspace(location.href, workspace);
    history.replaceState(history.state, '', named);
  }
  const random = createWebRandom();
  const tabId = random.bytes(8).join('.');
  const locks = createLocks(navigator.locks);
  const lifeLock = `holdfast-tab-${tabId}`;
  await locks.hold(lifeLock);
  const client = createHubClient({
    ...choice,
    likelyWorkspaces: () => likelyWorkspaces(workspace, choiceDeps),
    locks,
    lifeLock,
    random,
    clock: createWebClock(),
    hosts: createHubHosts({
      workspace,
      locks,
      tabId,
      startSharedWorker: 'SharedWorker' in window ? startSharedHub : undefined,
      startWorker: (name) =>
        new Worker(new URL('./hub-worker.ts', import.meta.url), { type: 'module', name }),
    }),
    device: openDeviceDocument(new BroadcastChannel('holdfast-device'), random),
    storage: watchDeviceStorage(navigator.storage),
    // Nobody waits for what an earlier tab left.
    leftCopies: async () => (await import('./left-copies.ts')).leftCopies(workspace),
    sealed: sealedNote(workspace),
  });
  const retry = (): void => {
    if (document.visibilityState === 'visible') client.retry();
  };
  window.addEventListener('online', retry);
  document.addEventListener('visibilitychange', retry);
  window.addEventListener('pagehide', client.close);
  // A page brought back from the browser's cache has no hub any more.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
  rememberOnceHeld(client);
  return client;
}

const choiceDeps: WorkspaceChoiceDeps = {
  memory: deviceMemory,
  askOrigin: () =>
    fetchBootstrap(location.origin).then(
      (bootstrap) => bootstrap.workspace ?? defaultWorkspace,
      () => undefined,
    ),
};

/** Remembers the workspace as soon as it is known to hold something. */
function rememberOnceHeld(client: HubClient): void {
  const check = (): void => {
    if (client.sync.get().documents === 0) return;
    stop();
    rememberHeld(deviceMemory, client.workspace);
  };
  const stop = client.sync.subscribe(check);
}
