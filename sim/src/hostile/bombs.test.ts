import { decodeFrame, encodeMessage } from '@holdfast/shared/protocol/link-messages';
import { bytesOf, letter, raw } from '@holdfast/shared/replica/admission-test-bytes';
import { inlineHeavyWork } from '@holdfast/shared/replica/heavy-inline';
import { describe, expect, it } from 'vitest';
import { createAuthor } from '../spec/author.ts';
import { openOne } from '../spec/one-replica.ts';
import { wireTo } from '../spec/wire-peer.ts';
import { doc, openStage } from './stage.ts';

const malformed = 4400;

describe('a frame that holds very much', () => {
  it.each<[string, () => Uint8Array]>([
    ['a million pings', () => new Uint8Array(3_000_000).map((_, i) => (i % 3 === 0 ? 14 : 1))],
    [
      'a million entries of nothing',
      () => bytesOf(3, 2_000_003, bytesOf(1_000_000, new Uint8Array(2_000_000))),
    ],
    [
      'ten thousand marks of a thousand stores each',
      () => {
        const stores = Array.from({ length: 500 }, (_, i) => bytesOf(`${i}`, '', 1));
        const mark = bytesOf(bytesOf(500, ...stores), raw(1));
        return bytesOf(...Array<Uint8Array>(200).fill(bytesOf(5, mark.length, mark)));
      },
    ],
  ])('%s ends the link, and nothing of it is acted on', async (_name, frame) => {
    const stage = await openStage();
    const peer = stage.linked('relay');
    peer.sendBytes(frame());
    await stage.one.run(100);
    expect(peer.closedWith()).toBe(malformed);
    expect(peer.got('pong')).toHaveLength(0);
    await stage.expectUnharmed();
  });

  it('is handled a part at a time, and nothing of it is lost or out of order', async () => {
    const stage = await openStage();
    const peer = stage.linked();
    const pings = Array.from({ length: 5000 }, (_, i) =>
      encodeMessage({ type: 'ping', sentAt: i }),
    );
    peer.sendBytes(bytesOf(...pings));
    await stage.one.run(200);
    expect(peer.got('pong').map(({ sentAt }) => sentAt)).toEqual(pings.map((_, i) => i));
  });

  it('is never sent by those who are honest, however small their edits', async () => {
    const one = await openOne();
    const author = createAuthor(1);
    await one.wait(one.replica.submit(doc, author.type('x'.repeat(20_000))));
    for (let i = 0; i < 20_000; i += 1) void one.replica.take(doc, bytesOf(0, 1, 1, 1, i, 1));
    await one.run(2000);
    const peer = wireTo(one.replica);
    peer.hello();
    peer.send({ type: 'feed', held: new Map() });
    await one.run(5000);
    expect(peer.frames.length).toBeGreaterThan(1);
    expect(peer.frames.filter((frame) => decodeFrame(frame) === undefined)).toEqual([]);
    const sent = peer.got('entries').flatMap(({ entries }) => entries).length;
    expect(sent + peer.got('state').length).toBeGreaterThan(0);
    expect(peer.got('mark').some(({ caughtUp }) => caughtUp)).toBe(true);
  });
});

describe('a few bytes that ask for whole documents', () => {
  it('are answered only as fast as the answers are read', async () => {
    const stage = await openStage();
    const peer = stage.linked();
    peer.unsentBytes = 5_000_000;
    for (let ref = 1; ref <= 100; ref += 1)
      peer.send({ type: 'fetch', ref, doc, stateVector: raw(0) });
    await stage.one.run(1000);
    expect(peer.got('state')).toHaveLength(0);
    await stage.expectUnharmed();
    peer.unsentBytes = 0;
    await stage.one.run(1000);
    expect(peer.got('state').map(({ answers }) => answers)).toEqual(
      Array.from({ length: 100 }, (_, i) => i + 1),
    );
  });
});

describe('a state of very many structs', () => {
  it('is looked at where that holds nobody up, and in its turn', async () => {
    const looked: number[] = [];
    const one = await openOne({
      heavy: {
        ...inlineHeavyWork,
        admit(update, known, limits) {
          looked.push(update.length);
          return inlineHeavyWork.admit(update, known, limits);
        },
      },
    });
    const structs = 50_000;
    const large = bytesOf(1, structs, 1, 0, ...Array<Uint8Array>(structs).fill(letter()), 0);
    const first = one.replica.submit(doc, large);
    // Builds on the large one, and is taken after it although it is looked at on the spot.
    const second = one.replica.submit(doc, bytesOf(1, 1, 1, structs, raw(0x84), 1, 0, 'b', 0));
    expect(await one.wait(first)).toEqual({ kind: 'saved' });
    expect(await one.wait(second)).toEqual({ kind: 'saved' });
    expect(looked).toEqual([large.length]);
  });
});
