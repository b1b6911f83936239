import { afterEach, expect, it, vi } from 'vitest';
import type { KeepReport } from '../kept-app/keep-messages.ts';
import { watchAppUpdates } from './service-worker.ts';

const entry = '/assets/index-1.js';

interface FakeWorker extends EventTarget {
  state: ServiceWorkerState;
  asked: string[];
  become(state: ServiceWorkerState): void;
}

interface Given {
  readonly active?: boolean;
  readonly waiting?: boolean;
  readonly installing?: boolean;
  readonly controlled?: boolean;
  /** Tries of which nothing comes, because no relay answers. */
  readonly relayAwayFor?: number;
}

/** A browser whose registration is in the given state, and which has told nobody how it came so. */
function browserWith(given: Given) {
  const done: string[] = [];
  const container = new EventTarget();
  let triesLeft = given.relayAwayFor ?? 0;

  function worker(state: ServiceWorkerState): FakeWorker {
    const made: FakeWorker = Object.assign(new EventTarget(), {
      state,
      asked: [],
      postMessage(message: string) {
        made.asked.push(message);
        if (message !== 'skip-waiting') return;
        done.push(message);
        container.dispatchEvent(new Event('controllerchange'));
      },
      become(next: ServiceWorkerState) {
        made.state = next;
        made.dispatchEvent(new Event('statechange'));
      },
    });
    return made;
  }

  const registration: EventTarget & Record<'active' | 'waiting' | 'installing', FakeWorker | null> =
    Object.assign(new EventTarget(), {
      active: given.active === true ? worker('activated') : null,
      waiting: given.waiting === true ? worker('installed') : null,
      installing: given.installing === true ? worker('installing') : null,
      update: () => {
        done.push('update');
        return Promise.resolve();
      },
    });
  vi.stubGlobal('navigator', {
    locks: { request: () => new Promise(() => undefined) },
    serviceWorker: Object.assign(container, {
      controller: given.controlled === false ? null : {},
      startMessages: () => undefined,
      register() {
        done.push('register');
        triesLeft -= 1;
        return triesLeft >= 0
          ? Promise.reject(new TypeError('Failed to register'))
          : Promise.resolve(registration);
      },
    }),
  });
  vi.stubGlobal('location', { reload: () => done.push('reload') });
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('document', new EventTarget());
  return {
    done,
    registration,
    worker,
    supersede: () => container.dispatchEvent(new Event('controllerchange')),
    online: () => window.dispatchEvent(new Event('online')),
    tell(source: FakeWorker | null, part: Partial<KeepReport>) {
      const data: KeepReport = {
        type: 'app-kept',
        entry,
        core: { kept: 9, total: 9 },
        later: { kept: 5, total: 5 },
        busy: false,
        ...part,
      };
      container.dispatchEvent(Object.assign(new Event('message'), { data, source }));
    },
  };
}

/** What was asked for has been done as far as it goes without anything from outside. */
const settle = () => vi.advanceTimersByTimeAsync(0);

vi.useFakeTimers();

afterEach(() => {
  vi.clearAllTimers();
  vi.unstubAllGlobals();
});

it('starts a newer version of which no event has told', async () => {
  const { done, registration } = browserWith({ active: true, installing: true });
  const reloading = watchAppUpdates('/sw.js', entry).reload();
  await settle();
  registration.waiting = registration.installing;
  registration.installing = null;
  registration.waiting?.become('installed');
  await reloading;
  expect(done.slice(-2)).toEqual(['skip-waiting', 'reload']);
});

it('starts a version that waits already, and reloads the page where there is none', async () => {
  const waiting = browserWith({ active: true, waiting: true });
  await watchAppUpdates('/sw.js', entry).reload();
  expect(waiting.done.slice(-2)).toEqual(['skip-waiting', 'reload']);
  const none = browserWith({ active: true });
  await watchAppUpdates('/sw.js', entry).reload();
  expect(none.done.slice(-1)).toEqual(['reload']);
});

it('stays as it is when another page starts a newer version, and comes along when asked', async () => {
  const { done, supersede } = browserWith({ active: true });
  const updates = watchAppUpdates('/sw.js', entry);
  await settle();
  expect(updates.get()).toBe(false);
  supersede();
  expect(updates.get()).toBe(true);
  expect(done).toEqual(['register']);
  updates.apply();
  expect(done).toEqual(['register', 'reload']);
});

it('says how far it is on the first visit, and that it is kept once the worker is in charge', async () => {
  const { registration, tell } = browserWith({ installing: true, controlled: false });
  const { kept } = watchAppUpdates('/sw.js', entry);
  await settle();
  expect(kept.get()).toEqual({ kind: 'looking' });
  const worker = registration.installing;
  tell(worker, { core: { kept: 4, total: 9 }, later: { kept: 0, total: 5 }, busy: true });
  expect(kept.get()).toEqual({ kind: 'keeping', core: { kept: 4, total: 9 } });
  tell(worker, { later: { kept: 0, total: 5 } });
  expect(kept.get().kind).toBe('keeping');
  registration.active = worker;
  registration.installing = null;
  worker?.become('activated');
  expect(worker?.asked).toContain('keep');
  tell(worker, { later: { kept: 0, total: 5 }, busy: true });
  expect(kept.get()).toEqual({ kind: 'kept', later: { kept: 0, total: 5 } });
  tell(worker, {});
  expect(kept.get()).toEqual({ kind: 'kept', later: { kept: 5, total: 5 } });
});

it('tries again when the relay died on it, later and later, and at once when the network is back', async () => {
  const { done, registration, worker, tell, online } = browserWith({
    controlled: false,
    installing: true,
    relayAwayFor: 1,
  });
  const { kept } = watchAppUpdates('/sw.js', entry);
  await settle();
  expect(kept.get()).toEqual({ kind: 'keeping', trouble: 'relay' });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(done).toEqual(['register', 'register']);

  const first = registration.installing;
  tell(first, { core: { kept: 4, total: 9 }, trouble: 'relay' });
  registration.installing = null;
  first?.become('redundant');
  expect(kept.get()).toEqual({ kind: 'keeping', core: { kept: 4, total: 9 }, trouble: 'relay' });
  registration.active = worker('activated');
  online();
  await settle();
  expect(done).toHaveLength(3);

  const { active } = registration;
  tell(active, { later: { kept: 2, total: 5 }, trouble: 'relay' });
  expect(kept.get()).toMatchObject({ kind: 'kept', trouble: 'relay' });
  expect(active?.asked).toEqual(['keep']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(active?.asked).toEqual(['keep', 'keep']);
});

it('asks for an update again whose files did not all come', async () => {
  const { done, registration } = browserWith({ active: true, installing: true });
  const updates = watchAppUpdates('/sw.js', entry);
  await settle();
  registration.installing?.become('redundant');
  registration.installing = null;
  expect(updates.get()).toBe(false);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(done).toEqual(['register', 'update']);
});
