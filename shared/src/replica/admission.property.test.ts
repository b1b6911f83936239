import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { admit, stateLimits } from './admission.ts';
import {
  advance,
  createPerson,
  createRelay,
  freshReplica,
  holdsExactly,
  offer,
  type Person,
  play,
  pull,
  type Relay,
  type Step,
} from './admission-test-traffic.ts';
import { applyToScratch } from './scratch.ts';

const number = fc.nat({ max: 999 });
const steps: fc.Arbitrary<Step[]> = fc.array(fc.tuple(number, number, number, number), {
  maxLength: 120,
  size: 'max',
});
const clientIds = [4_100_000_001, 17, 3_000_000_000];

/** Lets everybody send what the relay lacks and fetch what they lack, until nobody changes anything. */
function settle(people: readonly Person[], relay: Relay): void {
  for (let round = 0; round < 10; round += 1) {
    const before = Y.snapshot(freshReplica(relay));
    for (const person of people) {
      pull(person, relay, round % 2 === 0);
      offer(relay, Y.encodeStateAsUpdate(person.doc, Y.encodeStateVector(relay.clocks)));
    }
    if (Y.equalSnapshots(before, Y.snapshot(freshReplica(relay)))) return;
  }
  throw new Error('the traffic does not settle');
}

function contents(doc: Y.Doc): unknown[] {
  return [
    doc.getText('body').toDelta(),
    doc.getArray('steps').toJSON(),
    doc.getMap('meta').toJSON(),
    doc.getXmlFragment('page').toJSON(),
  ];
}

it('honest traffic is never refused, and what is admitted of it makes equal replicas', () => {
  fc.assert(
    fc.property(steps, (script) => {
      const people = clientIds.map(createPerson);
      const relay = createRelay();
      play(script, people, relay);
      settle(people, relay);
      const fresh = freshReplica(relay);
      expect(holdsExactly(fresh, relay.clocks)).toBe(true);
      for (const person of people) {
        expect(Y.equalSnapshots(Y.snapshot(person.doc), Y.snapshot(fresh))).toBe(true);
        expect(contents(person.doc)).toEqual(contents(fresh));
      }
    }),
    { numRuns: 80 },
  );
});

type Change = readonly [kind: number, at: number, byte: number];
const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 1_000_000 }), fc.nat({ max: 255 })),
  { minLength: 1, maxLength: 3 },
);

function mutate(update: Uint8Array, script: readonly Change[]): Uint8Array {
  const bytes = [...update];
  for (const [kind, position, byte] of script) {
    const at = position % (bytes.length + 1);
    if (kind === 0) bytes[at % Math.max(bytes.length, 1)] = byte;
    else if (kind === 1) bytes.splice(at, 1);
    else if (kind === 2) bytes.splice(at, 0, byte);
    // A reference or length off by a little is the likeliest to be well formed.
    else bytes[at % Math.max(bytes.length, 1)] = ((bytes[at] ?? 0) + (byte % 5) - 2) & 0xff;
  }
  return Uint8Array.from(bytes);
}

/** Takes `update` as a relay does; what it admits must be applicable, whole, and loadable afresh. */
function takeAndCheck(update: Uint8Array, relay: Relay): void {
  const admission = admit(update, relay.clocks, stateLimits);
  if (admission.kind !== 'admitted') return;
  const doc = freshReplica(relay);
  if (admission.plain) {
    Y.applyUpdate(doc, admission.update);
  } else if (!applyToScratch(doc, admission.update).ok) return;
  const clocks = new Map(relay.clocks);
  advance(clocks, admission);
  expect(holdsExactly(doc, clocks)).toBe(true);
  const fresh = new Y.Doc();
  Y.applyUpdate(fresh, Y.encodeStateAsUpdate(doc));
  expect(holdsExactly(fresh, clocks)).toBe(true);
  // The log that later readers get must hold together as well.
  relay.log.push(admission.update);
  advance(relay.clocks, admission);
  expect(holdsExactly(freshReplica(relay), relay.clocks)).toBe(true);
}

it('changed bytes never throw, and what is admitted of them applies and loads', () => {
  fc.assert(
    fc.property(steps, fc.array(changes, { minLength: 1, maxLength: 40 }), (script, scripts) => {
      const people = clientIds.map(createPerson);
      const relay = createRelay();
      play(script, people, relay);
      const honest = people.flatMap(({ doc, unsent }) => [
        ...unsent.slice(-5),
        Y.encodeStateAsUpdate(doc),
        Y.encodeStateAsUpdate(doc, Y.encodeStateVector(relay.clocks)),
      ]);
      scripts.forEach((change, i) => {
        takeAndCheck(mutate(honest[i % honest.length] ?? new Uint8Array(), change), relay);
      });
      expect(holdsExactly(freshReplica(relay), relay.clocks)).toBe(true);
    }),
    { numRuns: 100 },
  );
});

it('arbitrary bytes never throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const relay = createRelay();
      takeAndCheck(bytes, relay);
      expect(holdsExactly(freshReplica(relay), relay.clocks)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});
