import {
  setAffected,
  setRole,
  setSeverity,
  setStatus,
} from '@holdfast/shared/model/incident-commands';
import { declareIncident, say } from '@holdfast/shared/model/incident-say';
import { person } from '@holdfast/shared/model/run-fixture';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { createIncidentStore } from '../incident-store.ts';
import { componentsIn, peopleIn, timesInDoubt } from './in-doubt.ts';
import { courseOf } from './picture-model.ts';

const minuteMs = 60_000;
const name = 'incident:1';

/** One that Ana declared, into which Mallory wrote in other people's names. */
function forged() {
  const doc = new Y.Doc();
  const as = (who: string, minute: number) => person(who, minute * minuteMs);
  declareIncident(doc, { title: 'Down', severity: 3, takeCommand: true }, as('Ana', 100));
  setAffected(doc, 'db', true, as('Ana', 101));
  const before = createIncidentStore(doc).get().entries.length;
  say(doc, { kind: 'decision', text: 'Drop the old table' }, as('Ana', 110));
  say(doc, { kind: 'decision', text: 'Pay' }, as('The CEO', 111));
  setRole(doc, 'scribe', 'Zed', true, as('The CEO', 112));
  setAffected(doc, 'db', true, as('Ana', 113));
  setAffected(doc, 'mail', true, as('Ana', 114));
  setSeverity(doc, 1, as('Ana', 115));
  setStatus(doc, 'resolved', as('Ana', 120));
  const incident = createIncidentStore(doc).get();
  const doubtful = new Set(incident.entries.slice(before).map(({ id }) => id));
  return { incident, doubtful, isInDoubt: (_: string, id: string) => doubtful.has(id) };
}

it('lists nobody and nothing without a mark that only entries in doubt name', () => {
  const { incident, isInDoubt } = forged();
  const reported = [{ name, incident }];
  expect(peopleIn(reported, isInDoubt)).toEqual([
    { name: 'Ana', inDoubt: false },
    { name: 'Zed', inDoubt: true },
    { name: 'The CEO', inDoubt: true },
  ]);
  expect(componentsIn(reported, isInDoubt)).toEqual([
    { name: 'db', inDoubt: false },
    { name: 'mail', inDoubt: true },
  ]);
  expect(peopleIn(reported, () => false).some(({ inDoubt }) => inDoubt)).toBe(false);
});

it('takes a doubt about an entry of one incident for none about another of that id', () => {
  const { incident, doubtful } = forged();
  const inOther = (document: string, id: string) => document !== name && doubtful.has(id);
  expect(peopleIn([{ name, incident }], inOther).some(({ inDoubt }) => inDoubt)).toBe(false);
});

it('knows the times that would be others without the entries in doubt', () => {
  const { incident, isInDoubt } = forged();
  const { milestones, durations } = timesInDoubt({ name, incident }, isInDoubt);
  expect([...milestones]).toEqual(['mitigated', 'resolved']);
  expect([...durations]).toEqual(['toMitigate', 'toResolve']);
  expect(timesInDoubt({ name, incident }, () => false).milestones.size).toBe(0);
});

it('knows on which entries each mark of the course rests', () => {
  const { incident, doubtful } = forged();
  const marks = courseOf(incident, 500 * minuteMs)?.marks ?? [];
  const inDoubt = marks.filter(({ on }) => on.some(({ id }) => doubtful.has(id)));
  expect(inDoubt).toMatchObject([
    { kind: 'decision', text: 'Drop the old table' },
    { kind: 'decision', text: 'Pay' },
    { kind: 'severity', severity: 1 },
  ]);
});
