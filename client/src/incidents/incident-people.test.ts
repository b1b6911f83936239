import { setRole } from '@holdfast/shared/model/incident-commands';
import { declareIncident } from '@holdfast/shared/model/incident-say';
import { person } from '@holdfast/shared/model/run-fixture';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { incidentPeople } from './incident-people.ts';
import { createIncidentStore } from './incident-store.ts';

it('names whoever holds a role though they said nothing yet', () => {
  const doc = new Y.Doc();
  declareIncident(doc, { title: 'Down', severity: 2 }, person('Ana', 1_000));
  setRole(doc, 'scribe', 'Cleo', true, person('Ana', 2_000));
  expect(incidentPeople(createIncidentStore(doc).get(), [])).toEqual(['Cleo', 'Ana']);
});
