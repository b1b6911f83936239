import {
  setHypothesis,
  setRole,
  setSeverity,
  setStatus,
} from '@holdfast/shared/model/incident-commands';
import { correct, declareIncident, say } from '@holdfast/shared/model/incident-say';
import { person } from '@holdfast/shared/model/run-fixture';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { draftHandOver } from './hand-over-draft.ts';
import { createIncidentStore } from './incident-store.ts';
import { incidentWords } from './incident-words.ts';
import { draftUpdate } from './update-draft.ts';

it('says what holds, what was decided last, what is open, and when others want to hear', () => {
  const doc = new Y.Doc();
  const at = (minute: number) => person('Ana', minute * 60_000);
  const idOf = (result: ReturnType<typeof say>): string => {
    if (!result.ok) throw new Error(result.problem);
    return result.stamp.id;
  };
  declareIncident(doc, { title: 'Down', severity: 2, components: ['checkout'] }, at(1));
  setSeverity(doc, 1, at(2));
  setStatus(doc, 'identified', at(3), 'a full disk');
  setRole(doc, 'commander', 'Ana', true, at(3));
  for (const text of ['first', 'second', 'third', 'fourth']) {
    say(doc, { kind: 'decision', text }, at(4));
  }
  const withdrawn = idOf(say(doc, { kind: 'decision', text: 'never mind' }, at(5)));
  correct(doc, withdrawn, { withdrawn: true }, at(5));
  const disproven = idOf(say(doc, { kind: 'hypothesis', text: 'the network' }, at(6)));
  setHypothesis(doc, disproven, 'disproven', at(6));
  say(doc, { kind: 'hypothesis', text: 'a full\ndisk' }, at(6));
  say(doc, { kind: 'action', text: 'order disks' }, at(7));
  const incident = createIncidentStore(doc).get();
  const minute = (ms: number) => `minute ${ms / 60_000}`;
  expect(draftHandOver(incident, minute, incidentWords()).split('\n')).toEqual([
    'SEV1, identified: a full disk',
    'Affected: checkout',
    'Open hypotheses:',
    '- a full disk',
    'Last decisions:',
    '- minute 4 second',
    '- minute 4 third',
    '- minute 4 fourth',
    'Open actions:',
    '- order disks',
    'Next update due: minute 31',
  ]);
});

it('tells what was decided, guessed and left to do in merged incidents, too', () => {
  const at = (minute: number) => person('Ana', minute * 60_000);
  const doc = new Y.Doc();
  const twin = new Y.Doc();
  declareIncident(doc, { title: 'Down', severity: 2, components: ['checkout'] }, at(1));
  declareIncident(twin, { title: 'Slow', severity: 3, components: ['payments'] }, at(2));
  say(doc, { kind: 'decision', text: 'fail over' }, at(5));
  say(twin, { kind: 'decision', text: 'call the bank' }, at(4));
  say(twin, { kind: 'hypothesis', text: 'a full queue' }, at(6));
  say(twin, { kind: 'action', text: 'drain it' }, at(7));
  say(twin, { kind: 'note', text: 'the bank is told' }, at(8));
  const [incident, merged] = [doc, twin].map((one) => createIncidentStore(one).get());
  if (incident === undefined || merged === undefined) throw new Error('not read');
  const minute = (ms: number) => `minute ${ms / 60_000}`;
  expect(draftHandOver(incident, minute, incidentWords(), [merged]).split('\n')).toEqual([
    'SEV2, investigating',
    'Affected: checkout, payments',
    'Open hypotheses:',
    '- a full queue',
    'Last decisions:',
    '- minute 4 call the bank',
    '- minute 5 fail over',
    'Open actions:',
    '- drain it',
    'Next update due: minute 61',
  ]);
  const draft = (audience: 'tactical' | 'executive') =>
    draftUpdate(incident, audience, minute, 9 * 60_000, incidentWords(), [merged]);
  expect(draft('tactical')).toContain('- minute 8 the bank is told');
  expect(draft('tactical')).toContain('Hypothesis (Open): a full queue');
  expect(draft('executive')).toContain('What comes next: drain it');
  expect(draft('executive')).toContain('affected: checkout, payments');
  say(doc, { kind: 'update', audience: 'tactical', text: 'told' }, at(10));
  const later = draftUpdate(
    createIncidentStore(doc).get(),
    'tactical',
    minute,
    11 * 60_000,
    incidentWords(),
    [merged],
  );
  expect(later).not.toContain('the bank is told');
});
