import { createSyncSession } from '@holdfast/shared/replica/sync-session';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import { messageYjsUpdate, readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';
import { createAuthor, textIn } from './author.ts';
import { type One, openOne } from './one-replica.ts';

const doc = 'runbook:one';
const sync = 0;

/** A stock client, put together from y-protocols as y-websocket does it. */
interface Client {
  readonly yDoc: Y.Doc;
  readonly received: readonly Uint8Array[];
  readonly closes: readonly string[];
  readonly saved: readonly number[];
  /** Frames of the server that carried an update. */
  updates(): number;
  edit(text: string): void;
  send(frame: Uint8Array): void;
}

function clientOf(one: One, yDoc = new Y.Doc()): Client {
  const received: Uint8Array[] = [];
  const closes: string[] = [];
  const saved: number[] = [];
  const session = createSyncSession({
    replica: one.replica,
    doc,
    send(frame) {
      received.push(frame);
      // As over a socket: later, and never into a closed session.
      one.time.at(0, () => answer(frame));
    },
    close: (code) => closes.push(code),
    onSaved: (messages) => saved.push(messages),
  });
  function answer(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    if (decoding.readVarUint(decoder) !== sync) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, sync);
    readSyncMessage(decoder, encoder, yDoc, session);
    if (encoding.length(encoder) > 1) session.receive(encoding.toUint8Array(encoder));
  }
  yDoc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== session) session.receive(frameOf((encoder) => writeUpdate(encoder, update)));
  });
  session.receive(frameOf((encoder) => writeSyncStep1(encoder, yDoc)));
  return {
    yDoc,
    received,
    closes,
    saved,
    updates: () =>
      received.filter((frame) => frame[0] === sync && frame[1] === messageYjsUpdate).length,
    edit: (text) => yDoc.getText('body').insert(yDoc.getText('body').length, text),
    send: (frame) => session.receive(frame),
  };
}

function frameOf(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, sync);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

const bodyOf = (client: Client): string => client.yDoc.getText('body').toString();
const logged = (one: One): number =>
  one.replica.status().durable.get(one.replica.storeId)?.lsn ?? 0;

describe('a stock client', () => {
  it('[SY1] and the server have the same after one handshake, whatever each had before', async () => {
    const one = await openOne();
    const author = createAuthor(1);
    author.type('server ');
    await one.wait(one.replica.submit(doc, Y.encodeStateAsUpdate(author.yDoc)));
    const client = clientOf(one, new Y.Doc());
    client.yDoc.getText('body').insert(0, 'client ');
    await one.run(50);
    expect([...bodyOf(client).trim().split(' ')].sort()).toEqual(['client', 'server']);
    expect(await textIn(one.replica, doc)).toBe(bodyOf(client));
  });

  it('[SY2] sees the edits of others once a turn as one update, and never its own', async () => {
    const one = await openOne();
    const [writer, reader] = [clientOf(one), clientOf(one)];
    await one.run(50);
    for (let i = 0; i < 20; i++) writer.edit('x');
    await one.run(50);
    expect(bodyOf(reader)).toBe('x'.repeat(20));
    expect(reader.updates()).toBe(1);
    expect(writer.updates()).toBe(0);
    // One frame, the same bytes for every reader.
    const other = clientOf(one);
    await one.run(50);
    writer.edit('y');
    await one.run(50);
    expect(reader.received.at(-1)).toBe(other.received.at(-1));
  });

  it.each([
    ['an empty message', []],
    ['an update that is cut off', [0, 2, 9, 1]],
    ['an unknown sync message', [0, 7, 0]],
    ['a length past the end', [0, 2, 255, 255, 255, 255, 15]],
    ['an update that is none', [0, 2, 3, 200, 1, 1]],
    ['structs without length', [0, 2, 7, 1, 1, 3, 0, 0, 0, 0]],
  ])('[SY3] is closed as malformed over %s, and nothing changes', async (_name, bytes) => {
    const one = await openOne();
    const client = clientOf(one);
    await one.run(50);
    client.send(Uint8Array.from(bytes));
    client.send(frameOf((encoder) => writeUpdate(encoder, createAuthor(1).type('late'))));
    await one.run(50);
    expect(client.closes).toEqual(['malformed']);
    expect(one.replica.documents()).toEqual([]);
  });

  it('[SY4] is asked for what is missing, and sends it', async () => {
    const one = await openOne();
    const client = clientOf(one);
    await one.run(50);
    const author = createAuthor(5);
    author.type('lost ');
    const second = author.type('seen');
    Y.applyUpdate(client.yDoc, Y.encodeStateAsUpdate(author.yDoc), 'quietly');
    await one.run(50);
    // As if only the second message had arrived.
    const fresh = await openOne();
    const late = clientOf(fresh, author.yDoc);
    late.send(frameOf((encoder) => writeUpdate(encoder, second)));
    await fresh.run(50);
    expect(await textIn(fresh.replica, doc)).toBe('lost seen');
    expect(late.closes).toEqual([]);
  });

  it('[SY4] is closed when it only ever sends edits with gaps', async () => {
    const one = await openOne();
    const client = clientOf(one);
    await one.run(50);
    const author = createAuthor(5);
    author.type('never sent');
    for (let i = 0; i < 20; i++)
      client.send(frameOf((encoder) => writeUpdate(encoder, author.type('x'))));
    await one.run(50);
    expect(client.closes).toEqual(['malformed']);
    expect(one.replica.documents()).toEqual([]);
  });

  it('[SY4] whose own copy has a gap is asked again once others have sent more, and nothing counts as saved before', async () => {
    const one = await openOne();
    const [author, other] = [createAuthor(5), createAuthor(6)];
    const first = author.type('lost ');
    const gappy = new Y.Doc();
    Y.applyUpdate(gappy, author.type('kept '));
    Y.applyUpdate(gappy, other.type('own '));
    const client = clientOf(one, gappy);
    await one.run(50);
    for (let i = 0; i < 20; i++) {
      client.edit('x');
      await one.run(20);
    }
    expect(client.closes).toEqual([]);
    const savedBefore = client.saved.at(-1) ?? 0;
    expect(savedBefore).toBe(0);
    await one.wait(one.replica.submit(doc, first));
    await one.run(100);
    expect(client.closes).toEqual([]);
    expect(client.saved.at(-1)).toBeGreaterThan(20);
    const text = await textIn(one.replica, doc);
    for (const word of ['lost kept ', 'own ', 'xxx']) expect(text).toContain(word);
  });

  it('[SY5] is told that messages are saved when they are on disk, not before', async () => {
    const one = await openOne({ writeMs: () => 100 });
    const client = clientOf(one);
    // The answer to step 1 counts as a message: it carries what the client has.
    await one.run(20);
    expect(client.saved).toEqual([1]);
    client.edit('a');
    client.edit('b');
    await one.run(90);
    expect(client.saved).toEqual([1]);
    await one.run(300);
    const messages = 3;
    expect(client.saved.at(-1)).toBe(messages);
    one.fault = 'full';
    client.edit('c');
    await one.run(3000);
    expect(client.saved.at(-1)).toBe(messages);
  });

  it('[SY6] that holds the same costs no entry when it comes, deletions or not', async () => {
    const one = await openOne();
    const authors = [createAuthor(900), createAuthor(3), createAuthor(77)];
    for (let round = 0; round < 30; round++) {
      for (const author of authors) {
        await one.wait(one.replica.submit(doc, author.type(`${round} words `)));
        if (round % 3 === 1) await one.wait(one.replica.submit(doc, author.erase(round, 4)));
      }
    }
    const first = clientOf(one);
    await one.run(50);
    const before = logged(one);
    const again = clientOf(one, first.yDoc);
    await one.run(31_000);
    const later = clientOf(one, first.yDoc);
    await one.run(50);
    expect(logged(one)).toBe(before);
    expect(bodyOf(again)).toBe(await textIn(one.replica, doc));
    expect(later.closes).toEqual([]);
  });

  it('[SY7] of a document that cannot be read is closed, and other documents go on', async () => {
    let isBroken = false;
    const before = await openOne();
    await before.wait(before.replica.submit(doc, createAuthor(1).type('a')));
    before.kill(0);
    const one = await openOne({
      disk: before.disk,
      wrapStore: (store) => ({
        ...store,
        get: (key) => (isBroken ? Promise.reject(new Error('input/output error')) : store.get(key)),
      }),
    });
    isBroken = true;
    const client = clientOf(one);
    await one.run(50);
    expect(client.closes).toEqual(['storeFailed']);
    expect(await one.wait(one.replica.submit('runbook:new', createAuthor(2).type('b')))).toEqual({
      kind: 'saved',
    });
    isBroken = false;
    const again = clientOf(one);
    await one.run(50);
    expect(bodyOf(again)).toBe('a');
  });

  it('ends a connection that asks for more than can be answered', async () => {
    const one = await openOne();
    const client = clientOf(one);
    const question = frameOf((encoder) => writeSyncStep1(encoder, new Y.Doc()));
    for (let n = 0; n < 4000; n += 1) client.send(question);
    expect(client.closes).toEqual([]);
    for (let n = 0; n < 200; n += 1) client.send(question);
    expect(client.closes).toEqual(['tooFast']);
  });
});
