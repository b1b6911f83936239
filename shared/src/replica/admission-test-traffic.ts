import * as Y from 'yjs';
import { type Admission, admit, type KnownClocks, stateLimits } from './admission.ts';

/** For tests: people who edit one document through the stock Yjs API, and a relay that admits what they send. */

/** One step: who, what, and two free numbers from 0 to 999. */
export type Step = readonly [person: number, act: number, a: number, b: number];

export interface Person {
  readonly doc: Y.Doc;
  readonly undo: Y.UndoManager;
  /** Own updates not sent yet, oldest first. */
  readonly unsent: Uint8Array[];
  /** How much of the relay's log has been applied. */
  seen: number;
}

export interface Relay {
  readonly clocks: Map<number, number>;
  /** The bytes that `admit` returned, in the order admitted. */
  readonly log: Uint8Array[];
}

const fromRelay = 'relay';
// Nothing outside the basic plane where edits may cut it: Yjs itself then makes two replicas differ.
const words = ['a', 'fail over', '한국어', '\n', 'é'];
const values = [
  null,
  true,
  -7,
  2.5,
  1e300,
  2 ** 40,
  'text',
  [1, [2]],
  { a: { b: [null] } },
  new Uint8Array([1, 2, 3]),
  10n,
];

function pick<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

export function createPerson(clientId: number): Person {
  const doc = new Y.Doc();
  doc.clientID = clientId;
  const undo = new Y.UndoManager([doc.getText('body'), doc.getArray('steps'), doc.getMap('meta')], {
    captureTimeout: 0,
  });
  const person: Person = { doc, undo, unsent: [], seen: 0 };
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== fromRelay) person.unsent.push(update);
  });
  return person;
}

export function createRelay(): Relay {
  return { clocks: new Map(), log: [] };
}

/** What a replica whose clocks these are holds after `admission`. */
export function advance(clocks: Map<number, number>, admission: Admission): void {
  if (admission.kind !== 'admitted') return;
  for (const [client, end] of admission.endClocks) {
    clocks.set(client, Math.max(end, clocks.get(client) ?? 0));
  }
}

export function offer(relay: Relay, update: Uint8Array): Admission['kind'] {
  const admission = admit(update, relay.clocks, stateLimits);
  if (admission.kind === 'refused') throw new Error(`refused: ${JSON.stringify(admission)}`);
  advance(relay.clocks, admission);
  if (admission.kind === 'admitted') relay.log.push(admission.update);
  return admission.kind;
}

const clamp = (at: number, length: number): number => at % (length + 1);

function editText(text: Y.Text, act: number, a: number, b: number): void {
  const start = clamp(a, text.length);
  const length = Math.min(1 + (b % 5), text.length - start);
  switch (act % 5) {
    case 0:
    case 1:
      text.insert(start, pick(words, b));
      return;
    case 2:
      text.delete(start, length);
      return;
    case 3:
      text.format(start, length, {
        [pick(['bold', 'link'], b)]: pick([true, null, { href: 'x' }], a),
      });
      return;
    default:
      text.insertEmbed(start, { image: b });
  }
}

function editSteps(steps: Y.Array<unknown>, a: number, b: number): void {
  const at = clamp(a, steps.length);
  const element = steps.get(Math.min(at, steps.length - 1));
  if (b % 4 === 0 && at < steps.length) steps.delete(at, 1);
  else if (b % 4 === 1) steps.insert(at, [pick(values.slice(0, 10), a), pick(words, b)]);
  else if (b % 4 === 2) steps.insert(at, [new Y.Map([['title', pick(words, a)]]), new Y.Text('t')]);
  else if (element instanceof Y.Map) element.set(pick(['title', 'note'], a), pick(values, a + b));
  else if (element instanceof Y.Text) editText(element, a, b, a);
}

function editXml(xml: Y.XmlFragment, a: number, b: number): void {
  const at = clamp(a, xml.length);
  const node = at < xml.length ? xml.get(at) : undefined;
  if (b % 4 === 0 && at < xml.length) xml.delete(at, 1);
  else if (node instanceof Y.XmlElement) node.setAttribute('level', String(b));
  else if (node instanceof Y.XmlText)
    node.insert(0, pick(words, b), b % 2 === 0 ? { bold: true } : {});
  else xml.insert(at, [b % 2 === 0 ? new Y.XmlElement('p') : new Y.XmlText('words')]);
}

function edit({ doc, undo }: Person, act: number, a: number, b: number): void {
  const meta = doc.getMap('meta');
  switch (act % 10) {
    case 0:
    case 1:
    case 2:
      editText(doc.getText('body'), act + a, a, b);
      return;
    case 3:
    case 4:
      editSteps(doc.getArray('steps'), a, b);
      return;
    case 5:
      if (b % 5 === 0) meta.delete(pick(['title', 'owner'], a));
      else
        meta.set(
          pick(['title', 'owner', 'nested'], a),
          a % 3 === 2 ? new Y.Map() : pick(values, b),
        );
      return;
    case 6:
      editXml(doc.getXmlFragment('page'), a, b);
      doc.getText('signals').insert(0, '📟😀'.repeat(b % 3));
      return;
    case 7:
      undo.undo();
      return;
    case 8:
      undo.redo();
      return;
    default:
      doc.transact(() => {
        for (let i = 0; i < 3; i += 1) editText(doc.getText('body'), a + i, a * (i + 1), b + i);
        editSteps(doc.getArray('steps'), b, a);
      });
  }
}

/** What each way of sending must come to: in order and complete is admitted, out of order may be missing. */
function send(person: Person, relay: Relay, a: number, b: number): void {
  const { unsent, doc } = person;
  const expectAdmitted = (update: Uint8Array): void => {
    if (offer(relay, update) !== 'admitted') throw new Error('complete, but called missing');
  };
  switch (a % 5) {
    case 0:
      for (const update of unsent.splice(0, 1 + (b % 3))) expectAdmitted(update);
      return;
    case 1:
      if (unsent.length > 0) expectAdmitted(Y.mergeUpdates(unsent.splice(0, 2 + (b % 9))));
      return;
    case 2:
      expectAdmitted(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(relay.clocks)));
      return;
    case 3:
      expectAdmitted(Y.diffUpdate(Y.encodeStateAsUpdate(doc), Y.encodeStateVector(relay.clocks)));
      expectAdmitted(Y.encodeStateAsUpdate(doc));
      return;
    default: {
      if (unsent.length === 0) return;
      offer(relay, pick(unsent, b));
      offer(relay, Y.mergeUpdates(unsent.filter((_, i) => (i + b) % 3 > 0)));
    }
  }
}

/** Applies what the relay has and `person` has not, one by one or merged. */
export function pull(person: Person, relay: Relay, merged: boolean): void {
  const updates = relay.log.slice(person.seen);
  person.seen = relay.log.length;
  if (merged && updates.length > 0) Y.applyUpdate(person.doc, Y.mergeUpdates(updates), fromRelay);
  else for (const update of updates) Y.applyUpdate(person.doc, update, fromRelay);
}

/** Plays the steps: mostly edits, some sending and fetching in every way that stock tools use. */
export function play(steps: readonly Step[], people: readonly Person[], relay: Relay): void {
  for (const [who, act, a, b] of steps) {
    const person = pick(people, who);
    if (act % 15 < 10) edit(person, act % 15, a, b);
    else if (act % 15 < 13) send(person, relay, a, b);
    else pull(person, relay, b % 2 === 0);
  }
}

/** The document of someone who reads the whole log at once. */
export function freshReplica(relay: Relay): Y.Doc {
  const doc = new Y.Doc();
  if (relay.log.length > 0) Y.applyUpdate(doc, Y.mergeUpdates(relay.log));
  return doc;
}

/** Whether nothing in `doc` waits, and its clocks are exactly `clocks`. */
export function holdsExactly(doc: Y.Doc, clocks: KnownClocks): boolean {
  const held = Y.decodeStateVector(Y.encodeStateVector(doc));
  const nothingWaits = doc.store.pendingStructs === null && doc.store.pendingDs === null;
  return (
    nothingWaits &&
    held.size === clocks.size &&
    [...held].every(([client, clock]) => clocks.get(client) === clock)
  );
}
