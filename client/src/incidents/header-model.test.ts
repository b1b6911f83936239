import { setRole, setStatus } from '@holdfast/shared/model/incident-commands';
import { declareIncident } from '@holdfast/shared/model/incident-say';
import { person } from '@holdfast/shared/model/run-fixture';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { headerFacts } from './header-model.ts';
import { createIncidentStore } from './incident-store.ts';

const ana = person('Ana', 1_000);

function declared(components: readonly string[] = []): Y.Doc {
  const doc = new Y.Doc();
  declareIncident(doc, { title: 'Down', severity: 2, components }, ana);
  return doc;
}

it('names command first, also where nobody has it while it goes on', () => {
  const doc = declared();
  const facts = () => headerFacts(createIncidentStore(doc).get(), []);
  expect(facts().roles).toEqual([{ role: 'commander', people: [] }]);
  setRole(doc, 'scribe', 'Ben', true, ana);
  setRole(doc, 'commander', 'Ana', true, ana);
  expect(facts().roles).toEqual([
    { role: 'commander', people: ['Ana'] },
    { role: 'scribe', people: ['Ben'] },
  ]);
  setRole(doc, 'commander', 'Ana', false, ana);
  setStatus(doc, 'resolved', ana);
  expect(facts().roles).toEqual([{ role: 'scribe', people: ['Ben'] }]);
});

it('has room for three of each, counts the others, and knows what was merged', () => {
  const doc = declared(['a', 'b', 'c']);
  for (const role of ['commander', 'scribe', 'operations', 'communications', 'dba']) {
    setRole(doc, role, 'Ana', true, ana);
  }
  const own = createIncidentStore(doc).get();
  const merged = createIncidentStore(declared(['b', 'd', 'e'])).get();
  const facts = headerFacts(own, [merged]);
  expect(facts.roles).toHaveLength(3);
  expect(facts).toMatchObject({ moreRoles: 2, components: ['a', 'b', 'c'], moreComponents: 2 });
});
