import { addDomain, editComponent, editDomain } from '@holdfast/shared/model/map-commands';
import { mapContext, mapOf } from '@holdfast/shared/model/map-fixture';
import { readMap } from '@holdfast/shared/model/map';
import { expect, test } from 'vitest';
import { formOf } from './component-form.ts';
import { labelsOf } from './named-choice.ts';
import { saveComponent } from './save-component.ts';

test('a domain that is renamed while the dialog is open stays, and so does what others add', () => {
  const doc = mapOf('web');
  const context = mapContext();
  for (const id of ['eu', 'us', 'asia']) addDomain(doc, { id, name: id }, context);
  editComponent(doc, 'web', { domains: ['eu', 'us'] }, context);
  const map = readMap(doc);
  const before = formOf(map.components.get('web'));
  const none = new Map<string, string>();
  const names = { domains: labelsOf(map.domains.values()), ownerPeople: none };
  editDomain(doc, 'eu', { name: 'Europe' }, context);
  editComponent(doc, 'web', { domains: { add: ['asia'] } }, context);
  const problem = saveComponent(doc, context, {
    id: 'web',
    neededBy: undefined,
    before,
    form: before,
    labels: { domains: ['eu', 'new'] },
    names: { ...names, ownerTeams: none, staff: none },
  });
  expect(problem).toBeUndefined();
  const after = readMap(doc);
  expect(after.domains.size).toBe(4);
  expect(after.components.get('web')?.domains).toEqual(expect.arrayContaining(['asia', 'eu']));
  expect(after.components.get('web')?.domains).toHaveLength(3);
});
