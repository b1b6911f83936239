import {
  documentNameSchema,
  type DocumentName,
  type WorkspaceName,
  workspaceNameSchema,
} from '@holdfast/shared/protocol/names';
import { fetchBootstrap } from './bootstrap.ts';
import type { HubClient } from './client-api.ts';
import { openDeviceDocument } from './device-document.ts';
import { watchDeviceStorage } from './device-storage.ts';
import { createHubClient } from './hub-client.ts';
import { createHubHosts } from './hub-hosts.ts';
import { createLocks } from './locks.ts';
import { tabCopyName } from './open-documents.ts';
import { createWebClock, createWebRandom } from './web-clock.ts';

const workspaceKey = 'holdfast-workspace';
const defaultWorkspace: WorkspaceName = 'demo';

/** Connects this tab to the device's hub. Returns as soon as the workspace is known; waits for no network after the first visit. */
export async function connectHub(): Promise<HubClient> {
  const workspace = await chooseWorkspace();
  const random = createWebRandom();
  const tabId = random.bytes(8).join('.');
  const locks = createLocks(navigator.locks);
  const lifeLock = `holdfast-tab-${tabId}`;
  await locks.hold(lifeLock);
  const client = createHubClient({
    workspace,
    locks,
    lifeLock,
    random,
    clock: createWebClock(),
    hosts: createHubHosts({
      workspace,
      locks,
      tabId,
      startSharedWorker:
        'SharedWorker' in window
          ? (name) =>
              new SharedWorker(new URL('./hub-worker.ts', import.meta.url), {
                type: 'module',
                name,
              })
          : undefined,
      startWorker: (name) =>
        new Worker(new URL('./hub-worker.ts', import.meta.url), { type: 'module', name }),
    }),
    device: openDeviceDocument(new BroadcastChannel('holdfast-device'), random.fraction),
    storage: watchDeviceStorage(navigator.storage),
    leftCopies: () => leftCopies(workspace),
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
  return client;
}

/** The one named in the address, else the one this device was last in, else what the serving relay says. */
async function chooseWorkspace(): Promise<WorkspaceName> {
  const named = workspaceNameSchema.safeParse(
    new URLSearchParams(location.search).get('workspace'),
  );
  const remembered = workspaceNameSchema.safeParse(recall());
  const chosen = named.success
    ? named.data
    : remembered.success
      ? remembered.data
      : await askOrigin();
  remember(chosen);
  return chosen;
}

/** A browser that denies storage throws at the mere mention of it. */
function recall(): string | null {
  try {
    return localStorage.getItem(workspaceKey);
  } catch {
    return null;
  }
}

function remember(workspace: WorkspaceName): void {
  try {
    localStorage.setItem(workspaceKey, workspace);
  } catch {
    // It is asked for again next time.
  }
}

async function askOrigin(): Promise<WorkspaceName> {
  const bootstrap = await fetchBootstrap(location.origin).catch(() => undefined);
  return bootstrap?.workspace ?? defaultWorkspace;
}

/** Documents of which a database of an earlier tab is left; none where the browser does not list databases. */
async function leftCopies(workspace: WorkspaceName): Promise<readonly DocumentName[]> {
  const prefix = tabCopyName(workspace, '');
  const databases = await indexedDB.databases?.().catch(() => []);
  return (databases ?? []).flatMap(({ name }) => {
    if (name === undefined || !name.startsWith(prefix)) return [];
    const doc = documentNameSchema.safeParse(name.slice(prefix.length));
    return doc.success ? [doc.data] : [];
  });
}
