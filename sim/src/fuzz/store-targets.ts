import fc from 'fast-check';
import * as Y from 'yjs';
import { createMemoryDisk, type MemoryDisk } from '../memory-store.ts';
import { createAuthor, textOf } from '../spec/author.ts';
import { openOne } from '../spec/one-replica.ts';
import { wireTo } from '../spec/wire-peer.ts';
import { createCostMeter, type FuzzTarget } from './target.ts';
import { byteChanges, mutateBytes } from './update-targets.ts';

const docs = ['runbook:one', 'runbook:two'] as const;

const act = fc.record({
  doc: fc.nat({ max: 1 }),
  kind: fc.constantFrom('type', 'type', 'type', 'erase', 'compact', 'run'),
  at: fc.nat({ max: 50 }),
});

/**
 * After every write the disk is copied. Whatever copy a machine comes up with, all that had been
 * reported saved before the copy was made is there, nothing is in it by halves, and it goes on
 * under a boot of its own.
 */
function boundaryTarget(): FuzzTarget {
  const costs = createCostMeter();
  const property = fc.asyncProperty(
    fc.array(act, { minLength: 1, maxLength: 25 }),
    fc.nat({ max: 20 }),
    async (acts, writeMs) => {
      const copies: { disk: MemoryDisk; saved: readonly Uint8Array[] }[] = [];
      const saved: Uint8Array[] = docs.map(() => new Uint8Array([0, 0]));
      let disk: MemoryDisk | undefined;
      const one = await openOne({
        largestLogBytes: 300,
        writeMs: () => writeMs,
        wrapStore: (store) => ({
          ...store,
          async write(writes) {
            await store.write(writes);
            if (disk) copies.push({ disk: createMemoryDisk(disk.rows), saved: [...saved] });
          },
        }),
      });
      disk = one.disk;
      const authors = [createAuthor(1), createAuthor(2)];
      const histories = authors.map(() => new Set(['']));
      for (const { doc, kind, at } of acts) {
        const [author, name] = [authors[doc], docs[doc]];
        if (author === undefined || name === undefined) continue;
        if (kind === 'compact') {
          if (one.replica.has(name)) void one.replica.compact(name).catch(() => undefined);
          continue;
        }
        if (kind === 'run') {
          await one.run(at);
          continue;
        }
        const length = author.text().length;
        const update =
          kind === 'type' || length < 3
            ? author.type(`${at},`)
            : author.erase(at % (length - 2), 2);
        const state = Y.encodeStateAsUpdate(author.yDoc);
        histories[doc]?.add(author.text());
        void one.replica.submit(name, update).then((result) => {
          if (result.kind === 'saved') saved[doc] = state;
        });
      }
      await one.run(500);
      const boots = new Set([one.replica.status().durable.get(one.replica.storeId)?.boot]);
      one.kill(0);
      copies.push({ disk: createMemoryDisk(disk.rows), saved: [...saved] });
      for (const copy of copies) {
        const again = await openOne({ disk: copy.disk });
        const position = again.replica.status().durable.get(again.replica.storeId);
        if (boots.has(position?.boot)) throw new Error('a boot came twice');
        boots.add(position?.boot);
        for (const [i, name] of docs.entries()) {
          const state = await again.wait(again.replica.read(name));
          const recovered = new Y.Doc();
          if (state !== undefined) Y.applyUpdate(recovered, state);
          const text = recovered.getText('body').toJSON();
          // An edit with one before it missing would stay pending, or leave a text that never was.
          if (histories[i]?.has(text) !== true) throw new Error(`recovered a hole: ${text}`);
          const before = Y.snapshot(recovered);
          Y.applyUpdate(recovered, copy.saved[i] ?? new Uint8Array([0, 0]));
          if (!Y.equalSnapshots(before, Y.snapshot(recovered)))
            throw new Error('something of what was saved is gone');
        }
        const reader = wireTo(again.replica);
        reader.hello({ role: 'leaf' });
        reader.send({ type: 'feed', held: new Map() });
        await again.run(100);
        const sent = reader.got('mark').at(-1)?.held.get(again.replica.storeId);
        if (sent?.boot !== position?.boot) throw new Error('a mark of another boot');
        if (again.events.some(({ kind }) => kind === 'record-damaged'))
          throw new Error('an undamaged disk was called damaged');
        again.kill(0);
        costs.note('copies opened');
      }
    },
  );
  return { name: 'a disk copied at every write', testRuns: 40, property, costs };
}

/** Rows with changed bytes, under changed keys, or gone: the replica opens, never throws, and claims nothing false. */
function damageTarget(): FuzzTarget {
  const costs = createCostMeter();
  const damage = fc.record({
    row: fc.nat({ max: 200 }),
    kind: fc.constantFrom('bytes', 'bytes', 'key', 'gone', 'empty', 'strange'),
    changes: byteChanges,
    flip: fc.nat({ max: 200 }),
  });
  const property = fc.asyncProperty(
    fc.array(damage, { minLength: 1, maxLength: 4 }),
    fc.boolean(),
    async (damages, isLeaf) => {
      const role = isLeaf ? ('leaf' as const) : ('relay' as const);
      const one = await openOne({ role, largestLogBytes: 300 });
      const author = createAuthor(1);
      for (let i = 0; i < 12; i++) {
        await one.wait(one.replica.submit('runbook:one', author.type(`${i},`)));
        await one.wait(one.replica.submit('runbook:two', createAuthor(50 + i).type('x')));
      }
      await one.run(100);
      one.kill(0);
      for (const { row, kind, changes, flip } of damages) {
        const keys = [...one.disk.rows.keys()];
        const key = keys[row % keys.length];
        const value = key === undefined ? undefined : one.disk.rows.get(key);
        if (key === undefined || value === undefined) continue;
        costs.note(`${kind} of ${key.slice(0, 1)}`);
        if (kind === 'bytes') one.disk.rows.set(key, mutateBytes(value, changes));
        else if (kind === 'empty') one.disk.rows.set(key, new Uint8Array());
        else if (kind === 'strange') one.disk.rows.set(`${key.slice(0, 2)}zz`, value);
        else one.disk.rows.delete(key);
        if (kind !== 'key') continue;
        const at = flip % key.length;
        const code = key.charCodeAt(at) ^ (1 << (flip % 5));
        const flipped =
          key.slice(0, at) + String.fromCharCode(Math.max(32, code)) + key.slice(at + 1);
        one.disk.rows.set(flipped, value);
      }
      const again = await openOne({ disk: one.disk, role, largestLogBytes: 300 });
      for (const name of again.replica.documents()) {
        await again.wait(again.replica.read(name).catch(() => undefined));
        await again.wait(again.replica.stateVector(name).catch(() => undefined));
      }
      const position = again.replica.status().durable.get(again.replica.storeId);
      if (!Number.isSafeInteger(position?.lsn ?? 0)) throw new Error('the log has lost count');
      // It still takes edits, and keeps them.
      const late = createAuthor(99).type('still taken');
      const result = await again.wait(again.replica.submit('runbook:three', late));
      if (result.kind !== 'saved') throw new Error(`a new edit is ${result.kind}`);
      await again.run(100);
      again.kill(0);
      const third = await openOne({ disk: again.disk, role });
      const kept = await third.wait(third.replica.read('runbook:three'));
      if (kept === undefined || textOf(kept) !== 'still taken')
        throw new Error('the new edit is lost');
      third.kill(0);
    },
  );
  return { name: 'damaged rows', testRuns: 80, property, costs };
}

export function storeTargets(): readonly FuzzTarget[] {
  return [boundaryTarget(), damageTarget()];
}
