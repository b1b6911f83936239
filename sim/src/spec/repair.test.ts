import { covers } from '@holdfast/shared/replica/vector';
import { describe, expect, it } from 'vitest';
import type { MemoryDisk } from '../memory-store.ts';
import { createAuthor, textIn, textOf } from './author.ts';
import { openOne } from './one-replica.ts';
import { wireTo } from './wire-peer.ts';
import { createWorld, type World } from './world.ts';

const doc = 'runbook:one';
const other = 'runbook:two';
const relays = ['relay-a', 'relay-b', 'relay-c'];

function damage(disk: MemoryDisk, key: string): void {
  const row = disk.rows.get(key);
  if (row === undefined) throw new Error(`there is no row ${key}`);
  disk.rows.set(
    key,
    row.map((byte, i) => (i === row.length - 1 ? byte ^ 16 : byte)),
  );
}

function keyOf(disk: MemoryDisk, prefix: string, at = 0): string {
  const found = [...disk.rows.keys()]
    .filter((key) => key.startsWith(prefix))
    .sort()
    .at(at);
  if (found === undefined) throw new Error(`there is no row ${prefix}…`);
  return found;
}

/** Three relays and a device that all hold two documents; of one relay, the first document lies in a snapshot. */
async function filledWorld(largestLogBytes?: number): Promise<World> {
  const world = await createWorld({
    relays,
    leaves: ['device'],
    ...(largestLogBytes !== undefined && { largestLogBytes }),
  });
  const author = createAuthor(1);
  for (let i = 0; i < 10; i++) {
    void world.on('device').replica.take(doc, author.type(`${i},`));
    void world.on('device').replica.take(other, createAuthor(i + 2).type('x'));
    await world.run(300);
  }
  void world.on('relay-a').replica.compact(doc);
  await world.run(3000);
  return world;
}

const whole = '0,1,2,3,4,5,6,7,8,9,';

async function expectAllWhole(world: World): Promise<void> {
  for (const name of [...relays, 'device']) {
    const { replica } = world.on(name);
    expect([name, await textIn(replica, doc)]).toEqual([name, whole]);
    expect([name, await textIn(replica, other)]).toEqual([name, 'x'.repeat(10)]);
    expect([name, await replica.stateVector(doc)]).toEqual([
      name,
      await world.on('relay-b').replica.stateVector(doc),
    ]);
  }
}

describe('damage found at opening', () => {
  it.each([
    ['a log chunk', 'c/', 2],
    ['the last log chunk', 'c/', -1],
    ['what a snapshot covers', 'd/', 0],
    ['a snapshot', 's/', 0],
    ['the vector', 'v', 0],
    ['the identity', 'm', 0],
  ] as const)(
    '[RE1] [RE2] %s is moved aside, and what it held comes from peers',
    async (_what, prefix, at) => {
      const world = await filledWorld(prefix === 'c/' ? undefined : 400);
      const machine = world.machine('relay-a');
      const { disk } = machine;
      machine.crash();
      const key = keyOf(disk, prefix, at);
      damage(disk, key);
      const bytes = disk.rows.get(key);
      await world.start('relay-a');
      // A snapshot is not looked at before somebody needs it.
      await textIn(world.on('relay-a').replica, doc);
      await world.run(30_000);
      expect(disk.rows.get(`q/${key}`)).toEqual(bytes);
      expect(world.events).toContainEqual({ kind: 'record-damaged', key, machine: 'relay-a' });
      await expectAllWhole(world);
      machine.crash();
      await world.start('relay-a');
      await world.run(20_000);
      await expectAllWhole(world);
      const damages = world.events.filter(({ kind }) => kind === 'record-damaged');
      expect(damages).toHaveLength(1);
    },
  );

  it('[RE2] claims nothing of the logs of others', async () => {
    const one = await openOne();
    const peer = wireTo(one.replica);
    peer.hello();
    const author = createAuthor(1);
    const held = new Map([['peer', { boot: 'b1', lsn: 2 }]]);
    for (const text of ['a', 'b'])
      peer.send({ type: 'entries', entries: [{ doc, update: author.type(text) }] });
    peer.send({ type: 'mark', held, caughtUp: true });
    await one.run(200);
    expect(one.replica.status().durable.get('peer')?.lsn).toBe(2);
    const before = one.replica.status().durable;
    one.kill(9);
    damage(one.disk, keyOf(one.disk, 'c/'));
    const again = await openOne({ disk: one.disk });
    const next = wireTo(again.replica);
    next.hello();
    await again.run(50);
    expect(next.got('hello')[0]?.held.has('peer')).toBe(false);
    expect(next.got('feed')[0]?.held.has('peer')).toBe(false);
    const claims = next.got('durable').flatMap(({ stores }) => stores);
    for (const [store, position] of before) {
      expect(claims.some(({ vector }) => covers(vector, store, position))).toBe(false);
    }
  });

  it('[RE4] a reader that lacks what was lost gets what is left as states, under the new boot', async () => {
    const one = await openOne();
    const authors = [createAuthor(1), createAuthor(2)];
    for (let i = 0; i < 3; i++) {
      await one.wait(one.replica.submit(doc, authors[0]?.type(`${i}`) ?? new Uint8Array()));
      await one.wait(one.replica.submit(other, authors[1]?.type(`${i}`) ?? new Uint8Array()));
    }
    const own = one.replica.status().durable.get(one.replica.storeId);
    one.kill(0);
    // Number 3, the second edit of the first document: the third builds on it.
    damage(one.disk, keyOf(one.disk, 'c/', 2));
    const again = await openOne({ disk: one.disk });
    const reader = wireTo(again.replica);
    reader.hello();
    reader.send({
      type: 'feed',
      held: new Map([[again.replica.storeId, { boot: own?.boot ?? '', lsn: 1 }]]),
    });
    await again.run(100);
    expect(reader.closedWith()).toBeUndefined();
    const mark = reader.got('mark').at(-1);
    expect(mark?.caughtUp).toBe(true);
    expect(mark?.held.get(again.replica.storeId)?.boot).not.toBe(own?.boot);
    const states = reader.got('state').filter((state) => state.doc === other);
    expect(textOf(...states.map(({ update }) => update))).toBe('012');
  });
});

describe('damage found while running', () => {
  it.each([
    ['a snapshot', 's/'],
    ['what a snapshot covers', 'd/'],
    ['a log chunk', 'c/'],
  ])('[RE3] %s: a new boot begins, and the document is whole again soon', async (_what, prefix) => {
    const world = await filledWorld(prefix === 'c/' ? undefined : 400);
    const { replica } = world.on('relay-a');
    const before = replica.status().durable;
    // Nobody has the document open: it is read again for the next edit.
    await world.run(70_000);
    const key = keyOf(world.machine('relay-a').disk, prefix, prefix === 'c/' ? 2 : 0);
    damage(world.machine('relay-a').disk, key);
    for (const name of [doc, other]) {
      await replica.stateVector(name);
      await replica.read(name);
    }
    await world.run(30_000);
    expect(world.on('relay-a').replica).toBe(replica);
    expect(world.events).toContainEqual({ kind: 'record-damaged', key, machine: 'relay-a' });
    const { storeId } = replica;
    expect(replica.status().durable.get(storeId)?.boot).not.toBe(before.get(storeId)?.boot);
    await expectAllWhole(world);
    expect(new Set(replica.status().links.map(({ phase }) => phase))).toEqual(new Set(['live']));
    world.machine('relay-a').crash();
    await world.start('relay-a');
    await expectAllWhole(world);
  });

  it('[RE3] [RE4] a reader is never told that it has what could not be read for it', async () => {
    const one = await openOne({ largestLogBytes: 100 });
    const author = createAuthor(1);
    for (let i = 0; i < 20; i++) await one.wait(one.replica.submit(doc, author.type(`${i},`)));
    await one.run(200);
    const before = one.replica.status().durable;
    damage(one.disk, keyOf(one.disk, 's/'));
    const reader = wireTo(one.replica);
    reader.hello();
    reader.send({ type: 'feed', held: new Map() });
    await one.run(200);
    expect(reader.closedWith()).toBe(4500);
    for (const { held } of reader.got('mark')) {
      for (const [store, position] of before) expect(covers(held, store, position)).toBe(false);
    }
    const next = wireTo(one.replica);
    next.hello();
    await one.run(200);
    const claims = next.got('durable').flatMap(({ stores }) => stores);
    for (const [store, position] of before) {
      expect(claims.some(({ vector }) => covers(vector, store, position))).toBe(false);
    }
    // An edit that builds on what was lost is not taken blindly.
    expect(await one.wait(one.replica.submit(doc, author.type('more')))).toMatchObject({
      kind: 'missing',
    });
  });

  it('[RE3] [CO2] nothing is folded or cut off before the new boot is on disk', async () => {
    const one = await openOne({ largestLogBytes: 100, writeMs: () => 50 });
    const [author, second] = [createAuthor(1), createAuthor(2)];
    for (let i = 0; i < 8; i++) await one.wait(one.replica.submit(doc, author.type(`${i},`)));
    await one.run(1000);
    // A write is under way while the damage is found, and the log is too long when it is done.
    void one.replica.take(other, second.type('kept '.repeat(40)));
    await one.run(10);
    damage(one.disk, keyOf(one.disk, 's/'));
    await one.replica.read(doc);
    void one.replica.take(other, second.type('too'));
    await one.run(2000);
    expect(await textIn(one.replica, other)).toBe(second.text());
    one.kill(0);
    const again = await openOne({ disk: one.disk });
    expect(await textIn(again.replica, other)).toBe(second.text());
  });

  it.each([
    ['before documents are first compared', 0, 4_000_000],
    ['after they were compared, within a day', 4_000_000, 25 * 3_600_000],
  ])(
    '[RE3] [RE7] a snapshot that nobody reads and that is damaged %s is found and repaired',
    async (_when, quietMs, foundWithinMs) => {
      const world = await createWorld({ relays: ['relay-a', 'relay-b'] });
      const author = createAuthor(1);
      for (const text of ['0,', '1,']) {
        await world.on('relay-a').replica.take(doc, author.type(text));
        await world.run(300);
      }
      void world.on('relay-a').replica.compact(doc);
      await world.run(3000 + quietMs);
      const { disk } = world.machine('relay-a');
      const key = keyOf(disk, 's/');
      damage(disk, key);
      const bytes = disk.rows.get(key);
      await world.run(foundWithinMs);
      expect(world.events.filter(({ kind }) => kind === 'record-damaged')).toEqual([
        { kind: 'record-damaged', key, machine: 'relay-a' },
      ]);
      expect(world.events.filter(({ kind }) => kind === 'diverged')).toEqual([]);
      expect(disk.rows.get(`q/${key}`)).toEqual(bytes);
      expect(await textIn(world.on('relay-a').replica, doc)).toBe('0,1,');
      expect(await textIn(world.on('relay-b').replica, doc)).toBe('0,1,');
    },
  );

  it('[RE3] an open document is whole again without being closed', async () => {
    const world = await filledWorld(400);
    const { replica } = world.on('relay-a');
    const seen: Uint8Array[] = [];
    replica.subscribe(doc, { onUpdate: (update) => seen.push(update) });
    await world.run(1000);
    damage(world.machine('relay-a').disk, keyOf(world.machine('relay-a').disk, 's/'));
    await replica.read(doc);
    await world.run(30_000);
    await expectAllWhole(world);
    expect(textOf(...seen)).toBe(whole);
  });
});

describe('lost disks', () => {
  it('[RE5] a wiped relay gets everything back from its peers', async () => {
    const world = await filledWorld(400);
    world.machine('device').crash();
    world.machine('relay-b').crash();
    world.machine('relay-b').disk.rows.clear();
    await world.start('relay-b');
    await world.run(30_000);
    expect(await textIn(world.on('relay-b').replica, doc)).toBe(whole);
    expect(await textIn(world.on('relay-b').replica, other)).toBe('x'.repeat(10));
  });

  it.each([
    ['that has sent it all', []],
    ['that has since started again, and knows only what is on its disk', ['device']],
  ])('[RE6] a device %s fills relays that have all lost their disks', async (_what, restarted) => {
    const world = await filledWorld();
    for (const name of [...relays, ...restarted]) world.machine(name).crash();
    for (const name of relays) world.machine(name).disk.rows.clear();
    await world.start(...relays, ...restarted);
    await world.run(120_000);
    expect(world.on('relay-a').replica.has(doc)).toBe(true);
    await expectAllWhole(world);
  });

  it('[RE6] a device gives a deletion back that the only relay which knew of it has lost', async () => {
    const world = await createWorld({ relays, leaves: ['device'] });
    const author = createAuthor(1);
    await world.on('relay-c').replica.take(doc, author.type('one two'));
    await world.run(3000);
    for (const name of ['relay-a', 'relay-b']) world.machine(name).crash();
    const { disk } = world.machine('relay-c');
    const backup = new Map(disk.rows);
    await world.on('relay-c').replica.take(doc, author.erase(0, 4));
    await world.run(3000);
    expect(await textIn(world.on('device').replica, doc)).toBe('two');
    world.machine('relay-c').crash();
    disk.rows.clear();
    for (const [key, row] of backup) disk.rows.set(key, row);
    await world.start(...relays);
    await world.run(240_000);
    for (const name of [...relays, 'device']) {
      expect([name, await textIn(world.on(name).replica, doc)]).toEqual([name, 'two']);
    }
  });
});
