import { presenceUpdate, openStage, syncFrame } from '../hostile/stage.ts';
import {
  decodeFrame,
  encodeMessage,
  type LinkMessage,
} from '@holdfast/shared/protocol/link-messages';
import { readHandoverFile, createHandoverWriter } from '@holdfast/shared/protocol/handover-file';
import { typed } from '@holdfast/shared/replica/admission-test-bytes';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Vector } from '@holdfast/shared/replica/vector';
import fc from 'fast-check';
import * as Y from 'yjs';
import { createCostMeter, type FuzzTarget } from './target.ts';
import { changeField, fieldChange, putTogether, takeApart } from './update-spec.ts';
import { byteChanges, mutateBytes } from './update-targets.ts';

const honestUpdate = typed((yDoc) => {
  yDoc.getText('body').insert(0, 'roll back the release', { bold: true });
  yDoc.getMap('meta').set('title', 'Roll back');
  yDoc.getText('body').delete(3, 4);
});

const update: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.constant(honestUpdate),
  fc.uint8Array({ maxLength: 30 }),
  byteChanges.map((changes) => mutateBytes(honestUpdate, changes)),
  fc.array(fieldChange, { minLength: 1, maxLength: 3 }).map((changes) => {
    const spec = takeApart(honestUpdate);
    for (const change of changes) changeField(spec, change);
    return putTogether(spec);
  }),
);
const presence: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 30 }),
  fc
    .tuple(fc.maxSafeNat(), fc.maxSafeNat(), fc.constantFrom('null', '{}', '{"a":1}', '{', '7'))
    .map((entry) => presenceUpdate(entry)),
);
const stateVector: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.uint8Array({ maxLength: 12 }),
  fc.constant(Uint8Array.of(0)),
  fc.constant(Y.encodeStateVector(new Map([[7, 5]]))),
);
const document = fc.constantFrom(
  'runbook:one',
  'runbook:two',
  'map',
  '../etc/passwd',
  '',
  'X',
  '__proto__',
);
const count = fc.oneof(fc.nat({ max: 5 }), fc.maxSafeNat());
const store = fc.constantFrom('own', 'peer', 'other', '', '__proto__');
const vector: fc.Arbitrary<Vector> = fc
  .array(
    fc.tuple(
      store,
      fc.record({ boot: fc.constantFrom('00000001-a', '99999999-z', ''), lsn: count }),
    ),
    { maxLength: 3 },
  )
  .map((entries) => new Map(entries));

/** Every message of the link protocol: well formed, not always well meant. */
const message: fc.Arbitrary<LinkMessage> = fc.oneof(
  fc.record({
    type: fc.constant('hello' as const),
    version: count,
    oldestVersion: count,
    role: fc.constantFrom('relay', 'leaf', 'king'),
    storeId: store,
    name: store,
    insecure: fc.boolean(),
    addresses: fc.array(fc.constantFrom('ws://x', 'javascript:alert(1)', ''), { maxLength: 2 }),
    held: vector,
  }),
  fc.record({ type: fc.constant('feed' as const), held: vector }),
  fc.record({
    type: fc.constant('entries' as const),
    entries: fc.array(fc.record({ doc: document, update }), { maxLength: 3 }),
  }),
  fc.record({ type: fc.constant('state' as const), answers: count, doc: document, update }),
  fc.record({ type: fc.constant('mark' as const), held: vector, caughtUp: fc.boolean() }),
  fc.record({ type: fc.constant('push' as const), ref: count, doc: document, update }),
  fc.record({ type: fc.constant('accepted' as const), ref: count, boot: store, lsn: count }),
  fc.record({
    type: fc.constant('nack' as const),
    ref: count,
    doc: document,
    reason: fc.constantFrom('missing', 'too-large', ''),
    stateVector,
  }),
  fc.record({
    type: fc.constant('durable' as const),
    stores: fc.array(fc.record({ store, name: store, vector }), { maxLength: 2 }),
  }),
  fc.record({ type: fc.constant('fetch' as const), ref: count, doc: document, stateVector }),
  fc.record({ type: fc.constant('offer' as const), doc: document, stateVector }),
  fc.record({ type: fc.constant('watch' as const), doc: document, on: fc.boolean() }),
  fc.record({ type: fc.constant('presence' as const), doc: document, update: presence }),
  fc.record({ type: fc.constant('ping' as const), sentAt: count }),
  fc.record({ type: fc.constant('pong' as const), sentAt: count }),
  fc.record({
    type: fc.constant('digests' as const),
    digests: fc.array(fc.record({ doc: document, digest: store }), { maxLength: 2 }),
  }),
);

/** A frame of a few messages, whole, cut off or changed. */
const linkFrame: fc.Arbitrary<Uint8Array> = fc
  .tuple(fc.array(message, { minLength: 1, maxLength: 3 }), fc.option(byteChanges, { freq: 4 }))
  .map(([messages, changes]) => {
    const frame = Uint8Array.from(messages.flatMap((each) => [...encodeMessage(each)]));
    return changes === null ? frame : mutateBytes(frame, changes);
  });

const syncFrames: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    fc.oneof(
      fc.tuple(fc.constantFrom(1, 2), update).map(([type, bytes]) => syncFrame(type, bytes)),
      stateVector.map((bytes) => syncFrame(0, bytes)),
      presence.map((bytes) => Uint8Array.of(1, bytes.length, ...bytes)),
      fc.uint8Array({ maxLength: 20 }),
    ),
    fc.option(byteChanges, { freq: 4 }),
  )
  .map(([frame, changes]) => (changes === null ? frame : mutateBytes(frame, changes)));

function linkTarget(): FuzzTarget {
  const costs = createCostMeter();
  const script = fc.array(linkFrame, { minLength: 1, maxLength: 25 });
  const start = fc.constantFrom('nothing', 'leaf', 'relay');
  const property = fc.asyncProperty(start, script, async (role, frames) => {
    const stage = await openStage();
    const peer = stage.linked(role === 'relay' ? 'relay' : 'leaf');
    for (const frame of frames) {
      costs.note(decodeFrame(frame) === undefined ? 'malformed' : 'well formed');
      costs.measure(() => peer.sendBytes(frame));
      await stage.one.run(5);
    }
    peer.break();
    await stage.one.run(200);
    await stage.expectUnharmed();
    stage.one.kill(0);
  });
  return { name: 'frames of a link', testRuns: 60, property, costs };
}

function syncTarget(): FuzzTarget {
  const costs = createCostMeter();
  const script = fc.array(syncFrames, { minLength: 1, maxLength: 20 });
  const property = fc.asyncProperty(script, async (frames) => {
    const stage = await openStage();
    const attacker = stage.attacker();
    for (const frame of frames) {
      costs.measure(() => attacker.send(frame));
      await stage.one.run(5);
    }
    costs.note(attacker.closes[0] ?? 'still open');
    if (attacker.closes.some((code) => code !== 'malformed' && code !== 'tooLarge'))
      throw new Error(`closed as ${attacker.closes.join()}`);
    await stage.expectUnharmed();
    stage.one.kill(0);
  });
  return { name: 'frames of a stock session', testRuns: 60, property, costs };
}

function handoverTarget(): FuzzTarget {
  const costs = createCostMeter();
  const doc: DocumentName = 'runbook:one';
  const writer = createHandoverWriter('demo');
  writer.add({ doc, update: honestUpdate });
  const file = writer.finish();
  const property = fc.property(
    fc.oneof(
      byteChanges.map((changes) => mutateBytes(file, changes)),
      fc.uint8Array(),
    ),
    (bytes) => {
      const result = costs.measure(() => readHandoverFile(bytes));
      costs.note(result.ok ? 'read' : result.problem);
      const isSame = bytes.length === file.length && bytes.every((byte, i) => byte === file[i]);
      if (result.ok && !isSame) throw new Error('a changed file was read');
    },
  );
  return { name: 'hand-over files', testRuns: 2000, property, costs };
}

export function engineTargets(): readonly FuzzTarget[] {
  return [syncTarget(), linkTarget(), handoverTarget()];
}
