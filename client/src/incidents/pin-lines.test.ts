import { setPinned } from '@holdfast/shared/model/incident-commands';
import { correct, declareIncident, say } from '@holdfast/shared/model/incident-say';
import { person } from '@holdfast/shared/model/run-fixture';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { createIncidentStore } from './incident-store.ts';
import { findPinLine, pinLines } from './pin-lines.ts';
import { timelineOf } from './timeline-model.ts';

const names = { titleOf: (name: string) => name, time: String };

it('offers the newest first, and neither what is pinned nor what was withdrawn', () => {
  const doc = new Y.Doc();
  declareIncident(doc, { title: 'Down', severity: 2 }, person('Ana', 1_000));
  const note = (text: string, second: number) => {
    const said = say(doc, { kind: 'note', text }, person('Ana', second * 1_000));
    if (!said.ok) throw new Error(said.problem);
    return said.stamp.id;
  };
  const first = note('the disk\nis full', 2);
  const second = note('the disk is slow', 3);
  const third = note('never mind', 4);
  const pinned = note('known already', 5);
  correct(doc, third, { withdrawn: true }, person('Ana', 6_000));
  setPinned(doc, pinned, true, person('Ana', 7_000));
  const lines = pinLines(timelineOf('incident:a', createIncidentStore(doc).get()), names);
  expect(lines.map(({ line }) => line)).toEqual([
    'the disk is slow',
    'the disk is full',
    'Ana declared the incident, SEV2',
  ]);
  expect(findPinLine(lines, '')?.id).toBe(second);
  expect(findPinLine(lines, 'FULL disk')?.id).toBe(first);
  expect(findPinLine(lines, 'the disk is full')?.id).toBe(first);
  expect(findPinLine(lines, 'never')).toBeUndefined();
});
