import {
  type AdmissionLimits,
  admit,
  liveLimits,
  stateLimits,
} from '@holdfast/shared/replica/admission';
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
} from '@holdfast/shared/replica/admission-test-traffic';
import { applyToScratch } from '@holdfast/shared/replica/scratch';
import fc from 'fast-check';
import * as Y from 'yjs';
import { type CostMeter, createCostMeter, type FuzzTarget } from './target.ts';
import { changeField, fieldChange, putTogether, takeApart } from './update-spec.ts';

const number = fc.nat({ max: 999 });
const steps: fc.Arbitrary<Step[]> = fc.array(fc.tuple(number, number, number, number), {
  maxLength: 100,
  size: 'max',
});
const clientIds = [4_100_000_001, 17, 3_000_000_000];

type ByteChange = readonly [kind: number, at: number, byte: number];
export const byteChanges: fc.Arbitrary<ByteChange[]> = fc.array(
  fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 1_000_000 }), fc.nat({ max: 255 })),
  { minLength: 1, maxLength: 4 },
);

/** Changes, drops, doubles and inserts bytes. */
export function mutateBytes(original: Uint8Array, changes: readonly ByteChange[]): Uint8Array {
  const bytes = [...original];
  for (const [kind, position, byte] of changes) {
    const at = position % (bytes.length + 1);
    const existing = at % Math.max(bytes.length, 1);
    if (kind === 0) bytes[existing] = byte;
    else if (kind === 1) bytes.splice(at, 1 + (byte % 4));
    else if (kind === 2) bytes.splice(at, 0, byte);
    else if (kind === 3) bytes.splice(at, 0, ...bytes.slice(at, at + (byte % 20)));
    else if (kind === 4) bytes[existing] = (bytes[existing] ?? 0) ^ (1 << (byte % 8));
    // A reference or length off by a little is the likeliest to be well formed.
    else bytes[existing] = ((bytes[existing] ?? 0) + (byte % 5) - 2) & 0xff;
  }
  return Uint8Array.from(bytes);
}

function must(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(what);
}

/** What a document reads as; the order of keys, which Yjs does not keep, left out. */
function contents(
  doc: Y.Doc,
  formats: 'with formats' | 'without formats' = 'with formats',
): string {
  const body = doc.getText('body');
  const read = [
    formats === 'with formats' ? body.toDelta() : body.toJSON(),
    doc.getArray('steps').toJSON(),
    doc.getMap('meta').toJSON(),
    doc.getXmlFragment('page').toJSON(),
    doc.getText('signals').toJSON(),
  ];
  return JSON.stringify(read, (_key, value: unknown) => {
    // The values hold a big integer, which JSON does not know.
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/**
 * However the log is put together, a fresh document holds all of it and the same. Where somebody
 * forged format marks, Yjs may tidy them up otherwise: then the letters are the same, and where they
 * are bold is not.
 */
function checkRoundTrips(
  relay: Relay,
  formats: 'with formats' | 'without formats' = 'with formats',
): void {
  const oneByOne = new Y.Doc();
  for (const update of relay.log) Y.applyUpdate(oneByOne, update);
  must(holdsExactly(oneByOne, relay.clocks), 'applied one by one, something is missing');
  if (relay.log.length === 0) return;
  const merged = Y.mergeUpdates(relay.log);
  const half = new Y.Doc();
  for (const update of relay.log.slice(0, relay.log.length / 2)) Y.applyUpdate(half, update);
  Y.applyUpdate(half, Y.diffUpdate(merged, Y.encodeStateVector(half)));
  const others = [freshReplica(relay), half, new Y.Doc()];
  Y.applyUpdate(others[2] ?? half, Y.encodeStateAsUpdate(oneByOne));
  for (const other of others) {
    must(holdsExactly(other, relay.clocks), 'merged, diffed or encoded, something is missing');
    if (contents(other, formats) !== contents(oneByOne, formats))
      throw new Error(
        `merged, diffed or encoded, it reads otherwise:\n${contents(other, formats)}\n${contents(oneByOne, formats)}`,
      );
  }
}

/** Takes `update` as a relay does; what it admits must be applicable in full. Nothing may throw. */
function takeHostile(
  update: Uint8Array,
  relay: Relay,
  limits: AdmissionLimits,
  costs: CostMeter,
): void {
  const given = update.slice();
  const admission = costs.measure(() => admit(update, relay.clocks, limits));
  must(
    update.every((byte, i) => byte === given[i]),
    'the sender’s bytes were changed',
  );
  costs.note(admission.kind === 'refused' ? `refused: ${admission.reason}` : admission.kind);
  if (admission.kind !== 'admitted') return;
  const before = freshReplica(relay);
  if (admission.plain) {
    Y.applyUpdate(before, admission.update);
  } else if (!applyToScratch(before, admission.update).ok) {
    costs.note('refused by scratch');
    return;
  }
  const clocks = new Map(relay.clocks);
  advance(clocks, admission);
  must(holdsExactly(before, clocks), 'admitted, but not applied in full');
  const again = admit(admission.update, relay.clocks, stateLimits);
  must(again.kind === 'admitted', 'admitted bytes are not admitted again');
  relay.log.push(admission.update);
  advance(relay.clocks, admission);
  must(holdsExactly(freshReplica(relay), relay.clocks), 'the log no longer holds together');
}

interface Scene {
  readonly relay: Relay;
  readonly people: readonly Person[];
  readonly honest: readonly Uint8Array[];
}

function playScene(script: readonly Step[]): Scene {
  const people = clientIds.map(createPerson);
  const relay = createRelay();
  play(script, people, relay);
  const honest = people.flatMap(({ doc, unsent }) => [
    ...unsent.slice(-5),
    Y.encodeStateAsUpdate(doc),
    Y.encodeStateAsUpdate(doc, Y.encodeStateVector(relay.clocks)),
  ]);
  return { relay, people, honest };
}

function hostileTarget(
  name: string,
  testRuns: number,
  attacks: fc.Arbitrary<readonly ((honest: Uint8Array) => Uint8Array)[]>,
): FuzzTarget {
  const costs = createCostMeter();
  const property = fc.property(steps, attacks, fc.boolean(), (script, changes, isLive) => {
    const { relay, people, honest } = playScene(script);
    changes.forEach((change, i) => {
      const update = change(honest[i % honest.length] ?? new Uint8Array());
      takeHostile(update, relay, isLive ? liveLimits : stateLimits, costs);
    });
    checkRoundTrips(relay, 'without formats');
    // Whoever is honest can still send all that they have.
    for (const { doc } of people) {
      const isForged = [...Y.decodeStateVector(Y.encodeStateVector(doc))].some(
        ([client, clock]) => (relay.clocks.get(client) ?? 0) > clock,
      );
      if (!isForged) offer(relay, Y.encodeStateAsUpdate(doc));
    }
  });
  return { name, testRuns, property, costs };
}

/** Honest traffic, in every way that stock tools send it: never refused, and all replicas end equal. */
function honestTarget(): FuzzTarget {
  const costs = createCostMeter();
  const property = fc.property(steps, fc.boolean(), (script, gc) => {
    const people = clientIds.map(createPerson);
    for (const { doc } of people) doc.gc = gc;
    const relay = createRelay();
    play(script, people, relay);
    settle(people, relay, costs);
    checkRoundTrips(relay);
    const expected = contents(freshReplica(relay));
    for (const { doc } of people) must(contents(doc) === expected, 'two replicas differ');
  });
  return { name: 'honest traffic', testRuns: 40, property, costs };
}

function settle(people: readonly Person[], relay: Relay, costs: CostMeter): void {
  for (let round = 0; round < 10; round += 1) {
    const before = Y.snapshot(freshReplica(relay));
    for (const person of people) {
      pull(person, relay, round % 2 === 0);
      const update = Y.encodeStateAsUpdate(person.doc, Y.encodeStateVector(relay.clocks));
      costs.note(costs.measure(() => offer(relay, update)));
    }
    if (Y.equalSnapshots(before, Y.snapshot(freshReplica(relay)))) return;
  }
  throw new Error('the traffic does not settle');
}

export function updateTargets(): readonly FuzzTarget[] {
  const many = { minLength: 1, maxLength: 40 };
  return [
    honestTarget(),
    hostileTarget(
      'updates with changed bytes',
      40,
      fc.array(
        byteChanges.map((changes) => (honest: Uint8Array) => mutateBytes(honest, changes)),
        many,
      ),
    ),
    hostileTarget(
      'updates with changed fields',
      60,
      fc.array(
        fc
          .array(fieldChange, { minLength: 1, maxLength: 3 })
          .map((changes) => (honest: Uint8Array) => {
            const spec = takeApart(honest);
            for (const change of changes) changeField(spec, change);
            return putTogether(spec);
          }),
        many,
      ),
    ),
    hostileTarget(
      'arbitrary bytes as updates',
      100,
      fc.array(
        fc.uint8Array({ maxLength: 60 }).map((bytes) => () => bytes),
        many,
      ),
    ),
  ];
}
