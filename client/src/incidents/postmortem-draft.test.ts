import { setHypothesis, setStatus } from '@holdfast/shared/model/incident-commands';
import { correct, declareIncident, say } from '@holdfast/shared/model/incident-say';
import type { EntryContext } from '@holdfast/shared/model/entries';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createIncidentStore } from './incident-store.ts';
import { draftPostmortem } from './postmortem-draft.ts';
import { draftUpdate, updateDueAtMs } from './update-draft.ts';

let seed = 1;
function ana(nowMs: number): EntryContext {
  const bytes = (length: number) =>
    Uint8Array.from({ length }, () => (seed = (seed * 75 + 74) % 65_537) & 255);
  return { actor: { name: 'Ana', device: 'laptop' }, nowMs, random: { bytes } };
}

function said(doc: Y.Doc, kind: 'note' | 'hypothesis' | 'action', text: string, nowMs: number) {
  const result = say(doc, { kind, text }, ana(nowMs));
  if (!result.ok) throw new Error(result.problem);
  return result.stamp.id;
}

function incident() {
  const doc = new Y.Doc();
  declareIncident(doc, { title: 'Down', severity: 2, components: ['checkout'] }, ana(60_000));
  said(doc, 'note', 'seen by\nthe warehouse', 120_000);
  correct(doc, said(doc, 'note', 'nonsense', 130_000), { withdrawn: true }, ana(140_000));
  setHypothesis(doc, said(doc, 'hypothesis', 'the pool', 150_000), 'confirmed', ana(160_000));
  said(doc, 'action', 'add an alert', 170_000);
  setStatus(doc, 'resolved', ana(360_000), 'rolled back');
  return createIncidentStore(doc).get();
}

const time = (atMs: number) => `T${atMs / 1000}`;

test('a post-mortem begins with what the timeline knows', () => {
  const draft = draftPostmortem(incident(), time);
  expect(draft).toContain('rolled back');
  expect(draft).toContain('- checkout');
  expect(draft).toContain('- To resolve: 5 min');
  expect(draft).toContain('- T120 seen by the warehouse');
  expect(draft).not.toContain('nonsense');
  expect(draft).toContain('- the pool');
  expect(draft).toContain('- [ ] add an alert');
});

test('a post-mortem has what is left to do in merged incidents, too', () => {
  const doc = new Y.Doc();
  declareIncident(doc, { title: 'Down', severity: 2 }, ana(60_000));
  const draft = draftPostmortem(createIncidentStore(doc).get(), time, undefined, [incident()]);
  expect(draft).toContain('- [ ] add an alert');
});

test('an update for the business leaves out what only those who work on it need', () => {
  const tactical = draftUpdate(incident(), 'tactical', time, 600_000);
  const executive = draftUpdate(incident(), 'executive', time, 600_000);
  expect(tactical).toContain('seen by');
  expect(tactical).not.toContain('nonsense');
  expect(executive).toContain('Resolved');
  expect(executive).not.toContain('seen by');
});

test('an update says since when its status holds, what it means, what comes next and when more follows', () => {
  const resolved = draftUpdate(incident(), 'executive', time, 600_000);
  expect(resolved).toContain('Resolved, since T360.\nIt began T60.');
  expect(resolved).toContain('Impact: major, many customers are affected; affected was: checkout.');
  expect(resolved).toContain('What comes next: add an alert');
  expect(resolved).not.toContain('Next update');
  const doc = new Y.Doc();
  declareIncident(doc, { title: 'Down', severity: 2 }, ana(60_000));
  const open = draftUpdate(createIncidentStore(doc).get(), 'executive', time, 600_000);
  expect(open).toContain('Investigating, since T60.');
  expect(open).toContain('Next update by T4200.');
});

test('the next update is due some time after the last', () => {
  expect(updateDueAtMs(incident())).toBe(60_000 + 3_600_000);
});
