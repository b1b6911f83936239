import { describe, expect, it } from 'vitest';
import { createAuthor, textIn } from '../spec/author.ts';
import { type One, openOne } from '../spec/one-replica.ts';
import { wireTo } from '../spec/wire-peer.ts';

const doc = 'runbook:one';

async function killedWithEdits(role: 'relay' | 'leaf' = 'relay'): Promise<One> {
  const one = await openOne({ role });
  const author = createAuthor(1);
  for (let i = 0; i < 5; i++) await one.wait(one.replica.submit(doc, author.type(`${i},`)));
  one.kill(0);
  return one;
}

function keysOf(one: One, prefix: string): string[] {
  return [...one.disk.rows.keys()].filter((key) => key.startsWith(prefix)).toSorted();
}

describe('keys, which no checksum covers', () => {
  it('[RE1] a chunk under a key that is no number is moved aside, and counting goes on', async () => {
    const one = await killedWithEdits();
    const value = one.disk.rows.get(keysOf(one, 'c/')[0] ?? '');
    one.disk.rows.set('c/zz', value ?? new Uint8Array());
    one.disk.rows.set('c/ffffffffffffffff', value ?? new Uint8Array());
    const again = await openOne({ disk: one.disk });
    await again.wait(again.replica.submit('runbook:two', createAuthor(2).type('new')));
    expect(again.replica.status().durable.get(again.replica.storeId)?.lsn).toBe(6);
    expect(keysOf(again, 'q/')).toEqual(['q/c/ffffffffffffffff', 'q/c/zz']);
    expect(await textIn(again.replica, doc)).toBe('0,1,2,3,4,');
  });

  it('[DU3] [RE2] a chunk that is not there any more is noticed, and nothing is claimed of it', async () => {
    const one = await killedWithEdits();
    const [, , third = ''] = keysOf(one, 'c/');
    one.disk.rows.delete(third);
    const again = await openOne({ disk: one.disk });
    expect(again.events).toContainEqual({ kind: 'record-damaged', key: third });
    const reader = wireTo(again.replica);
    reader.hello({ role: 'leaf' });
    reader.send({ type: 'feed', held: new Map() });
    await again.run(200);
    // Not entries with a hole, but what is left as a state.
    expect(reader.got('entries')).toEqual([]);
    expect(reader.got('state').length).toBeGreaterThan(0);
  });

  it('[OB7] an outbox row under a key that is no number takes no other edit with it', async () => {
    const one = await killedWithEdits('leaf');
    one.disk.rows.set('o/zz', one.disk.rows.get(keysOf(one, 'o/')[0] ?? '') ?? new Uint8Array());
    const again = await openOne({ disk: one.disk, role: 'leaf' });
    for (const text of ['a', 'b'])
      await again.wait(again.replica.submit(`runbook:${text}`, createAuthor(2).type(text)));
    expect(again.replica.status().outbox?.pending).toBe(7);
    expect(keysOf(again, 'o/')).toHaveLength(7);
    expect(keysOf(again, 'o/').every((key) => /^o\/[0-9a-f]{16}\//.test(key))).toBe(true);
  });
});
