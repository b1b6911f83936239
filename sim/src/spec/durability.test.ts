import { type Vector, covers } from '@holdfast/shared/replica/vector';
import { inlineHeavyWork } from '@holdfast/shared/replica/heavy-inline';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createMemoryDisk } from '../memory-store.ts';
import { createVirtualTime } from '../virtual-clock.ts';
import { createAuthor, textIn } from './author.ts';
import { openOne } from './one-replica.ts';
import { wireTo } from './wire-peer.ts';

const doc = 'runbook:one';

describe('what is on disk', () => {
  it('[DU1] answers saved only once the store has said so', async () => {
    const one = await openOne({ writeMs: () => 100 });
    let answer: string | undefined;
    const submitted = one.replica
      .submit(doc, createAuthor(1).type('a'))
      .then(({ kind }) => (answer = kind));
    await one.run(90);
    expect(answer).toBeUndefined();
    expect([...one.disk.rows.keys()].some((key) => key.startsWith('c/'))).toBe(false);
    await one.wait(submitted);
    expect(answer).toBe('saved');
    expect([...one.disk.rows.keys()].some((key) => key.startsWith('c/'))).toBe(true);
  });

  it('[DU2] reports a failed write to all who wait, claims nothing, and succeeds in the end', async () => {
    const one = await openOne({ writeMs: () => 20 });
    const author = createAuthor(1);
    const lsnOnDisk = (): number => one.replica.status().durable.get(one.replica.storeId)?.lsn ?? 0;
    one.fault = 'full';
    const first = one.replica.submit(doc, author.type('a'));
    let durable = false;
    void one.replica.whenDurable().then(() => (durable = true));
    await one.run(10);
    const second = one.replica.submit(doc, author.type('b'));
    expect(await one.wait(first)).toMatchObject({
      kind: 'store-failed',
      fault: { reason: 'full' },
    });
    expect(await one.wait(second)).toMatchObject({ kind: 'store-failed' });
    expect(durable).toBe(false);
    expect(lsnOnDisk()).toBe(0);
    expect(one.replica.status().fault?.reason).toBe('full');

    one.fault = undefined;
    await one.wait(one.replica.whenDurable());
    expect(lsnOnDisk()).toBe(2);
    expect(one.replica.status().fault).toBeUndefined();
    one.kill(0);
    const again = await openOne({ disk: one.disk });
    expect(await textIn(again.replica, doc)).toBe('ab');
  });

  it('[DU2] tells an edit that came during a good write of the bad one after it', async () => {
    const one = await openOne({ writeMs: () => 20 });
    const author = createAuthor(1);
    const first = one.replica.submit(doc, author.type('a'));
    await one.run(10);
    const second = one.replica.submit(doc, author.type('b'));
    expect(await one.wait(first)).toEqual({ kind: 'saved' });
    one.fault = 'failed';
    expect(await one.wait(second)).toMatchObject({ kind: 'store-failed' });
  });

  it('[DU2] ends the links of a relay that cannot write, so that devices go elsewhere', async () => {
    const one = await openOne();
    const leaf = wireTo(one.replica);
    leaf.hello({ role: 'leaf' });
    await one.run(50);
    const before = leaf.got('durable').length;
    one.fault = 'full';
    leaf.send({ type: 'push', ref: 1, doc, update: createAuthor(1).type('a') });
    await one.run(50);
    expect(leaf.closedWith()).toBe(4500);
    const claims = leaf.got('durable').slice(before);
    const accepted = leaf.got('accepted')[0];
    const position = { boot: accepted?.boot ?? '', lsn: accepted?.lsn ?? 0 };
    const covered = claims.some(({ stores }) =>
      stores.some(({ vector }) => covers(vector, one.replica.storeId, position)),
    );
    expect(covered).toBe(false);
  });

  it('[DU3] opens after a kill with all that was durable, and nothing after a gap', async () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.constant('edit' as const) },
      { weight: 2, arbitrary: fc.nat({ max: 30 }) },
      { weight: 1, arbitrary: fc.constant('fail' as const) },
      { weight: 1, arbitrary: fc.constant('fold' as const) },
      { weight: 1, arbitrary: fc.constant('kill' as const) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.nat({ max: 5 }), crashRun),
      { numRuns: 150 },
    );
  });

  it('[DU4] [PO1] begins a new boot at each opening, and goes on counting', async () => {
    const disk = createMemoryDisk();
    const boots = new Set<string>();
    const author = createAuthor(1);
    for (let opening = 1; opening <= 4; opening++) {
      const one = await openOne({ disk });
      const from = one.replica.status().durable.get(one.replica.storeId);
      boots.add(from?.boot ?? '');
      expect(from?.lsn).toBe(opening - 1);
      await one.wait(one.replica.submit(doc, author.type('x')));
      expect(one.replica.status().durable.get(one.replica.storeId)?.lsn).toBe(opening);
      await one.wait(one.replica.close());
    }
    expect(boots.size).toBe(4);
  });

  it('[DU4] never gives a number out twice, whatever old copy of the disk it gets back', async () => {
    const first = await openOne();
    const author = createAuthor(1);
    await first.wait(first.replica.submit(doc, author.type('a')));
    const backup = createMemoryDisk(first.disk.rows);
    await first.wait(first.replica.submit(doc, author.type('b')));
    const lost = first.replica.status().durable;
    first.kill(0);
    const restored = await openOne({ disk: backup });
    await restored.wait(restored.replica.submit(doc, createAuthor(2).type('c')));
    const now = restored.replica.status().durable;
    const { storeId } = restored.replica;
    expect(now.get(storeId)?.lsn).toBe(lost.get(storeId)?.lsn);
    expect(coversOwn(now, lost, storeId) || coversOwn(lost, now, storeId)).toBe(false);
  });

  it('[DU6] speaks of the disk also for an edit that is still being looked at', async () => {
    const time = createVirtualTime();
    const one = await openOne({
      time,
      heavy: {
        ...inlineHeavyWork,
        async tryApply(updates, update) {
          await new Promise<void>((resolve) => time.at(500, resolve));
          return inlineHeavyWork.tryApply(updates, update);
        },
      },
    });
    const author = createAuthor(1);
    author.yDoc.getMap('meta').set('inner', new Y.Map([['a', new Y.Map()]]));
    const taken = one.replica.take(doc, Y.encodeStateAsUpdate(author.yDoc));
    expect(taken).toBeInstanceOf(Promise);
    let durable = false;
    void one.replica.whenDurable().then(() => (durable = true));
    await one.run(400);
    expect(durable).toBe(false);
    expect(await one.wait(Promise.resolve(taken))).toMatchObject({ kind: 'new' });
    await one.wait(one.replica.whenDurable());
    expect(durable).toBe(true);
    expect(one.replica.status().durable.get(one.replica.storeId)?.lsn).toBe(1);
  });

  it('[DU5] closes after all that was taken is on disk, and takes nothing more', async () => {
    const one = await openOne({ writeMs: () => 50 });
    const author = createAuthor(1);
    void one.replica.take(doc, author.type('a'));
    const closed = one.replica.close();
    expect(await one.replica.take(doc, author.type('b'))).toMatchObject({ kind: 'refused' });
    await one.wait(closed);
    const again = await openOne({ disk: one.disk });
    expect(await textIn(again.replica, doc)).toBe('a');
  });

  it.each(['relay', 'leaf'] as const)(
    '[DU5] a closed %s leaves no timer, even after its store failed',
    async (role) => {
      const time = createVirtualTime();
      const one = await openOne({ time, role });
      const peer = wireTo(one.replica);
      peer.hello();
      one.replica.presence.subscribe(doc, {}, () => undefined);
      one.fault = 'full';
      void one.replica.take(doc, createAuthor(1).type('a'));
      await one.run(700);
      const closed = one.replica.close().then(
        () => 'in peace',
        (fault: unknown) => fault,
      );
      expect(await one.wait(closed)).toMatchObject({ reason: 'full' });
      await one.run(100);
      expect(time.pending()).toBe(0);
      expect(peer.closedWith()).toBeGreaterThanOrEqual(4000);
    },
  );
});

function coversOwn(vector: Vector, other: Vector, store: string): boolean {
  const position = other.get(store);
  return position !== undefined && covers(vector, store, position);
}

/** Edits, waits, failing writes, folds and kills in any order; each kill keeps a prefix of what waited. */
async function crashRun(
  steps: readonly ('edit' | 'fail' | 'fold' | 'kill' | number)[],
  survivors: number,
): Promise<void> {
  let one = await openOne({ writeMs: () => 7, largestLogBytes: 300 });
  let writer = 1;
  let author = createAuthor(writer);
  let acknowledged = '';
  const reopen = async (): Promise<void> => {
    one.kill(survivors);
    one = await openOne({ disk: one.disk, writeMs: () => 7, largestLogBytes: 300 });
    const text = await textIn(one.replica, doc);
    expect(text?.startsWith(acknowledged)).toBe(true);
    // Someone else goes on with what is left.
    acknowledged = text ?? '';
    author = createAuthor(++writer);
    const state = await one.replica.read(doc);
    if (state !== undefined) author.learn(state);
  };
  for (const step of steps) {
    if (step === 'kill') await reopen();
    else if (step === 'fail') one.fault = one.fault === undefined ? 'failed' : undefined;
    else if (step === 'fold') void one.replica.compact(doc).catch(() => undefined);
    else if (step === 'edit') {
      const { replica } = one;
      const update = author.type(`${writer}`);
      const text = author.text();
      Promise.resolve(replica.take(doc, update))
        .then(() => replica.whenDurable())
        .then(
          () => {
            if (replica === one.replica) acknowledged = text;
          },
          // The replica was killed before it could answer.
          () => undefined,
        );
    } else await one.run(step);
  }
  await reopen();
}
