import { thumbprintOf } from '@holdfast/shared/access/device-key';
import { noteInvited } from '@holdfast/shared/access/invited';
import { acceptDevice, restrictDocument, revoke } from '@holdfast/shared/access/workspace-access';
import {
  sayInDrill,
  setParticipant,
  setPinnedInDrill,
} from '@holdfast/shared/model/drill-commands';
import { setFileDays } from '@holdfast/shared/model/drill-retention';
import { startDrill } from '@holdfast/shared/model/drill-start';
import { setPinned, setRole } from '@holdfast/shared/model/incident-commands';
import { declareIncident, say } from '@holdfast/shared/model/incident-say';
import { person } from '@holdfast/shared/model/run-fixture';
import { nameSeverity, putRole } from '@holdfast/shared/model/incident-names';
import {
  describeRelay,
  describeWorkspace,
  putRelay,
  removeRelay,
} from '@holdfast/shared/model/workspace';
import { documentNameSchema } from '@holdfast/shared/protocol/names';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { keyOf, tokenOf } from '../people/access-fixture.ts';
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

it('says what a drill has that relays have not, as its timeline says it', () => {
  const drill = documentNameSchema.parse('drill:01m8j1x');
  const before = new Y.Doc();
  startDrill(
    before,
    {
      ...{ drillKind: 'failover', title: 'Failover', hypothesis: '', abort: '' },
      ...{ expects: ['The replica takes over'], participants: [], scope: {} },
    },
    person('Ana', 1_000),
  );
  const after = copyOf(before);
  expect(heldLines(drill, before, after, names)).toEqual([]);
  const said = sayInDrill(after, { kind: 'note', text: 'It took a minute.' }, person('Ben', 2_000));
  if (said.ok) setPinnedInDrill(after, said.stamp.id, true, person('Ben', 3_000));
  setParticipant(after, { person: 'Cleo', role: 'Lead', holds: true }, person('Ben', 4_000));
  after.getMap('signatures').set('01 key', 'c2lnbmF0dXJl');
  const lines = heldLines(drill, before, after, names);
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^Ben .*: It took a minute\.$/u);
  expect(lines[1]).toMatch(/^Ben .*Cleo.*Lead/u);
  expect(lines[2]).toBe('Ben pinned something');
});

describe('of settings', () => {
  const workspace = documentNameSchema.parse('workspace');
  const linesOf = (change: (doc: Y.Doc) => void, was: (doc: Y.Doc) => void = () => undefined) => {
    const before = new Y.Doc();
    was(before);
    const after = copyOf(before);
    change(after);
    return heldLines(workspace, before, after, { ...names, titleOf: () => 'Root keys' });
  };

  it('says what they were and are, by the names that screens have for them', () => {
    const url = 'wss://a.example';
    const where = { label: '', region: 'Oslo', provider: '' };
    const lines = linesOf(
      (doc) => {
        describeWorkspace(doc, { name: 'Night shift', description: '' });
        setFileDays(doc, 30);
        describeRelay(doc, url, { region: 'Bergen' });
        putRole(doc, { id: 'scribe', name: 'Writer', instructions: 'Writes it down.' });
        nameSeverity(doc, { severity: 2, short: 'Bad', long: 'Customers see it' });
        removeRelay(doc, 'wss://b.example');
        doc.getMap('soon').set('k1', { deep: 'of a newer version' });
      },
      (doc) => {
        describeWorkspace(doc, { name: 'Day shift' });
        putRelay(doc, { url, ...where });
        putRelay(doc, { url: 'wss://b.example', ...where });
      },
    );
    expect(lines).toEqual(
      expect.arrayContaining([
        'Name of the workspace: “Day shift” became “Night shift”',
        'Days that files of drills are kept: “30” is new',
        'Region of relay wss://a.example: “Oslo” became “Bergen”',
        'Role in incidents: “Writer, Writes it down.” is new',
        'Severity 2: “Bad, Customers see it” is new',
        'Relay wss://b.example: “Oslo” was taken away',
        'Another setting: “of a newer version” is new',
      ]),
    );
    expect(lines.join('\n')).not.toMatch(/drillFileDays|incidentRoles|[{}]|k1|deep/u);
  });

  it('says who was let in, cut off and named, and nothing of tokens and keys', () => {
    const token = tokenOf({ jti: 'a1', name: 'Ana' });
    const device = keyOf(1);
    const lines = linesOf((doc) => {
      acceptDevice(doc, 'a1', { token, device, label: 'Phone', atMs: 1 });
      noteInvited(doc, { token, by: 'Cleo', atMs: 1 });
      revoke(doc, { device: thumbprintOf(device) }, { by: 'Cleo', reason: 'Lost', atMs: 2 });
      restrictDocument(doc, 'runbook:01abc', ['ana', 'ben'], { by: 'Cleo', atMs: 3 });
    });
    expect(lines).toEqual([
      'Device that was let in: “Phone” is new',
      'Invitation: “Ana” is new',
      'Access that was cut off: “Lost, Cleo” is new',
      'Who may see “Root keys”: “ana, ben” is new',
    ]);
  });
});
