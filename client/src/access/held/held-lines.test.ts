import { setPinned, setRole } from '@holdfast/shared/model/incident-commands';
import { declareIncident, say } from '@holdfast/shared/model/incident-say';
import { person } from '@holdfast/shared/model/run-fixture';
import { documentNameSchema } from '@holdfast/shared/protocol/names';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { heldLines } from './held-lines.ts';

const names = { titleOf: () => '', time: () => '' };

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

it('says what an incident has that relays have not, who did it, and nothing of the rest', () => {
  const incident = documentNameSchema.parse('incident:01m8j1x');
  const before = new Y.Doc();
  declareIncident(before, { title: 'Down', severity: 3 }, person('Ana', 1_000));
  const after = copyOf(before);
  expect(heldLines(incident, before, after, names)).toEqual([]);
  setRole(after, 'commander', 'Ben', true, person('Ben', 2_000));
  const said = say(after, { kind: 'note', text: 'The pool is empty.' }, person('Ben', 3_000));
  if (said.ok) setPinned(after, said.stamp.id, true, person('Ben', 4_000));
  after.getText('notes').insert(0, 'Ask the vendor');
  const lines = heldLines(incident, before, after, names);
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^Ben .*Incident Commander/);
  expect(lines[1]).toMatch(/^Ben .*The pool is empty\.$/);
  expect(lines[2]).toBe('Ben pinned something');
  expect(lines[3]).toBe('The notes were changed');
});

it('says of settings what they were and are', () => {
  const before = new Y.Doc();
  before.getMap('settings').set('keepDays', 30);
  const after = copyOf(before);
  after.getMap('settings').set('keepDays', 60);
  after.getMap('settings').set('name', 'Night shift');
  expect(heldLines(documentNameSchema.parse('workspace'), before, after, names)).toEqual([
    'keepDays: “30” became “60”',
    'name: “Night shift” is new',
  ]);
});
