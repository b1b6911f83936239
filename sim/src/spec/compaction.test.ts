import { inlineHeavyWork } from '@holdfast/shared/replica/heavy-inline';
import { decodeSnapshotInfo, keys } from '@holdfast/shared/replica/layout';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createMemoryDisk } from '../memory-store.ts';
import { createAuthor, textIn } from './author.ts';
import { type One, openOne } from './one-replica.ts';

const doc = 'runbook:one';

const chunks = (one: One): readonly string[] =>
  [...one.disk.rows.keys()].filter((key) => key.startsWith('c/')).sort();
const positionOf = (one: One): unknown => one.replica.status().durable;

describe('folding a log into snapshots', () => {
  it('[CO1] changes neither state nor number, and leaves a canonical snapshot', async () => {
    const one = await openOne();
    const [ann, bob] = [createAuthor(1), createAuthor(2)];
    for (let i = 0; i < 40; i++) {
      await one.wait(one.replica.submit(doc, ann.type(`${i} `)));
      bob.learn(Y.encodeStateAsUpdate(ann.yDoc));
      await one.wait(one.replica.submit(doc, bob.erase(0, 1)));
      ann.learn(Y.encodeStateAsUpdate(bob.yDoc));
    }
    const before = { text: await textIn(one.replica, doc), at: positionOf(one) };
    await one.wait(one.replica.compact(doc));
    expect({ text: await textIn(one.replica, doc), at: positionOf(one) }).toEqual(before);
    expect(await one.replica.stateVector(doc)).toEqual(Y.encodeStateVector(ann.yDoc));
    one.kill(0);
    const again = await openOne({ disk: one.disk });
    expect(await textIn(again.replica, doc)).toBe(before.text);
    const record = one.disk.rows.get(keys.snapshotInfo(doc));
    expect(record && decodeSnapshotInfo(record)?.throughLsn).toBe(80);
  });

  it('[CO1] a document is folded by itself once its log is long', async () => {
    const one = await openOne();
    const author = createAuthor(1);
    for (let i = 0; i < 450; i++) {
      void one.replica.take(doc, author.type('x'));
      if (i % 10 === 9) await one.run(5);
    }
    await one.run(100);
    const folded = one.events.filter(({ kind }) => kind === 'compacted').length;
    expect(folded).toBeGreaterThanOrEqual(2);
    expect(folded).toBeLessThanOrEqual(4);
    expect(await textIn(one.replica, doc)).toBe(author.text());
  });

  it('[CO1] a large document that comes in part by part is not written as a whole with each', async () => {
    const one = await openOne();
    const author = createAuthor(1);
    for (let i = 0; i < 40; i++)
      await one.wait(one.replica.submit(doc, author.type('x'.repeat(200_000))));
    await one.run(100);
    const folded = one.events.filter(({ kind }) => kind === 'compacted').length;
    // 8 MB: by size alone one for each half of a megabyte.
    expect(folded).toBeGreaterThanOrEqual(3);
    expect(folded).toBeLessThanOrEqual(9);
    expect(await textIn(one.replica, doc)).toBe(author.text());
  });

  it('[CO1] keeps out of the snapshot what the log may still lose', async () => {
    const one = await openOne({ writeMs: () => 50 });
    const author = createAuthor(1);
    await one.wait(one.replica.submit(doc, author.type('a')));
    const folding = one.replica.compact(doc);
    // Taken after the fold was asked for, before its write: the power fails when that is done.
    void one.replica.take(doc, author.type('b'));
    await one.wait(folding);
    one.kill(0);
    const again = await openOne({ disk: one.disk });
    expect(await textIn(again.replica, doc)).toBe('a');
  });

  it('[CO1] one fold of a document never undoes a later one', async () => {
    const one = await openOne({ writeMs: () => 20 });
    const author = createAuthor(1);
    for (let i = 0; i < 10; i++) {
      await one.wait(one.replica.submit(doc, author.type(`${i}`)));
      for (let n = 0; n < 3; n++) void one.replica.compact(doc);
      void one.replica.take(doc, author.type('.'));
      await one.run(i * 7);
    }
    await one.run(1000);
    expect(await textIn(one.replica, doc)).toBe(author.text());
    one.kill(0);
    const again = await openOne({ disk: one.disk });
    expect(await textIn(again.replica, doc)).toBe(author.text());
  });

  it('[CO2] the log is cut off only behind snapshots, whenever the power fails', async () => {
    for (let survivors = 0; survivors < 6; survivors++) {
      const one = await openOne({ largestLogBytes: 150, writeMs: () => 3 });
      const author = createAuthor(1);
      let acknowledged = '';
      for (let i = 0; i < 25; i++) {
        const text = author.text();
        void one.replica.take(
          i % 2 === 0 ? doc : 'runbook:two',
          i % 2 === 0 ? author.type(`${i},`) : createAuthor(i + 9).type('x'),
        );
        void one.replica.whenDurable().then(() => (acknowledged = text));
        await one.run(5 + survivors);
      }
      expect(one.events.some(({ kind }) => kind === 'compacted')).toBe(true);
      one.kill(survivors);
      const again = await openOne({ disk: one.disk });
      expect((await textIn(again.replica, doc))?.startsWith(acknowledged)).toBe(true);
      expect(acknowledged).not.toBe('');
    }
  });

  it('[CO2] the log stays as small as it is allowed to be', async () => {
    const one = await openOne({ largestLogBytes: 400 });
    const author = createAuthor(1);
    for (let i = 0; i < 100; i++) await one.wait(one.replica.submit(doc, author.type('x')));
    await one.run(100);
    expect(chunks(one).length).toBeLessThan(20);
    one.kill(0);
    expect(await textIn((await openOne({ disk: one.disk })).replica, doc)).toBe(author.text());
  });

  it('[CO2] on a device folding rests in between, and closing does not wait for it', async () => {
    const one = await openOne({ role: 'leaf', largestLogBytes: 1000, writeMs: () => 20 });
    for (let i = 0; i < 40; i++)
      await one.wait(one.replica.submit(`runbook:r${i}`, createAuthor(i + 1).type('x'.repeat(50))));
    const folded = (): number => one.events.filter(({ kind }) => kind === 'compacted').length;
    const before = folded();
    expect(before).toBeLessThan(20);
    await one.run(2000);
    expect(folded()).toBeGreaterThan(before);
    expect(chunks(one).length).toBeLessThan(25);
    for (let i = 0; i < 40; i++)
      await one.wait(
        one.replica.submit(`runbook:s${i}`, createAuthor(i + 99).type('y'.repeat(50))),
      );
    await one.wait(one.replica.close());
  });

  it('[CO3] what is read or edited during a fold lacks nothing', async () => {
    const one = await openOne({ largestLogBytes: 200, writeMs: () => 4 });
    const author = createAuthor(1);
    let seen = '';
    one.replica.subscribe(doc, { onUpdate: (update) => (seen = grown(update)) });
    const copy = new Y.Doc();
    function grown(update: Uint8Array): string {
      Y.applyUpdate(copy, update);
      return copy.getText('body').toString();
    }
    for (let i = 0; i < 60; i++) {
      const taken = author.text();
      const folding = one.replica.compact(doc);
      const reading = textIn(one.replica, doc);
      const text = await one.wait(reading);
      expect(text).toBe(taken);
      await one.wait(folding);
      void one.replica.take(doc, author.type(`${i},`));
      await one.run(i % 6);
    }
    await one.run(100);
    expect(seen).toBe(author.text());
    const again = await openOne({ disk: createMemoryDisk(one.disk.rows) });
    expect(await textIn(again.replica, doc)).toBe(author.text());
  });

  it('[CO4] a document that cannot be folded is left as it is, and reported', async () => {
    const one = await openOne({
      heavy: { ...inlineHeavyWork, compact: () => Promise.reject(new Error('it does not load')) },
      largestLogBytes: 100,
    });
    const author = createAuthor(1);
    for (let i = 0; i < 300; i++) {
      void one.replica.take(doc, author.type('x'));
      await one.run(1);
    }
    await expect(one.replica.compact(doc)).rejects.toThrow('it does not load');
    const failures = one.events.filter(({ kind }) => kind === 'compaction-failed');
    expect(failures.length).toBeGreaterThan(0);
    expect(chunks(one)[0]).toBe(keys.chunk(1));
    expect(await textIn(one.replica, doc)).toBe(author.text());
  });
});
