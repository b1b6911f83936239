import { createSyncSession, type SyncSession } from '@holdfast/shared/replica/sync-session';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';
import { type One, openOne, type OneOptions } from '../spec/one-replica.ts';
import { type WirePeer, wireTo } from '../spec/wire-peer.ts';

export const doc = 'runbook:one';
export const honestText = 'fail over to the standby';
/** The client id of the honest author of the document. */
export const victim = 7;

/** Who speaks to the relay byte by byte, over a session of the stock protocol. */
export interface Attacker {
  send(frame: Uint8Array): void;
  /** Why the relay ended the session. */
  readonly closes: readonly string[];
  readonly received: readonly Uint8Array[];
}

/** A relay with one honest document and one honest stock client, for others to attack. */
export interface Stage {
  readonly one: One;
  readonly client: Y.Doc;
  attacker(name?: string): Attacker;
  /** A link that has said hello as a device. */
  linked(role?: 'leaf' | 'relay'): WirePeer;
  /** Sends `update` by every way there is; tells how the relay ended each of them. */
  sendEverywhere(update: Uint8Array): Promise<readonly (string | number | undefined)[]>;
  /** The whole state, after which the stage must still be as it was: nothing pending, a fresh reader equal to the honest client. */
  expectUnharmed(): Promise<Y.Doc>;
}

export async function openStage(options: OneOptions = {}): Promise<Stage> {
  const one = await openOne(options);
  const client = new Y.Doc();
  client.clientID = victim;
  client.getText('body').insert(0, honestText);
  connectStock(one, client);
  await one.run(50);

  function attacker(name = doc): Attacker {
    const closes: string[] = [];
    const received: Uint8Array[] = [];
    const session = createSyncSession({
      replica: one.replica,
      doc: name,
      send: (frame) => void received.push(frame),
      close: (code) => void closes.push(code),
    });
    return { send: (frame) => session.receive(frame), closes, received };
  }

  function linked(role: 'leaf' | 'relay' = 'leaf'): WirePeer {
    const peer = wireTo(one.replica);
    const storeId = `store-${Math.random()}`;
    peer.hello({ role, storeId, name: storeId });
    return peer;
  }

  return {
    one,
    client,
    attacker,
    linked,
    async sendEverywhere(update) {
      const [edit, state] = [attacker(), attacker()];
      const [device, relay] = [linked(), linked('relay')];
      edit.send(syncFrame(2, update));
      state.send(syncFrame(1, update));
      device.send({ type: 'push', ref: 1, doc, update });
      relay.send({ type: 'entries', entries: [{ doc, update }] });
      relay.send({ type: 'state', answers: 0, doc, update });
      await one.run(200);
      return [edit.closes[0], state.closes[0], device.closedWith(), relay.closedWith()];
    },
    async expectUnharmed() {
      const at = client.getText('body').length;
      client.getText('body').insert(at, '.');
      const reader = new Y.Doc();
      connectStock(one, reader);
      await one.run(100);
      const stored = (await one.wait(one.replica.read(doc))) ?? new Uint8Array();
      const fresh = new Y.Doc();
      Y.applyUpdate(fresh, stored);
      for (const each of [fresh, reader, client]) {
        if (each.store.pendingStructs !== null || each.store.pendingDs !== null)
          throw new Error('something is pending');
      }
      if (!Y.equalSnapshots(Y.snapshot(fresh), Y.snapshot(client)))
        throw new Error('the honest client and the store differ');
      if (!Y.equalSnapshots(Y.snapshot(reader), Y.snapshot(client)))
        throw new Error('two honest clients differ');
      return fresh;
    },
  };
}

/** Puts a stock client on the relay, as y-websocket does it with y-protocols. */
function connectStock(one: One, yDoc: Y.Doc): SyncSession {
  const session = createSyncSession({
    replica: one.replica,
    doc,
    send: (frame) => void one.time.at(0, () => answer(frame)),
    close: () => undefined,
  });
  function answer(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    if (decoding.readVarUint(decoder) !== 0) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 0);
    readSyncMessage(decoder, encoder, yDoc, session);
    if (encoding.length(encoder) > 1) session.receive(encoding.toUint8Array(encoder));
  }
  yDoc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== session) session.receive(frameOf((encoder) => writeUpdate(encoder, update)));
  });
  session.receive(frameOf((encoder) => writeSyncStep1(encoder, yDoc)));
  return session;
}

/** A frame of the stock protocol: 0 step 1, 1 step 2, 2 update. */
export function syncFrame(type: number, payload: Uint8Array): Uint8Array {
  return frameOf((encoder) => {
    encoding.writeVarUint(encoder, type);
    encoding.writeVarUint8Array(encoder, payload);
  });
}

function frameOf(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

/** An awareness update as bytes: client, clock and JSON of each entry. */
export function presenceUpdate(
  ...entries: readonly (readonly [client: number, clock: number, json: string])[]
): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, entries.length);
  for (const [client, clock, json] of entries) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, json);
  }
  return encoding.toUint8Array(encoder);
}
