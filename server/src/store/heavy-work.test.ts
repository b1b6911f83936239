import { Worker } from 'node:worker_threads';
import * as Y from 'yjs';
import { afterEach, describe, expect, test } from 'vitest';
import { compactUpdates, diffUpdates } from '@holdfast/shared/replica/heavy-inline';
import { createHeavyWork, type ThreadedHeavyWork } from './heavy-work.ts';

const open: ThreadedHeavyWork[] = [];
afterEach(async () => {
  for (const heavy of open.splice(0)) await heavy.close();
});

function created(startWorker?: () => Worker): ThreadedHeavyWork {
  const heavy = createHeavyWork(startWorker === undefined ? {} : { startWorker });
  open.push(heavy);
  return heavy;
}

function largeDocument(): { doc: Y.Doc; updates: Uint8Array[] } {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let i = 0; i < 100; i++) doc.getText('body').insert(0, `${i} `.repeat(500));
  return { doc, updates };
}

describe('large documents', () => {
  test('are compacted and compared in the thread as they would be on the spot', async () => {
    const heavy = created();
    const { doc, updates } = largeDocument();
    const compacted = await heavy.compact(updates);
    const inline = compactUpdates(updates);
    expect(Buffer.compare(compacted.update, inline.update)).toBe(0);
    expect([...compacted.stateVector]).toEqual([...Y.encodeStateVector(doc)]);

    const older = new Y.Doc();
    for (const update of updates.slice(0, 50)) Y.applyUpdate(older, update);
    const held = Y.encodeStateVector(older);
    const diff = await heavy.diff(updates, held);
    expect(Buffer.compare(diff, diffUpdates(updates, held))).toBe(0);
  });

  test('try an update in the thread as they would on the spot', async () => {
    const heavy = created();
    const { doc, updates: recorded } = largeDocument();
    const updates = [...recorded];
    const before = Y.encodeStateVector(doc);
    doc.getText('body').delete(100, 20_000);
    const deletion = Y.encodeStateAsUpdate(doc, before);
    expect(await heavy.tryApply(updates, deletion)).toEqual({ ok: true, changed: true });
    expect(await heavy.tryApply([...updates, deletion], deletion)).toEqual({
      ok: true,
      changed: false,
    });
    const refused = await heavy.tryApply(updates, new Uint8Array([255, 255]));
    expect(refused).toMatchObject({ ok: false, reason: 'not-applicable' });
  });

  test('keep their bytes: nothing that is handed to the thread is taken away', async () => {
    const heavy = created();
    const { updates } = largeDocument();
    const shared = Buffer.concat(updates);
    let offset = 0;
    const views = updates.map((update) => shared.subarray(offset, (offset += update.length)));
    await heavy.compact(views);
    expect(Buffer.compare(Buffer.concat(views), Buffer.concat(updates))).toBe(0);
  });

  test('that Yjs cannot load are refused, and the thread goes on', async () => {
    const heavy = created();
    await expect(heavy.compact([new Uint8Array(100_000).fill(255)])).rejects.toBeInstanceOf(Error);
    await expect(heavy.compact(largeDocument().updates)).resolves.toBeDefined();
  });
});

describe('the thread', () => {
  test('is not started for small documents, nor to hand out a state as it is', async () => {
    const heavy = created(() => {
      throw new Error('started');
    });
    const doc = new Y.Doc();
    doc.getText('body').insert(0, 'small');
    const { update } = await heavy.compact([Y.encodeStateAsUpdate(doc)]);
    expect(update.length).toBeLessThan(30);
    const large = new Uint8Array(1024 * 1024);
    expect(await heavy.diff([large], new Uint8Array())).toBe(large);
    await expect(heavy.compact(largeDocument().updates)).rejects.toThrow('started');
  });

  test('rejects its jobs when it dies, and the next job starts another', async () => {
    let starts = 0;
    const heavy = created(() => {
      starts += 1;
      return starts === 1
        ? new Worker('process.exit(3)', { eval: true })
        : new Worker(
            'const { parentPort } = require("node:worker_threads");' +
              'parentPort.on("message", ({ id }) => parentPort.postMessage({ id, kind: "diff", update: new Uint8Array([7]) }));',
            { eval: true },
          );
    });
    const jobs = [1, 2].map(() =>
      heavy.diff([new Uint8Array(50_000), new Uint8Array(50_000)], new Uint8Array()),
    );
    for (const job of await Promise.allSettled(jobs)) expect(job.status).toBe('rejected');
    expect([
      ...(await heavy.diff([new Uint8Array(50_000), new Uint8Array(50_000)], new Uint8Array())),
    ]).toEqual([7]);
    expect(starts).toBe(2);
  });

  test('stops when closed, and its jobs are rejected', async () => {
    const heavy = created(() => new Worker('setInterval(() => {}, 1000)', { eval: true }));
    const job = heavy.compact([new Uint8Array(100_000)]);
    const [outcome] = await Promise.allSettled([job, heavy.close()]);
    expect(outcome).toMatchObject({
      status: 'rejected',
      reason: { message: 'the worker thread was stopped' },
    });
  });
});
