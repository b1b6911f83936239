import { createObservable } from '../hub/observable.ts';
import type { Observable } from '../hub/client-api.ts';
import { appKept, isComplete, type AppKept, type KeptFacts } from '../kept-app/app-kept.ts';
import { keepReportSchema, pageLock, type KeepRequest } from '../kept-app/keep-messages.ts';

/** What the page knows of newer versions of itself, and of what is kept of it. */
export interface AppUpdates {
  /** True once a newer version has been fetched and waits, or has been started from another page. */
  get(): boolean;
  subscribe(listener: () => void): () => void;
  /** Starts the newer version: this page reloads; others do when they are asked to. */
  apply(): void;
  /** Looks for a newer version now and starts it, or reloads the page where there is none. */
  reload(): Promise<void>;
  /** Whether the app itself is on this device. */
  readonly kept: Observable<AppKept>;
}

const checkEveryMs = 60 * 60 * 1000;
const firstRetryMs = 5000;
const longestRetryMs = 5 * 60 * 1000;

/**
 * Registers the service worker, which lets the app open with no server at all, sees to it that it
 * gets all files, and watches for new versions. Does nothing without a `url`, or where there are no
 * service workers: the app then needs a server to open. `entry` is the path of this page's script.
 */
export function watchAppUpdates(url: string | undefined, entry: string): AppUpdates {
  let facts: KeptFacts = { entry, relayAway: false };
  let registration: ServiceWorkerRegistration | undefined;
  let waiting: ServiceWorker | undefined;
  let isSuperseded = false;
  let failures = 0;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let retry: (() => void) | undefined;
  const watched = new WeakSet<ServiceWorkerRegistration>();
  const kept = createObservable<AppKept>(appKept(facts));
  const updatable = createObservable(false);

  function learn(more: Partial<KeptFacts>): void {
    facts = { ...facts, ...more };
    kept.set(appKept(facts));
  }

  function showUpdatable(): void {
    updatable.set(waiting !== undefined || isSuperseded);
  }

  /** Later and later; at once when the network is said to be back, or somebody looks. */
  function later(task: () => void): void {
    clearTimeout(retryTimer);
    retry = () => {
      clearTimeout(retryTimer);
      retry = undefined;
      task();
    };
    const delayMs = Math.min(longestRetryMs, firstRetryMs * 2 ** failures);
    failures += 1;
    retryTimer = setTimeout(retry, delayMs * (0.75 + Math.random() / 2));
  }

  function ask(worker: ServiceWorker | null | undefined, request: KeepRequest): void {
    worker?.postMessage(request);
  }

  function hear(event: MessageEvent): void {
    const told = keepReportSchema.safeParse(event.data);
    if (!told.success) return;
    const report = told.data;
    const isInCharge = event.source !== null && event.source === registration?.active;
    learn({
      ...(report.entry === entry ? { own: report } : {}),
      ...(isInCharge ? { inCharge: report.entry, relayAway: false } : {}),
    });
    if (!isInCharge || report.busy) return;
    if (isComplete(report.core) && isComplete(report.later)) failures = 0;
    else if (report.trouble !== undefined) later(() => ask(registration?.active, 'keep'));
  }

  function onInstalled(worker: ServiceWorker): void {
    // The first version ever installed is the one already on screen.
    if (navigator.serviceWorker.controller === null) return;
    waiting = worker;
    showUpdatable();
  }

  function watch(found: ServiceWorkerRegistration): void {
    registration = found;
    ask(found.active, 'keep');
    if (watched.has(found)) return;
    watched.add(found);
    if (found.waiting !== null) onInstalled(found.waiting);
    if (found.installing !== null) watchWorker(found, found.installing);
    found.addEventListener('updatefound', () => {
      if (found.installing !== null) watchWorker(found, found.installing);
    });
    // With every relay gone a check fails; the next one may not.
    setInterval(() => void found.update().catch(() => undefined), checkEveryMs);
  }

  function watchWorker(found: ServiceWorkerRegistration, worker: ServiceWorker): void {
    let isInstalled = false;
    const check = (): void => {
      if (worker.state === 'installed' && !isInstalled) {
        isInstalled = true;
        onInstalled(worker);
      } else if (worker.state === 'activated') {
        ask(worker, 'keep');
      } else if (worker.state === 'redundant' && !isInstalled) {
        // Its relay died on it, most likely. What it has got by then is still there for the next.
        if (found.active === null) later(() => void register());
        else later(() => void found.update().catch(() => undefined));
      }
    };
    worker.addEventListener('statechange', check);
    check();
  }

  async function register(): Promise<void> {
    if (url === undefined) return;
    try {
      watch(await navigator.serviceWorker.register(url, { scope: '/' }));
      learn({ relayAway: false });
    } catch (error) {
      if (error instanceof DOMException && error.name === 'SecurityError') {
        learn({ never: 'refused' });
        return;
      }
      learn({ relayAway: true });
      later(() => void register());
    }
  }

  function start(worker: ServiceWorker | undefined): void {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), {
      once: true,
    });
    ask(worker, 'skip-waiting');
  }

  function listen(): void {
    const { serviceWorker } = navigator;
    // As long as it is held, the files of this version stay, whatever version another page starts.
    void navigator.locks.request(pageLock(entry), { mode: 'shared' }, () => new Promise(() => {}));
    serviceWorker.addEventListener('message', hear);
    serviceWorker.startMessages();
    let hadController = serviceWorker.controller !== null;
    serviceWorker.addEventListener('controllerchange', () => {
      isSuperseded = hadController;
      hadController = true;
      showUpdatable();
    });
    window.addEventListener('online', () => retry?.());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') retry?.();
    });
  }

  const never = whyNever(url);
  if (never !== undefined) learn({ never });
  else listen();
  const registering = never === undefined ? register() : Promise.resolve();

  return {
    kept,
    get: updatable.get,
    subscribe: updatable.subscribe,
    apply() {
      if (isSuperseded) location.reload();
      else start(waiting);
    },
    async reload() {
      await registering;
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

function whyNever(url: string | undefined): KeptFacts['never'] {
  if (url === undefined) return 'development';
  if ('serviceWorker' in navigator) return undefined;
  return window.isSecureContext ? 'unsupported' : 'insecure';
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
