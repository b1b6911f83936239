import { afterEach, expect, it, vi } from 'vitest';
import { watchAppUpdates } from './service-worker.ts';

/** A browser whose registration is in the given state, and which has told nobody how it came so. */
function browserWith(worker: { waiting?: boolean; installing?: boolean }) {
  const done: string[] = [];
  const container = new EventTarget();
  const newer = Object.assign(new EventTarget(), {
    state: worker.installing === true ? 'installing' : 'installed',
    postMessage(message: string) {
      done.push(message);
      container.dispatchEvent(new Event('controllerchange'));
    },
  });
  const registration = Object.assign(new EventTarget(), {
    waiting: worker.waiting === true ? newer : null,
    installing: worker.installing === true ? newer : null,
    update: () => Promise.resolve(),
  });
  vi.stubGlobal('navigator', {
    serviceWorker: Object.assign(container, {
      controller: {},
      register: () => Promise.resolve(registration),
    }),
  });
  vi.stubGlobal('location', { reload: () => done.push('reload') });
  vi.stubGlobal('setInterval', () => 0);
  return {
    done,
    finishInstalling() {
      registration.waiting = newer;
      registration.installing = null;
      newer.state = 'installed';
      newer.dispatchEvent(new Event('statechange'));
    },
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

it('starts a newer version of which no event has told', async () => {
  const { done, finishInstalling } = browserWith({ installing: true });
  const reloading = watchAppUpdates('/sw.js').reload();
  setTimeout(finishInstalling);
  await reloading;
  expect(done).toEqual(['skip-waiting', 'reload']);
});

it('starts a version that waits already, and reloads the page where there is none', async () => {
  const waiting = browserWith({ waiting: true });
  await watchAppUpdates('/sw.js').reload();
  expect(waiting.done).toEqual(['skip-waiting', 'reload']);
  const none = browserWith({});
  await watchAppUpdates('/sw.js').reload();
  expect(none.done).toEqual(['reload']);
});
