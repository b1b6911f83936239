import { expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  changeAction,
  setAffected,
  setHypothesis,
  setRole,
  setSeverity,
  setStatus,
} from './incident-commands.ts';
import { hasConflict, milestonesOf } from './incident-fold.ts';
import { correct, declareIncident, say } from './incident-say.ts';
import { projectIncident, readIncident } from './incident.ts';
import { person } from './run-fixture.ts';

let nowMs = 1_000;
const ana = () => person('Ana', (nowMs += 1_000));

function declared(): Y.Doc {
  const doc = new Y.Doc();
  declareIncident(doc, { title: 'Checkout fails', severity: 2 }, ana());
  return doc;
}

function idOf(result: { readonly ok: boolean; readonly stamp?: { readonly id: string } }): string {
  if (result.stamp === undefined) throw new Error('nothing was said');
  return result.stamp.id;
}

function lastId(doc: Y.Doc): string {
  return readIncident(doc).entries.at(-1)?.id ?? '';
}

function withdrawLast(doc: Y.Doc): string {
  const id = lastId(doc);
  correct(doc, id, { withdrawn: true }, ana());
  return id;
}

it('lets what stood before stand again once a decision is withdrawn', () => {
  const doc = declared();
  setStatus(doc, 'identified', ana());
  setStatus(doc, 'resolved', ana());
  const id = withdrawLast(doc);
  setSeverity(doc, 1, ana());
  withdrawLast(doc);
  setRole(doc, 'commander', 'Ben', true, ana());
  withdrawLast(doc);
  setAffected(doc, 'orders', true, ana());
  withdrawLast(doc);
  const { state, entries } = readIncident(doc);
  expect(state.status.now?.value).toBe('identified');
  expect(state.severity.now?.value).toBe(2);
  expect(state.components).toEqual([]);
  expect(projectIncident(doc)).toMatchObject({ status: 'identified', commanders: [] });
  expect(milestonesOf(state, entries).resolved).toBeUndefined();
  correct(doc, id, { withdrawn: false }, ana());
  expect(projectIncident(doc).status).toBe('resolved');
});

it('makes no conflict of what was decided after a withdrawn decision was seen', () => {
  const doc = declared();
  setStatus(doc, 'identified', ana());
  setStatus(doc, 'monitoring', ana());
  const id = lastId(doc);
  setStatus(doc, 'resolved', ana());
  correct(doc, id, { withdrawn: true }, ana());
  const { state } = readIncident(doc);
  expect(state.status.now?.value).toBe('resolved');
  expect(hasConflict(state)).toBe(false);
});

it('never withdraws the declaration, whoever writes that', () => {
  const doc = declared();
  correct(doc, lastId(doc), { withdrawn: true }, ana());
  expect(projectIncident(doc)).toMatchObject({ title: 'Checkout fails', severity: 2 });
});

it('gives actions and hypotheses in their corrected words, and none that was withdrawn', () => {
  const doc = declared();
  const action = idOf(say(doc, { kind: 'action', text: 'fix it' }, ana()));
  const wrong = idOf(say(doc, { kind: 'action', text: 'burn it' }, ana()));
  const guess = idOf(say(doc, { kind: 'hypothesis', text: 'disk' }, ana()));
  changeAction(doc, action, { owner: 'Ben' }, ana());
  setHypothesis(doc, guess, 'confirmed', ana());
  correct(doc, action, { text: 'fix the disk' }, ana());
  correct(doc, guess, { text: 'a full disk' }, ana());
  correct(doc, wrong, { withdrawn: true }, ana());
  expect(projectIncident(doc).actions).toMatchObject([{ text: 'fix the disk', owner: 'Ben' }]);
  const { hypotheses } = readIncident(doc).state;
  expect(hypotheses).toMatchObject([
    { entry: { text: 'a full disk' }, state: { now: { value: 'confirmed' } } },
  ]);
});

it('keeps what was decided since where a withdrawn decision holds after all', () => {
  const doc = declared();
  setStatus(doc, 'resolved', ana());
  const id = withdrawLast(doc);
  setStatus(doc, 'monitoring', ana());
  correct(doc, id, { withdrawn: false }, ana());
  const { state } = readIncident(doc);
  expect(state.status.now?.value).toBe('monitoring');
  expect(hasConflict(state)).toBe(false);
});
