import 'fake-indexeddb/auto';
import { secretOfPassphrase } from '@holdfast/shared/access/passphrase-key';
import { type Clock, type Store, StoreFault } from '@holdfast/shared/replica/ports';
import { deleteDB } from 'idb';
import { expect, test } from 'vitest';
import { openIdbStore } from '../hub/idb-store.ts';
import { createMessagePort, type Port } from '../hub/port.ts';
import { createLock, keyByPassphrase } from './data-key.ts';
import type { DeriveSecret } from './derive-secret.ts';
import { createDeviceLock, type DeviceLock } from './device-lock.ts';
import {
  type LockQuestion,
  type LockShown,
  readLockAnswer,
  readLockShown,
} from './lock-messages.ts';
import { lockRowKey } from './lock-record.ts';

const passphrase = 'four walls and a door';
const derive: DeriveSecret = ({ passphrase: text, salt }) =>
  Promise.resolve(secretOfPassphrase(text, salt, { memoryKiB: 64, passes: 1 }));
const text = 'the key lies under the mat';

/** Time that passes only when it is told to. */
function createTestClock(): Clock & { pass(ms: number): void } {
  let now = 1_000_000;
  const timers = new Set<{ readonly atMs: number; readonly task: () => void }>();
  return {
    nowMs: () => now,
    monotonicMs: () => now,
    setTimer(delayMs, task) {
      const timer = { atMs: now + delayMs, task };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    afterTurn: (task) => queueMicrotask(task),
    pass(ms) {
      now += ms;
      for (const timer of [...timers]) {
        if (timer.atMs > now || !timers.delete(timer)) continue;
        timer.task();
      }
    },
  };
}

let databases = 0;

/** One browser's disk, on which one worker after another runs. */
function createDevice() {
  const databaseName = `holdfast-lock-${++databases}`;
  const clock = createTestClock();
  const openBase = (): Promise<Store> =>
    openIdbStore({ databaseName, estimateBytes: () => Promise.resolve(0) });

  /** A worker whose hub is its store and nothing else. */
  async function startWorker(over: (store: Store) => Store = (store) => store) {
    let store: Store | undefined;
    let isSealed: boolean | undefined;
    let markEnded = (): void => undefined;
    const ended = new Promise<void>((resolve) => (markEnded = resolve));
    const opened: (() => void)[] = [];
    const lock = createDeviceLock({
      clock,
      lifeLock: 'life',
      openBase: async () => over(await openBase()),
      deleteBase: () => deleteDB(databaseName),
      async openHub(openStore, sealed) {
        const own = await openStore();
        store = own;
        isSealed = sealed;
        for (const tell of opened.splice(0)) tell();
        return {
          attach(port) {
            port.start((message) => port.post({ type: 'to-hub', message }));
          },
          async close() {
            store = undefined;
            await own.close();
          },
        };
      },
      end: markEnded,
    });
    await lock.start();
    return {
      lock,
      ended,
      store: () => store,
      isSealed: () => isSealed,
      whenOpened: () => new Promise<void>((resolve) => opened.push(resolve)),
    };
  }

  /** All that lies on the disk, as text. */
  async function onDisk(): Promise<string> {
    const base = await openBase();
    const rows = await base.range('', '~');
    await base.close();
    const decoder = new TextDecoder();
    return rows
      .filter(({ key }) => key !== lockRowKey)
      .map(({ key, value }) => `${key}=${decoder.decode(value)}`)
      .join('\n');
  }

  return { clock, startWorker, onDisk };
}

/** A tab; it says that it is ready as soon as it is asked. */
function openTab(lock: DeviceLock) {
  const { port1, port2 } = new MessageChannel();
  lock.attach(createMessagePort(port1, () => port1.close()));
  const port: Port = createMessagePort(port2, () => port2.close());
  const answers = new Map<number, (answer: unknown) => void>();
  const shown: LockShown[] = [];
  const told: unknown[] = [];
  let last = 0;
  let onShown = (): void => undefined;

  function ask(question: LockQuestion) {
    const request = ++last;
    port.post({ type: 'access', request, question: { lock: question } });
    return new Promise<unknown>((resolve) => answers.set(request, resolve)).then(readLockAnswer);
  }

  port.start((message) => {
    if (typeof message !== 'object' || message === null || !('type' in message)) return;
    if (message.type === 'access' && 'request' in message && 'answer' in message) {
      answers.get(Number(message.request))?.(message.answer);
    } else if (message.type === 'locked' && 'lock' in message) {
      const next = readLockShown(message.lock);
      if (next !== undefined) shown.push(next);
      onShown();
      if (next?.state === 'closing') void ask({ ask: 'ready' });
    } else told.push(message);
  });
  port.post({ type: 'hello', version: 2, lifeLock: 'tab' });

  async function whenShown(state: LockShown['state']): Promise<LockShown> {
    for (;;) {
      const found = shown.findLast((one) => one.state === state);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => (onShown = resolve));
    }
  }
  return { ask, shown, told, whenShown };
}

const put = (store: Store | undefined): Promise<void> | undefined =>
  store?.write([
    { key: 'c/1', value: new TextEncoder().encode(text) },
    { key: 'm', value: new TextEncoder().encode('who I am') },
  ]);

async function read(store: Store | undefined): Promise<string> {
  return new TextDecoder().decode(await store?.get('c/1'));
}

test('turned on, nothing can be read on the disk; a new worker opens it with the passphrase alone', async () => {
  const device = createDevice();
  const worker = await device.startWorker();
  expect(worker.isSealed()).toBe(false);
  await put(worker.store());
  const tab = openTab(worker.lock);
  expect(await tab.ask({ ask: 'report' })).toEqual({ answer: 'report', isUnfinished: false });
  const reopened = worker.whenOpened();
  expect(await tab.ask({ ask: 'turn-on', ...(await createLock(passphrase, 30, derive)) })).toEqual({
    answer: 'done',
  });
  await reopened;
  expect(worker.isSealed()).toBe(true);
  expect(tab.shown.map(({ state }) => state)).toEqual(['closing', 'changing', 'changing']);
  expect(await read(worker.store())).toBe(text);
  await worker.store()?.write([{ key: 'o/1', value: new TextEncoder().encode('typed later') }]);
  expect(await tab.ask({ ask: 'lock' })).toEqual({ answer: 'done' });
  await worker.ended;
  const disk = await device.onDisk();
  expect(disk).toContain('c/1=');
  for (const plain of [text, 'who I am', 'typed later']) expect(disk).not.toContain(plain);

  const next = await device.startWorker();
  expect(next.store()).toBeUndefined();
  const later = openTab(next.lock);
  const locked = await later.whenShown('locked');
  if (locked.state !== 'locked') throw new Error('not locked');
  const other = await createLock(passphrase, 30, derive);
  expect(await later.ask({ ask: 'unlock', key: other.key })).toEqual({ answer: 'wrong' });
  const key = await keyByPassphrase(locked.ways, passphrase, derive);
  if (key === undefined) throw new Error('no key');
  const open = next.whenOpened();
  expect(await later.ask({ ask: 'unlock', key })).toEqual({ answer: 'done' });
  await open;
  expect(await read(next.store())).toBe(text);
  await expect
    .poll(() => later.told)
    .toContainEqual({
      type: 'to-hub',
      message: { type: 'hello', version: 2, lifeLock: 'tab' },
    });

  const plain = next.whenOpened();
  expect(await later.ask({ ask: 'turn-off' })).toEqual({ answer: 'done' });
  await plain;
  expect(next.isSealed()).toBe(false);
  await next.store()?.close();
  expect(await device.onDisk()).toBe(`c/1=${text}\nm=who I am\no/1=typed later`);
});

test('what was typed and not posted is encrypted with the copy, and is there when it is unlocked', async () => {
  const device = createDevice();
  const worker = await device.startWorker();
  const tab = openTab(worker.lock);
  const draft = { place: 'incident incident:a', text: 'the pager is silent' };
  expect(await tab.ask({ ask: 'drafts' })).toEqual({ answer: 'wrong' });
  expect(await tab.ask({ ask: 'keep-draft', ...draft })).toEqual({ answer: 'wrong' });
  const sealed = worker.whenOpened();
  await tab.ask({ ask: 'turn-on', ...(await createLock(passphrase, 0, derive)) });
  await sealed;
  expect(await tab.ask({ ask: 'keep-draft', ...draft })).toEqual({ answer: 'done' });
  await tab.ask({ ask: 'lock' });
  await worker.ended;
  expect(await device.onDisk()).not.toContain(draft.text);

  const next = await device.startWorker();
  const later = openTab(next.lock);
  const locked = await later.whenShown('locked');
  if (locked.state !== 'locked') throw new Error('not locked');
  expect(await later.ask({ ask: 'drafts' })).toEqual({ answer: 'wrong' });
  const key = await keyByPassphrase(locked.ways, passphrase, derive);
  if (key === undefined) throw new Error('no key');
  const open = next.whenOpened();
  await later.ask({ ask: 'unlock', key });
  await open;
  const drafts = { [draft.place]: draft.text };
  await expect.poll(() => later.ask({ ask: 'drafts' })).toEqual({ answer: 'drafts', drafts });
  const plain = next.whenOpened();
  await later.ask({ ask: 'turn-off' });
  await plain;
  await next.store()?.close();
  expect(await device.onDisk()).not.toContain(draft.text);
});

test('a worker that dies while it encrypts loses nothing; the next one goes on when it is unlocked', async () => {
  const device = createDevice();
  let isDying = false;
  let rewritten = 0;
  const worker = await device.startWorker((store) => ({
    ...store,
    write: (changes) =>
      isDying && changes.length > 1 && ++rewritten > 1
        ? Promise.reject(new Error('the worker is gone'))
        : store.write(changes),
  }));
  await put(worker.store());
  const value = new TextEncoder().encode(text);
  const many = Array.from({ length: 100 }, (_, at) => ({ key: `s/${at}`, value }));
  await worker.store()?.write(many);
  isDying = true;
  const tab = openTab(worker.lock);
  await tab.ask({ ask: 'turn-on', ...(await createLock(passphrase, 0, derive)) });
  await worker.ended;
  expect(rewritten).toBe(2);
  expect(await device.onDisk()).toContain(text);

  const next = await device.startWorker();
  const later = openTab(next.lock);
  const locked = await later.whenShown('locked');
  if (locked.state !== 'locked') throw new Error('not locked');
  const key = await keyByPassphrase(locked.ways, passphrase, derive);
  if (key === undefined) throw new Error('no key');
  const open = next.whenOpened();
  await later.ask({ ask: 'unlock', key });
  await open;
  expect(await read(next.store())).toBe(text);
  expect((await next.store()?.range('s/', 's0'))?.map((row) => row.value)).toEqual(
    many.map((row) => row.value),
  );
  expect(await later.ask({ ask: 'report' })).toMatchObject({ isUnfinished: false });
  expect(await device.onDisk()).not.toContain(text);
});

test('it locks by itself when nobody has used it for as long as was said, and not before', async () => {
  const device = createDevice();
  const worker = await device.startWorker();
  const tab = openTab(worker.lock);
  const open = worker.whenOpened();
  await tab.ask({ ask: 'turn-on', ...(await createLock(passphrase, 10, derive)) });
  await open;
  device.clock.pass(9 * 60_000);
  await tab.ask({ ask: 'used' });
  device.clock.pass(9 * 60_000);
  expect(worker.store()).toBeDefined();
  device.clock.pass(2 * 60_000);
  await worker.ended;
  expect(worker.store()).toBeUndefined();
});

test('whose passphrase is forgotten can have the copy deleted, and begins with an empty one', async () => {
  const device = createDevice();
  const worker = await device.startWorker();
  await put(worker.store());
  const tab = openTab(worker.lock);
  expect(await tab.ask({ ask: 'forget' })).toEqual({ answer: 'wrong' });
  await tab.ask({ ask: 'turn-on', ...(await createLock(passphrase, 0, derive)) });
  await tab.whenShown('changing');
  await expect.poll(() => worker.isSealed()).toBe(true);
  await tab.ask({ ask: 'lock' });
  await worker.ended;

  const next = await device.startWorker();
  const later = openTab(next.lock);
  await later.whenShown('locked');
  const open = next.whenOpened();
  expect(await later.ask({ ask: 'forget' })).toEqual({ answer: 'done' });
  await open;
  expect(next.isSealed()).toBe(false);
  expect(await next.store()?.range('', '~')).toEqual([]);
});

test('a copy whose lock could not be read is never taken for one in plain text', async () => {
  const device = createDevice();
  const worker = await device.startWorker();
  await put(worker.store());
  const tab = openTab(worker.lock);
  const open = worker.whenOpened();
  await tab.ask({ ask: 'turn-on', ...(await createLock(passphrase, 0, derive)) });
  await open;
  await tab.ask({ ask: 'lock' });
  await worker.ended;
  let reads = 0;
  const next = device.startWorker((store) => ({
    ...store,
    get: (key) =>
      ++reads === 1
        ? Promise.reject(new StoreFault('failed', 'the disk hesitates'))
        : store.get(key),
  }));
  await expect(next).rejects.toMatchObject({ reason: 'refused' });
});
