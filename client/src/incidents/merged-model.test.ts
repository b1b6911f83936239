import { changeAction, setAffected, setStatus } from '@holdfast/shared/model/incident-commands';
import { declareIncident, say } from '@holdfast/shared/model/incident-say';
import { person } from '@holdfast/shared/model/run-fixture';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { createIncidentStore } from './incident-store.ts';
import { actionsIn, affectedIn, hidesWhatIsOpen, isNowhere } from './merged-model.ts';

const ana = person('Ana', 1_000);
const read = (doc: Y.Doc) => createIncidentStore(doc).get();

function declared(title: string): Y.Doc {
  const doc = new Y.Doc();
  declareIncident(doc, { title, severity: 2 }, ana);
  return doc;
}

it('says that nothing is left only where nothing is, here or in what was merged into it', () => {
  const own = read(declared('Search is slow'));
  const twin = declared('Search hangs');
  const has = (incident: typeof own) => actionsIn(incident).length > 0;
  const merged = () => ({ all: [{ incident: read(twin) }], unread: [] });
  expect(isNowhere(own, merged(), has)).toBe(true);
  const action = say(twin, { kind: 'action', text: 'add a disk' }, ana);
  expect(isNowhere(own, merged(), has)).toBe(false);
  if (action.ok) changeAction(twin, action.stamp.id, { state: 'dropped' }, ana);
  expect(isNowhere(own, merged(), has)).toBe(true);
  expect(isNowhere(own, { all: [], unread: ['incident:far'] }, has)).toBe(false);
});

it('names what is affected in all of them once', () => {
  const [one, other] = [declared('a'), declared('b')];
  for (const name of ['search', 'orders']) setAffected(one, name, true, ana);
  for (const name of ['orders', 'billing']) setAffected(other, name, true, ana);
  expect(affectedIn([read(one), read(other)])).toEqual(['billing', 'orders', 'search']);
});

it('tells when an open incident would leave the live list', () => {
  const doc = declared('Search hangs');
  expect(hidesWhatIsOpen(read(doc), { status: 'resolved' })).toBe(true);
  expect(hidesWhatIsOpen(read(doc), { status: 'monitoring' })).toBe(false);
  setStatus(doc, 'resolved', ana);
  expect(hidesWhatIsOpen(read(doc), { status: 'resolved' })).toBe(false);
  expect(hidesWhatIsOpen(read(doc), undefined)).toBe(false);
});
