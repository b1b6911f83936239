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
