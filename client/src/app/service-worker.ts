/** What the page knows of newer versions of itself. */
export interface AppUpdates {
  /** True once a newer version has been fetched and waits. */
  get(): boolean;
  subscribe(listener: () => void): () => void;
  /** Starts the newer version: this page, and every other of this app, reloads. */
  apply(): void;
  /** Looks for a newer version now and starts it, or reloads the page where there is none. */
  reload(): Promise<void>;
}

const checkEveryMs = 60 * 60 * 1000;

/**
 * Registers the service worker, which lets the app open with no server at all, and watches for new
 * versions. Does nothing without a `url`, or where there are no service workers: the app then needs
 * a server to open.
 */
export function watchAppUpdates(url: string | undefined): AppUpdates {
  let waiting: ServiceWorker | undefined;
  const listeners = new Set<() => void>();

  function onInstalled(worker: ServiceWorker): void {
    // The first version ever installed is the one already on screen.
    if (navigator.serviceWorker.controller === null) return;
    waiting = worker;
    for (const listener of listeners) listener();
  }

  function watch(registration: ServiceWorkerRegistration): void {
    if (registration.waiting !== null) onInstalled(registration.waiting);
    registration.addEventListener('updatefound', () => {
      const worker = registration.installing;
      worker?.addEventListener('statechange', () => {
        if (worker.state === 'installed') onInstalled(worker);
      });
    });
    // With every relay gone a check fails; the next one may not.
    setInterval(() => void registration.update().catch(() => undefined), checkEveryMs);
  }

  function start(worker: ServiceWorker | undefined): void {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), {
      once: true,
    });
    worker?.postMessage('skip-waiting');
  }

  const registered =
    url !== undefined && 'serviceWorker' in navigator
      ? navigator.serviceWorker.register(url, { scope: '/' }).catch(() => undefined)
      : Promise.resolve(undefined);
  void registered.then((registration) => {
    if (registration !== undefined) watch(registration);
  });

  return {
    get: () => waiting !== undefined,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    apply() {
      start(waiting);
    },
    async reload() {
      const registration = await registered;
      await registration?.update().catch(() => undefined);
      // Asked of the registration itself: the update may have begun before `updatefound` told of it.
      const installing = registration?.installing;
      if (installing) await installed(installing);
      const newer = registration?.waiting;
      if (newer) start(newer);
      else location.reload();
    },
  };
}

/** Resolves when `worker` is ready to start, or has failed to become so. */
function installed(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (worker.state !== 'installing') resolve();
    };
    worker.addEventListener('statechange', check);
    check();
  });
}
