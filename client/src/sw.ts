/// <reference lib="webworker" />
import { clientsClaim } from 'workbox-core';
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
  type PrecacheEntry,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: (PrecacheEntry | string)[];
};

/** What a relay answers itself; everything else that a person navigates to is the app. */
const relayPaths =
  /^\/(?:(?:sync|link|api)\/.|(?:livez|readyz|healthz|metrics|version|bootstrap\.json)$)/;

cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST);

// From the cache first: the app must open with every relay dead, also after a cold start.
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [relayPaths] }),
);

// The very first visit is already worth keeping: no second load needed before it works offline.
clientsClaim();

self.addEventListener('message', (event: ExtendableMessageEvent) => {
  // A new version waits until the person says so; nothing moves that was not asked to.
  if (event.data === 'skip-waiting') void self.skipWaiting();
});
