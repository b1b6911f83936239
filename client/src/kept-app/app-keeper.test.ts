import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { createAppKeeper } from './app-keeper.ts';
import { readBuild } from './app-file.ts';
import type { KeepReport } from './keep-messages.ts';

const origin = 'https://relay.example';

/** The part of the browser's caches that is used, in memory. */
function memoryCaches() {
  const all = new Map<string, Map<string, Response>>();
  let isFull = false;
  const open = (name: string) => {
    const content = all.get(name) ?? new Map<string, Response>();
    all.set(name, content);
    return Promise.resolve({
      keys: () => Promise.resolve([...content.keys()].map((path) => new Request(origin + path))),
      match: (path: string) => Promise.resolve(content.get(path)?.clone()),
      put(path: string, response: Response) {
        if (isFull) return Promise.reject(new DOMException('full', 'QuotaExceededError'));
        content.set(path, response);
        return Promise.resolve();
      },
    });
  };
  return {
    all,
    fill: (full: boolean) => (isFull = full),
    storage: {
      open,
      keys: () => Promise.resolve([...all.keys()]),
      delete: (name: string) => Promise.resolve(all.delete(name)),
    } as unknown as CacheStorage,
  };
}

function digest(bytes: BufferSource | string): string {
  const data =
    typeof bytes === 'string' || bytes instanceof ArrayBuffer
      ? bytes
      : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return createHash('sha256')
    .update(typeof data === 'string' ? data : new Uint8Array(data))
    .digest('base64');
}

type Files = Readonly<Record<string, string>>;

function setUp(given: { caches?: ReturnType<typeof memoryCaches>; files?: Files } = {}) {
  const caches = given.caches ?? memoryCaches();
  const files: Files = given.files ?? {
    'index.html': 'page 1',
    'assets/index-1.js': 'entry 1',
    'assets/editor-1.js': 'editor',
    'assets/diagram-1.js': 'diagram',
    'assets/diagram-2.js': 'other diagram',
  };
  const relay = new Map(Object.entries(files).map(([path, text]) => [`/${path}`, text]));
  const asked: string[] = [];
  const told: KeepReport[] = [];
  const living = new Set<string>();
  let underWay = 0;
  let mostAtOnce = 0;
  let answersLeft = Infinity;
  const keeper = createAppKeeper({
    build: readBuild(
      Object.entries(files).map(([url, text]) => ({
        url,
        integrity: digest(text),
        later: url.includes('diagram'),
        entry: url.includes('index-'),
      })),
    ),
    caches: caches.storage,
    digest: (bytes) => Promise.resolve(digest(bytes)),
    livingEntries: () => Promise.resolve(living),
    onProgress: (report) => void told.push(report),
    nowMs: () => 0,
    async fetch(path) {
      asked.push(path);
      underWay += 1;
      mostAtOnce = Math.max(mostAtOnce, underWay);
      await new Promise((resolve) => setTimeout(resolve));
      underWay -= 1;
      answersLeft -= 1;
      if (answersLeft < 0) throw new TypeError('Failed to fetch');
      const text = relay.get(path);
      return new Response(text ?? '', { status: text === undefined ? 404 : 200 });
    },
  });
  return {
    caches,
    keeper,
    relay,
    asked,
    told,
    living,
    mostAtOnce: () => mostAtOnce,
    diesAfter: (answers: number) => (answersLeft = answers),
  };
}

it('keeps what opens the app first, and the rest after that, a few at a time', async () => {
  const { keeper, asked, told, mostAtOnce } = setUp();
  expect(await keeper.keepCore()).toBe(true);
  expect(asked.filter((path) => path.includes('diagram'))).toEqual([]);
  expect(told.at(-1)).toMatchObject({
    core: { kept: 3, total: 3 },
    later: { kept: 0, total: 2 },
    busy: false,
    entry: '/assets/index-1.js',
  });
  await keeper.keepAll();
  expect(told.at(-1)).toMatchObject({ later: { kept: 2, total: 2 } });
  expect(asked).toHaveLength(5);
  expect(mostAtOnce()).toBeGreaterThan(1);
  expect(mostAtOnce()).toBeLessThanOrEqual(4);
  expect(await (await keeper.find('/assets/diagram-1.js'))?.text()).toBe('diagram');
});

it('goes on where a dying relay left off, and fetches nothing twice', async () => {
  const { keeper, asked, diesAfter, told } = setUp();
  diesAfter(2);
  expect(await keeper.keepCore()).toBe(false);
  expect(told.at(-1)).toMatchObject({ trouble: 'relay', core: { kept: 2, total: 3 } });
  diesAfter(Infinity);
  asked.length = 0;
  expect(await keeper.keepCore()).toBe(true);
  expect(asked).toHaveLength(1);
  expect(told.at(-1)).not.toHaveProperty('trouble');
});

it('keeps no file of another version under a name of its own, and does without it for now', async () => {
  const { keeper, relay, told } = setUp();
  relay.set('/index.html', 'page 2');
  relay.delete('/assets/diagram-1.js');
  expect(await keeper.keepCore()).toBe(false);
  expect(await keeper.find('/index.html')).toBeUndefined();
  await keeper.keepAll();
  expect(told.at(-1)).toMatchObject({
    trouble: 'version',
    core: { kept: 2, total: 3 },
    later: { kept: 1, total: 2 },
  });
});

it('says that the browser does not take more', async () => {
  const { keeper, caches } = setUp();
  caches.fill(true);
  await keeper.keepAll();
  expect(await keeper.report()).toMatchObject({ trouble: 'storage', busy: false });
  caches.fill(false);
  await keeper.keepAll();
  expect(await keeper.report()).toMatchObject({ core: { kept: 3 }, later: { kept: 2 } });
});

it('takes over what did not change, and leaves the version before in peace while a page lives', async () => {
  const before = setUp();
  await before.keeper.keepAll();
  const { caches } = before;
  const next = setUp({
    caches,
    files: {
      'index.html': 'page 2',
      'assets/index-2.js': 'entry 2',
      'assets/editor-1.js': 'editor',
      'assets/diagram-1.js': 'diagram',
    },
  });
  next.diesAfter(1);
  expect(await next.keeper.keepCore()).toBe(false);
  expect(await (await before.keeper.find('/index.html'))?.text()).toBe('page 1');
  // The one in charge does not take the one that is coming for something old.
  await before.keeper.dropOthers();
  expect(caches.all.size).toBe(2);

  next.diesAfter(Infinity);
  await next.keeper.keepAll();
  expect(next.asked).not.toContain('/assets/editor-1.js');
  expect(next.asked).not.toContain('/assets/diagram-1.js');
  next.living.add('/assets/index-1.js');
  await next.keeper.dropOthers();
  expect(await (await next.keeper.find('/index.html'))?.text()).toBe('page 2');
  expect(await (await next.keeper.find('/assets/index-1.js'))?.text()).toBe('entry 1');
  next.living.clear();
  await next.keeper.dropOthers();
  expect(caches.all.size).toBe(1);
  expect(await next.keeper.find('/assets/index-1.js')).toBeUndefined();
});
