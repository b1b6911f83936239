import { createPresence } from '@holdfast/shared/replica/presence';
import { describe, expect, it } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { accessFor, connect, credentialsOf, grantOf } from './access-fixture.ts';
import { openOne } from './one-replica.ts';
import { createVirtualTime, type VirtualTime } from '../virtual-clock.ts';
import { createWorld } from './world.ts';

const doc = 'runbook:one';

interface Person {
  readonly awareness: Awareness;
  readonly owner: object;
  /** Who this one sees, without oneself. */
  sees(): readonly number[];
  /** The update that says where this one is, or that it is gone. */
  word(): Uint8Array;
}

const opened: Awareness[] = [];

function person(clientId: number): Person {
  const yDoc = new Y.Doc();
  yDoc.clientID = clientId;
  const awareness = new Awareness(yDoc);
  opened.push(awareness);
  awareness.setLocalState({ name: `person ${clientId}` });
  return {
    awareness,
    owner: {},
    sees: () =>
      [...awareness.getStates().keys()].filter((id) => id !== clientId).sort((a, b) => a - b),
    word: () => encodeAwarenessUpdate(awareness, [clientId]),
  };
}

interface Hall {
  readonly time: VirtualTime;
  readonly presence: ReturnType<typeof createPresence>;
  enter(someone: Person): () => void;
  run(ms: number): Promise<void>;
}

function hall(): Hall {
  const time = createVirtualTime();
  const presence = createPresence(
    time.clockFor(
      () => true,
      () => 0,
    ),
  );
  return {
    time,
    presence,
    enter(someone) {
      presence.receive(doc, someone.word(), someone.owner);
      return presence.subscribe(doc, someone.owner, (update) => {
        applyAwarenessUpdate(someone.awareness, update, 'server');
      });
    },
    run: (ms) => time.runUntil(time.nowMs() + ms),
  };
}

describe('who is where', () => {
  it('[PR1] nobody speaks for, or erases, a client of another connection', async () => {
    const { presence, enter, run } = hall();
    const [ann, bob, eve] = [person(1), person(2), person(3)];
    for (const someone of [ann, bob, eve]) enter(someone);
    await run(20);
    expect(bob.sees()).toEqual([1, 3]);
    const forged = person(1);
    for (let i = 0; i < 5; i++) forged.awareness.setLocalState({ name: 'not Ann', i });
    presence.receive(doc, forged.word(), eve.owner);
    forged.awareness.setLocalState(null);
    presence.receive(doc, forged.word(), eve.owner);
    presence.release(doc, eve.owner);
    await run(20);
    expect(bob.sees()).toEqual([1]);
    expect(bob.awareness.getStates().get(1)).toEqual({ name: 'person 1' });
  });

  it('[PR2] who leaves is told to all, whether it says so or its connection ends', async () => {
    const { presence, enter, run } = hall();
    const [ann, bob, cid] = [person(1), person(2), person(3)];
    for (const someone of [ann, bob, cid]) enter(someone);
    await run(20);
    expect(cid.sees()).toEqual([1, 2]);
    ann.awareness.setLocalState(null);
    presence.receive(doc, ann.word(), ann.owner);
    presence.release(doc, bob.owner);
    await run(20);
    expect(cid.sees()).toEqual([]);
    const late = person(4);
    enter(late);
    expect(late.sees()).toEqual([3]);
  });

  it('[PR3] those behind a broken link stay for a while, and may be heard of through another', async () => {
    const { presence, enter, run } = hall();
    const [ann, bob, reader] = [person(1), person(2), person(3)];
    const [firstLink, secondLink] = [{}, {}];
    presence.receive(doc, ann.word(), firstLink);
    presence.receive(doc, bob.word(), firstLink);
    enter(reader);
    await run(20);
    presence.orphan(firstLink);
    await run(10_000);
    expect(reader.sees()).toEqual([1, 2]);
    presence.receive(doc, ann.word(), secondLink);
    await run(20_000);
    expect(reader.sees()).toEqual([1]);
    presence.release(doc, firstLink);
    await run(20);
    expect(reader.sees()).toEqual([1]);
    presence.release(doc, secondLink);
    await run(20);
    expect(reader.sees()).toEqual([]);
  });

  it('[PR6] where nobody tells of others any more, only those of broken links are dropped', async () => {
    const { presence, enter, run } = hall();
    const [ann, bob, reader] = [person(1), person(2), person(3)];
    const [lostLink, liveLink] = [{}, {}];
    presence.receive(doc, ann.word(), lostLink);
    presence.receive(doc, bob.word(), liveLink);
    enter(reader);
    await run(20);
    presence.orphan(lostLink);
    presence.releaseLost();
    await run(20);
    expect(reader.sees()).toEqual([2]);
    // Who is let in again hears of them again, by their renewals.
    for (let i = 0; i < 2; i++) ann.awareness.setLocalState(ann.awareness.getLocalState());
    presence.receive(doc, ann.word(), {});
    await run(20);
    expect(reader.sees()).toEqual([1, 2]);
  });

  it('[PR4] renewals are passed on; without them a client is dropped', async () => {
    const { presence, run } = hall();
    const [ann, bob] = [person(1), person(2)];
    let words = 0;
    presence.subscribe(doc, {}, () => words++);
    presence.receive(doc, bob.word(), bob.owner);
    for (let i = 0; i < 8; i++) {
      const before = words;
      ann.awareness.setLocalState(ann.awareness.getLocalState());
      presence.receive(doc, ann.word(), ann.owner);
      await run(14_000);
      expect(words).toBeGreaterThan(before);
    }
    const late = person(9);
    presence.subscribe(doc, late.owner, (update) =>
      applyAwarenessUpdate(late.awareness, update, 'server'),
    );
    expect(late.sees()).toEqual([1]);
  });

  it('[PR5] what is malformed or too large is dropped, the rest taken', async () => {
    const { presence, enter, run } = hall();
    const reader = person(7);
    enter(reader);
    const entries = [
      [1, 1, '{"name":"fine"}'],
      [2, 1, JSON.stringify({ name: 'x'.repeat(5000) })],
      [3, 1, '"not an object"'],
      [4, 1, '{"name":"fine too"}'],
      [5, 1, '{"broken'],
      [6, 1, '{"after":"the broken one"}'],
    ] as const;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, entries.length);
    for (const [client, clock, state] of entries) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, state);
    }
    presence.receive(doc, encoding.toUint8Array(encoder), {});
    for (const bytes of [[], [255], [9, 1], [255, 255, 255, 255, 15, 1]]) {
      presence.receive(doc, Uint8Array.from(bytes), {});
    }
    await run(20);
    expect(reader.sees()).toEqual(expect.arrayContaining([1, 4]));
    for (const dropped of [2, 3, 5]) expect(reader.sees()).not.toContain(dropped);
  });

  it('[PR7] who is cut off is gone at once, at every relay; who is behind a link that broke is not', async () => {
    const [eve, bob] = [grantOf('eve'), grantOf('bob')];
    const here = await openOne({
      ...{ name: 'here', credentials: credentialsOf('here') },
      access: accessFor(eve, bob, grantOf('there', 'all', 'peer')),
    });
    const { time } = here;
    const there = await openOne({
      ...{ name: 'there', time, credentials: credentialsOf('there') },
      access: accessFor(grantOf('here', 'all', 'peer')),
    });
    connect(there, here);
    const cables = await Promise.all(
      [eve, bob].map(async ({ person: name }, at) => {
        const leaf = await openOne({ role: 'leaf', time, name, credentials: credentialsOf(name) });
        const someone = person(at + 1);
        leaf.replica.presence.receive(doc, someone.word(), someone.owner);
        return connect(leaf, here);
      }),
    );
    const readers = [here, there].map(({ replica }) => {
      const reader = person(9);
      replica.presence.subscribe(doc, reader.owner, (update) =>
        applyAwarenessUpdate(reader.awareness, update, 'server'),
      );
      return reader;
    });
    const seen = () => readers.map((reader) => reader.sees());
    await here.run(1000);
    expect(seen()).toEqual([
      [1, 2],
      [1, 2],
    ]);
    cables[1]?.cut();
    eve.end('revoked: gone');
    await here.run(100);
    expect(seen()).toEqual([[2], [2]]);
  });

  it('[PR2] [PR3] a device that moves from one relay to another does not blink', async () => {
    const world = await createWorld({
      relays: ['relay-a', 'relay-b', 'relay-c'],
      leaves: ['one', 'two'],
    });
    const [ann, bob] = [person(1), person(2)];
    const seen: number[] = [];
    const [home, away] = [world.on('one').replica.presence, world.on('two').replica.presence];
    away.subscribe(doc, bob.owner, (update) => {
      applyAwarenessUpdate(bob.awareness, update, 'server');
      seen.push(bob.sees().length);
    });
    home.subscribe(doc, ann.owner, () => undefined);
    const speak = (): void => home.receive(doc, ann.word(), ann.owner);
    speak();
    await world.run(1000);
    expect(bob.sees()).toEqual([1]);
    seen.length = 0;
    world.machine('relay-a').crash();
    for (let i = 0; i < 6; i++) {
      ann.awareness.setLocalState({ name: 'Ann', i });
      speak();
      await world.run(10_000);
    }
    expect(seen.every((count) => count === 1)).toBe(true);
    home.release(doc, ann.owner);
    await world.run(1000);
    expect(bob.sees()).toEqual([]);
    for (const awareness of opened) awareness.destroy();
  });
});
