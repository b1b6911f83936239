import { bytesOf, raw } from '@holdfast/shared/replica/admission-test-bytes';
import { createPresence } from '@holdfast/shared/replica/presence';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyAwarenessUpdate, Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { createVirtualTime } from '../virtual-clock.ts';
import { doc, openStage, presenceUpdate } from './stage.ts';

/** A hall with one stock reader, which must be able to apply whatever comes out. */
function openHall() {
  const time = createVirtualTime();
  const presence = createPresence(
    time.clockFor(
      () => true,
      () => 0,
    ),
  );
  const yDoc = new Y.Doc();
  yDoc.clientID = 1;
  const reader = new Awareness(yDoc);
  reader.setLocalState({ name: 'reader' });
  let words = 0;
  presence.subscribe(doc, reader, (update) => {
    words += 1;
    applyAwarenessUpdate(reader, update, 'relay');
  });
  return {
    presence,
    reader,
    words: () => words,
    kept: () => presence.all(() => true).reduce((sum, { update }) => sum + update.length, 0),
    run: (ms: number) => time.runUntil(time.nowMs() + ms),
    [Symbol.dispose]() {
      presence.stop();
      reader.destroy();
    },
  };
}

const fine = '{"name":"Ann"}';

describe('presence of others’ ids', () => {
  it('is dropped, also their end, also at the largest clock', async () => {
    using hall = openHall();
    const [ann, eve] = [{}, {}];
    hall.presence.receive(doc, presenceUpdate([5, 1, fine]), ann);
    for (const clock of [2, 2 ** 31, Number.MAX_SAFE_INTEGER]) {
      hall.presence.receive(doc, presenceUpdate([5, clock, '{"name":"Eve"}']), eve);
      hall.presence.receive(doc, presenceUpdate([5, clock, 'null']), eve);
    }
    hall.presence.release(doc, eve);
    await hall.run(50);
    expect(hall.reader.getStates().get(5)).toEqual({ name: 'Ann' });
  });
});

describe('presence clock 2^53-1', () => {
  it('freezes nobody: it is dropped, and its id can still be spoken for', async () => {
    using hall = openHall();
    const [eve, ann] = [{}, {}];
    hall.presence.receive(doc, presenceUpdate([5, Number.MAX_SAFE_INTEGER, fine]), eve);
    hall.presence.receive(doc, presenceUpdate([5, 2 ** 52, fine]), eve);
    await hall.run(50);
    expect(hall.words()).toBe(0);
    hall.presence.receive(doc, presenceUpdate([5, 1, fine]), ann);
    await hall.run(50);
    expect(hall.reader.getStates().get(5)).toEqual({ name: 'Ann' });
    hall.presence.release(doc, ann);
    await hall.run(50);
    expect(hall.reader.getStates().has(5)).toBe(false);
  });
});

describe('meta flood', () => {
  it('50,000 ends of clients that nobody heard of are kept by nobody and told to nobody', async () => {
    using hall = openHall();
    for (let from = 10; from < 50_000; from += 1000) {
      const ends = Array.from({ length: 1000 }, (_, i) => [from + i, 1, 'null'] as const);
      hall.presence.receive(doc, presenceUpdate(...ends), {});
    }
    await hall.run(50);
    expect(hall.words()).toBe(0);
    expect(hall.presence.all(() => true)).toEqual([]);
  });

  it('one connection that speaks for ever more clients is heard up to a limit, and others go on', async () => {
    using hall = openHall();
    const eve = {};
    const state = JSON.stringify({ x: 'x'.repeat(4000) });
    for (let from = 10; from < 5000; from += 500) {
      const states = Array.from({ length: 500 }, (_, i) => [from + i, 1, state] as const);
      hall.presence.receive(doc, presenceUpdate(...states), eve);
    }
    expect(hall.kept()).toBeLessThan(9_000_000);
    hall.presence.receive(doc, presenceUpdate([5, 1, fine]), {});
    await hall.run(50);
    expect(hall.reader.getStates().get(5)).toEqual({ name: 'Ann' });
    // The limit is for what is kept: who ends may be followed by others.
    hall.presence.release(doc, eve);
    await hall.run(50);
    expect(hall.kept()).toBeLessThan(100);
    hall.presence.receive(doc, presenceUpdate([6, 1, fine]), eve);
    await hall.run(50);
    expect(hall.reader.getStates().has(6)).toBe(true);
  });

  it('connections that come, speak for thousands and break leave a bounded number waiting', async () => {
    using hall = openHall();
    const state = JSON.stringify({ x: 'x'.repeat(4000) });
    for (let round = 0; round < 6; round++) {
      const link = {};
      const states = Array.from(
        { length: 1000 },
        (_, i) => [10 + round * 1000 + i, 1, state] as const,
      );
      hall.presence.receive(doc, presenceUpdate(...states), link);
      hall.presence.orphan(link);
      await hall.run(20);
    }
    expect(hall.kept()).toBeLessThan(9_000_000);
    await hall.run(60_000);
    expect(hall.presence.all(() => true)).toEqual([]);
  });
});

describe('malformed presence', () => {
  it.each([
    ['JSON that does not parse', presenceUpdate([5, 1, '{"broken'])],
    ['no JSON at all', presenceUpdate([5, 1, ''])],
    ['a string in place of an object', presenceUpdate([5, 1, '"text"'])],
    ['a number in place of an object', presenceUpdate([5, 1, '7'])],
    ['a state larger than 4 KB', presenceUpdate([5, 1, JSON.stringify({ x: 'x'.repeat(5000) })])],
    ['a count that nothing follows', bytesOf(2 ** 40)],
    ['bytes that are no UTF-8', bytesOf(1, 5, 1, 2, raw(0xff, 0xfe))],
    ['nothing', raw()],
  ])('%s is dropped', async (_name, update) => {
    using hall = openHall();
    hall.presence.receive(doc, update, {});
    await hall.run(50);
    expect(hall.words()).toBe(0);
  });

  it('whatever bytes come in, nothing throws, and stock clients can take what comes out', async () => {
    const entry = fc.tuple(
      fc.oneof(fc.nat({ max: 20 }), fc.maxSafeNat()),
      fc.oneof(fc.nat({ max: 5 }), fc.maxSafeNat()),
      fc.oneof(fc.constantFrom('null', '{}', fine, '[]', '{"__proto__":{"a":1}}', '{'), fc.json()),
    );
    const update = fc.oneof(
      { weight: 2, arbitrary: fc.uint8Array({ maxLength: 60 }) },
      {
        weight: 5,
        arbitrary: fc.array(entry, { maxLength: 6 }).map((list) => presenceUpdate(...list)),
      },
      {
        weight: 3,
        arbitrary: fc
          .tuple(fc.array(entry, { minLength: 1, maxLength: 3 }), fc.nat(), fc.nat({ max: 255 }))
          .map(([list, at, byte]) => {
            const bytes = presenceUpdate(...list);
            bytes[at % bytes.length] = byte;
            return bytes;
          }),
      },
    );
    const act = fc.tuple(
      fc.constantFrom('receive', 'release', 'orphan'),
      fc.nat({ max: 2 }),
      update,
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
        using hall = openHall();
        const owners = [{}, {}, {}];
        for (const [what, who, bytes] of acts) {
          const owner = owners[who] ?? {};
          if (what === 'receive') hall.presence.receive(doc, bytes, owner);
          else if (what === 'release') hall.presence.release(doc, owner);
          else hall.presence.orphan(owner);
          await hall.run(20);
        }
        for (const owner of owners) hall.presence.release(doc, owner);
        await hall.run(60_000);
        expect(hall.presence.all(() => true)).toEqual([]);
        // The reader's own local state may be asked to go by somebody who had its id first; it answers.
        expect(hall.reader.getLocalState()).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  });
});

describe('a stock client that echoes everybody’s presence', () => {
  it('makes no storm: what it repeats of others goes no further', async () => {
    const stage = await openStage();
    const { presence } = stage.one.replica;
    const clients = Array.from({ length: 20 }, (_, i) => i + 100);
    let words = 0;
    for (const client of clients) {
      const owner = {};
      presence.subscribe(doc, owner, (update) => {
        words += 1;
        // y-websocket sends on whatever changed, whoever changed it.
        presence.receive(doc, update, owner);
      });
      presence.receive(doc, presenceUpdate([client, 1, fine]), owner);
    }
    await stage.one.run(1000);
    const settled = words;
    await stage.one.run(5000);
    expect(words).toBe(settled);
    expect(settled).toBeLessThan(20 * 4);
  });
});
