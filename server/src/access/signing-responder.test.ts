import { afterAll, beforeAll, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  readSignatures,
  signatureKey,
  signMadeEntries,
} from '@holdfast/shared/access/entry-signature';
import { thumbprintOf } from '@holdfast/shared/access/device-key';
import { appendEntry } from '@holdfast/shared/model/entries';
import { nodeRandom } from '../relay/node-clock.ts';
import type { Relay } from '../relay/relay.ts';
import {
  createKeyedFixture,
  enterLink,
  eventually,
  type Holder,
  type KeyedFixture,
  type RawLink,
} from './keyed-fixture.ts';

let fixture: KeyedFixture;
let relays: Relay[];
beforeAll(async () => {
  fixture = await createKeyedFixture();
  relays = [];
  for (const name of ['a', 'b', 'c']) relays.push(await fixture.start(name, relays));
}, 60_000);
afterAll(() => fixture.cleanUp());

let refs = 0;

async function entered(holder: Holder, at = 0): Promise<RawLink> {
  const relay = relays[at];
  if (relay === undefined) throw new Error('no such relay');
  const link = await enterLink(relay, holder);
  if (typeof link === 'string') throw new Error(link);
  return link;
}

async function pushed(link: RawLink, doc: string, update: Uint8Array): Promise<string> {
  const ref = (refs += 1);
  link.send({ type: 'push', ref, doc, update });
  let answer: string | undefined;
  await eventually(() => {
    if (link.got('accepted').some((one) => one.ref === ref)) answer = 'accepted';
    answer ??= link.got('nack').find((one) => one.ref === ref)?.reason;
    return answer !== undefined;
  });
  return answer ?? '';
}

async function held(link: RawLink, doc: string): Promise<Y.Doc> {
  const before = link.got('state').length;
  link.send({ type: 'fetch', ref: (refs += 1), doc, stateVector: new Uint8Array() });
  await eventually(() => link.got('state').length > before);
  const yDoc = new Y.Doc();
  const update = link.got('state').at(-1)?.update;
  if (update !== undefined) Y.applyUpdate(yDoc, update);
  return yDoc;
}

/** A tab in which somebody writes and signs: what it sends, in its order. */
function tab(holder: Holder, doc: string) {
  const jkt = thumbprintOf(holder.signer.key);
  const yDoc = new Y.Doc();
  const sent: Uint8Array[] = [];
  yDoc.on('update', (update: Uint8Array) => sent.push(update));
  return {
    yDoc,
    async write(list: string, kind: string): Promise<string> {
      const made = new Map<string, string>();
      const { id } = appendEntry(
        yDoc.getArray(list),
        { kind, text: 'x' },
        {
          actor: { name: holder.claims.name, device: 'd', person: holder.claims.sub },
          nowMs: Date.now(),
          random: nodeRandom,
          made: (_entries, { id: of, hash }) => made.set(of, hash),
        },
      );
      const place = { workspace: 'demo', document: doc };
      await signMadeEntries(yDoc, made, place, { ...holder.signer, jkt });
      return id;
    },
    take: () => sent.splice(0),
  };
}

it.each([
  ['incident:signed', 'entries', 'note'],
  ['drill:signed', 'entries', 'note'],
  ['drill-log', 'entries', 'seal'],
  ['runbook:signed', 'comments', 'comment'],
])(
  'what a responder writes in %s reaches all relays, signed',
  async (doc, list, kind) => {
    const responder = await fixture.holder('responder');
    const link = await entered(responder);
    const writer = tab(responder, doc);
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      ids.push(await writer.write(list, kind));
      for (const update of writer.take()) expect(await pushed(link, doc, update)).toBe('accepted');
    }
    const viewer = await fixture.holder('viewer');
    for (const at of relays.keys()) {
      const reader = await entered(viewer, at);
      await eventually(async () => readSignatures(await held(reader, doc)).size === ids.length);
      reader.close();
    }
    link.close();
  },
  30_000,
);

it.each(['responder', 'editor', 'admin'] as const)(
  'no %s signs for the device of somebody else, or takes a signature away',
  async (role) => {
    const doc = `incident:by-${role}`;
    const author = await fixture.holder('responder');
    const hers = await entered(author);
    const writer = tab(author, doc);
    const id = await writer.write('entries', 'note');
    for (const update of writer.take()) expect(await pushed(hers, doc, update)).toBe('accepted');

    const mallory = await entered(await fixture.holder(role));
    const key = signatureKey(id, thumbprintOf(author.signer.key));
    for (const change of [
      (signatures: Y.Map<unknown>) => void signatures.set(key, 'x'),
      (signatures: Y.Map<unknown>) => void signatures.set(`another ${key}`, 'x'),
      (signatures: Y.Map<unknown>) => signatures.delete(key),
    ]) {
      const copy = await held(mallory, doc);
      const before = Y.encodeStateVector(copy);
      change(copy.getMap('signatures'));
      expect(await pushed(mallory, doc, Y.encodeStateAsUpdate(copy, before))).toBe('not-allowed');
    }
    mallory.close();
    hers.close();
  },
  30_000,
);

it.each(['responder', 'editor'] as const)(
  'what a relay has not got yet cannot be taken the place of there by a responder (%s)',
  async (role) => {
    const mallory = await fixture.holder(role);
    const link = await entered(mallory);
    const elsewhere = tab(await fixture.holder('responder'), 'incident:elsewhere');
    const id = await elsewhere.write('entries', 'note');
    const answer = role === 'responder' ? 'not-allowed' : 'accepted';
    const write = (doc: string, change: (yDoc: Y.Doc) => void) => {
      const theirs = new Y.Doc();
      change(theirs);
      return pushed(link, doc, Y.encodeStateAsUpdate(theirs));
    };
    const entry = { kind: 'note', text: 'y', id, salt: '' };
    const under = `incident:taken-by-${role}`;
    expect(await write(under, (yDoc) => yDoc.getArray('entries').push([entry]))).toBe(answer);
    const named = `drill:named-by-${role}`;
    const title = (yDoc: Y.Doc): void => void yDoc.getMap('meta').set('title', 'Mine');
    expect(await write(named, title)).toBe(answer);
    link.close();
  },
  30_000,
);
