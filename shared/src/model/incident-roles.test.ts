import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { membersOf } from './entries.ts';
import { setRole } from './incident-commands.ts';
import { declareIncident } from './incident-say.ts';
import { readIncident } from './incident.ts';
import { person } from './run-fixture.ts';

it('a role is whose it was given to, also where entries say by id who wrote them', () => {
  const doc = new Y.Doc();
  const ana = person('Ana', 1_000);
  const keyed = { ...ana, actor: { ...ana.actor, person: 'ana-ortiz' } };
  declareIncident(doc, { title: 'Down', severity: 3 }, keyed);
  setRole(doc, 'commander', 'Ben', true, keyed);
  const commander = readIncident(doc).state.roles.find(({ role }) => role === 'commander');
  expect(commander?.holders.map(({ value }) => value)).toEqual(['Ben']);
  const [, given] = membersOf(doc.getArray('entries'));
  expect(given?.stamp).toMatchObject({ by: 'Ana', person: 'ana-ortiz' });
});
