import { makeSigners } from '@holdfast/shared/access/entry-proof';
import { signMadeEntries } from '@holdfast/shared/access/entry-signature';
import type { SignersWithKeys } from '@holdfast/shared/access/entry-verifier';
import { namesakesOf } from '@holdfast/shared/access/namesakes';
import { setSeverity } from '@holdfast/shared/model/incident-commands';
import { correct, declareIncident, say } from '@holdfast/shared/model/incident-say';
import { person } from '@holdfast/shared/model/run-fixture';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { createObservable } from '../hub/observable.ts';
import { createProofStore } from '../signing/proof-store.ts';
import { draftDoubt } from './draft-doubts.ts';
import { draftHandOver } from './hand-over-draft.ts';
import { createIncidentStore } from './incident-store.ts';
import { incidentWords } from './incident-words.ts';
import { draftPostmortem } from './postmortem-draft.ts';
import { draftUpdate } from './update-draft.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const minuteMs = 60_000;
const key = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } as const;
const directory: SignersWithKeys = {
  ...makeSigners(
    new Map([['ana', [{ person: 'ana', name: 'Ana', label: '' }]]]),
    new Map([['ana', ['Ana']]]),
    0,
  ),
  keys: new Map([['ana', key]]),
  namesakes: namesakesOf([]),
};
const time = (atMs: number) => `T${atMs / minuteMs}`;
const doubt = ' (Not signed: nobody can tell whether Ana wrote it)';

/** What Ana signed, and what somebody then wrote in her name. */
async function forged() {
  const doc = new Y.Doc();
  const made = new Map<string, string>();
  const ana = (minute: number, isHers = true) => {
    const as = person('Ana', minute * minuteMs);
    return {
      ...as,
      actor: { ...as.actor, person: 'ana' },
      ...(isHers
        ? { made: (_: unknown, { id, hash }: { id: string; hash: string }) => made.set(id, hash) }
        : {}),
    };
  };
  declareIncident(doc, { title: 'Down', severity: 3 }, ana(100));
  say(doc, { kind: 'decision', text: 'Fail over' }, ana(101));
  const note = say(doc, { kind: 'note', text: 'I look' }, ana(102));
  say(doc, { kind: 'action', text: 'Tell them' }, ana(102));
  const place = { workspace: 'demo', document: 'incident:1' };
  const signer = { jkt: 'ana', sign: () => Promise.resolve(new Uint8Array(64)) };
  await signMadeEntries(doc, made, place, signer);
  say(doc, { kind: 'decision', text: 'Drop the old table' }, ana(103, false));
  say(doc, { kind: 'action', text: 'Pay' }, ana(104, false));
  setSeverity(doc, 1, ana(105, false));
  if (note.ok) correct(doc, note.stamp.id, { text: 'I leave' }, ana(106, false));
  const proofs = createProofStore({
    workspace: place.workspace,
    name: place.document,
    doc,
    signers: createObservable<SignersWithKeys | undefined>(directory),
    verify: () => Promise.resolve(true),
    clock: {
      monotonicMs: () => Date.now(),
      setTimer(delayMs, task) {
        const timer = setTimeout(task, delayMs);
        return () => {
          clearTimeout(timer);
        };
      },
    },
  });
  await vi.advanceTimersByTimeAsync(500);
  proofs.close();
  const store = createIncidentStore(doc);
  return { incident: store.get(), tell: draftDoubt([{ doc, store }]) };
}

it('a post-mortem says with what it takes from entries in doubt that they are', async () => {
  const { incident, tell } = await forged();
  const draft = draftPostmortem(incident, time, undefined, [], tell);
  expect(draft).toContain(`T103 Decision: Drop the old table${doubt}\n`);
  expect(draft).toContain('T101 Decision: Fail over\n');
  expect(draft).toContain(`T102 I leave${doubt}`);
  expect(draft).toContain(`- [ ] Pay${doubt}`);
  expect(draft).toMatch(/- SEV1: [^\n]* \(Not signed: /u);
  expect(draft).toContain('- [ ] Tell them\n');
});

it('so does what is told to whoever takes a role over', async () => {
  const { incident, tell } = await forged();
  const draft = draftHandOver(incident, time, incidentWords(), [], tell);
  expect(draft).toContain(`- T103 Drop the old table${doubt}`);
  expect(draft).toContain('- T101 Fail over\n');
  expect(draft).toContain(`- Pay${doubt}`);
  expect(draft).toMatch(/^[^\n]*SEV1[^\n]*\(Not signed: /u);
});

it('so does what is told to others', async () => {
  const { incident, tell } = await forged();
  const draft = draftUpdate(incident, 'tactical', time, 200 * minuteMs, incidentWords(), [], tell);
  expect(draft).toContain(`- T103 Decision: Drop the old table${doubt}`);
  expect(draft).toContain('- T101 Decision: Fail over\n');
  expect(
    draftUpdate(incident, 'executive', time, 200 * minuteMs, incidentWords(), [], tell),
  ).toContain(`Pay${doubt}`);
});
