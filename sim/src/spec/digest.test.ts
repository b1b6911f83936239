import { describe, expect, it } from 'vitest';
import { createAuthor, textIn } from './author.ts';
import { type One, openOne } from './one-replica.ts';
import { type WirePeer, wireTo } from './wire-peer.ts';

const doc = 'runbook:one';

/** A relay that was started over these edits: only documents at rest are compared. */
async function startedOver(...updates: readonly Uint8Array[]): Promise<One> {
  const before = await openOne();
  for (const update of updates) await before.wait(before.replica.submit(doc, update));
  await before.wait(before.replica.close());
  return openOne({ disk: before.disk });
}

/** Lets time pass on a link that stays up. */
async function live(one: One, peer: WirePeer, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 5000) {
    peer.send({ type: 'ping', sentAt: passed });
    await one.run(5000);
  }
}

describe('digests that relays tell each other', () => {
  it('[RE2] find a lost deletion, and it is pulled again', async () => {
    const author = createAuthor(1);
    const typed = author.type('secret');
    const erased = author.erase(0, 6);
    const lacking = await startedOver(typed);
    const whole = await startedOver(typed, erased);

    const toWhole = wireTo(whole.replica);
    toWhole.hello();
    await live(whole, toWhole, 150_000);
    const digests = toWhole.got('digests').flatMap((message) => message.digests);
    expect(digests.map((digest) => digest.doc)).toEqual([doc]);

    const toLacking = wireTo(lacking.replica);
    toLacking.hello();
    await live(lacking, toLacking, 150_000);
    toLacking.send({ type: 'digests', digests });
    await lacking.run(100);
    expect(lacking.events).toContainEqual({ kind: 'diverged', doc });
    const [fetch] = toLacking.got('fetch');
    expect(fetch?.doc).toBe(doc);
    const update = await whole.wait(whole.replica.diff(doc, new Uint8Array([0])));
    toLacking.send({ type: 'state', answers: fetch?.ref ?? 0, doc, update });
    await lacking.run(100);
    expect(await textIn(lacking.replica, doc)).toBe('');
  });

  it('[RE2] say nothing where both hold the same', async () => {
    const author = createAuthor(1);
    const typed = author.type('same');
    const [one, other] = [await startedOver(typed), await startedOver(typed)];
    const toOne = wireTo(one.replica);
    toOne.hello();
    await live(one, toOne, 150_000);
    const digests = toOne.got('digests').flatMap((message) => message.digests);
    const toOther = wireTo(other.replica);
    toOther.hello();
    await live(other, toOther, 150_000);
    toOther.send({ type: 'digests', digests });
    await other.run(100);
    expect(digests).toHaveLength(1);
    expect(toOther.got('fetch')).toEqual([]);
  });
});
