/// <reference lib="webworker" />
import { z } from 'zod/mini';
import { readBuild, type BuiltFile } from './kept-app/app-file.ts';
import { createAppKeeper } from './kept-app/app-keeper.ts';
import { entriesOfLocks, keepRequestSchema, type KeepReport } from './kept-app/keep-messages.ts';

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: readonly BuiltFile[];
};

// The relay's content security policy forbids making code from text.
z.config({ jitless: true });

const page = '/index.html';
/** File names in it carry a hash of their content. */
const assets = '/assets/';
/** What a relay answers itself; everything else that a person navigates to is the app. */
const relayPaths =
  /^\/(?:(?:sync|link|api)\/.|(?:livez|readyz|healthz|metrics|version|bootstrap\.json)$)/;

/** Only to a place of this app. */
const notificationSchema = z.object({ path: z.string().check(z.regex(/^\/[^/]/)) });

const build = readBuild(self.__WB_MANIFEST);
const keeper = createAppKeeper({
  build,
  caches: self.caches,
  fetch: (path, options) => fetch(path, options),
  digest: async (bytes) => {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return btoa(String.fromCodePoint(...digest));
  },
  livingEntries: async () => {
    const { held } = await self.navigator.locks.query();
    return entriesOfLocks((held ?? []).map(({ name }) => name));
  },
  onProgress: (report) => void tellPages(report),
  nowMs: () => Date.now(),
});

self.addEventListener('install', (event) => {
  event.waitUntil(install());
});

/** All of it or nothing: until then pages stay with the version that is there. */
async function install(): Promise<void> {
  if (!(await keeper.keepCore())) throw new Error('not all of the app came');
}

self.addEventListener('activate', (event) => {
  event.waitUntil(activate());
});

/** The very first visit is already worth keeping: no second load needed before it works offline. */
async function activate(): Promise<void> {
  await self.clients.claim();
  await keeper.dropOthers();
  await tellPages(await keeper.report());
}

// From the device first: the app must open with every relay dead, also after a cold start.
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  const isPage = request.mode === 'navigate' && !relayPaths.test(pathname);
  if (build.files.has(pathname) || pathname.startsWith(assets)) {
    event.respondWith(answer(pathname, request));
  } else if (isPage) {
    event.respondWith(answer(page, request));
  }
});

async function answer(path: string, request: Request): Promise<Response> {
  // Without its storage the browser still has the relay.
  const kept = await keeper.find(path).catch(() => undefined);
  return kept ?? fetch(request);
}

self.addEventListener('message', (event) => {
  const asked = keepRequestSchema.safeParse(event.data);
  if (!asked.success) return;
  switch (asked.data) {
    case 'skip-waiting':
      // A new version waits until the person says so; nothing moves that was not asked to.
      void self.skipWaiting();
      return;
    case 'tell':
      event.waitUntil(keeper.report().then(tellPages));
      return;
    case 'keep':
      event.waitUntil(keepAll());
  }
});

async function keepAll(): Promise<void> {
  await tellPages(await keeper.report());
  await keeper.keepAll();
  await keeper.dropOthers();
}

// Where the page itself may not show notifications, as on phones, a press on one comes here.
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const told = notificationSchema.safeParse(event.notification.data);
  if (told.success) event.waitUntil(leadTo(told.data.path));
});

async function leadTo(path: string): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window' });
  const [open] = pages;
  if (open === undefined) await self.clients.openWindow(path);
  else await (await open.focus()).navigate(path);
}

/** Also those that another version looks after: which of them it concerns, they know themselves. */
async function tellPages(report: KeepReport): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  for (const client of pages) client.postMessage(report);
}
