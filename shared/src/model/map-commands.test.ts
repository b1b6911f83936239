import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  addComponent,
  addDomain,
  addGroup,
  connect,
  deleteMapItem,
  disconnect,
  editComponent,
  editDomain,
  editGroup,
  restoreMapItem,
} from './map-commands.ts';
import { mapContext, mapOf } from './map-fixture.ts';
import {
  addLeave,
  addPerson,
  addTeam,
  editLeave,
  editPerson,
  editTeam,
  forgetKnowledge,
  setKnowledge,
} from './map-people-commands.ts';
import { readMap } from './map.ts';

const context = mapContext();
const changed = { ok: true, changed: true };
const unchanged = { ok: true, changed: false };

/** Runs a command that is refused, and checks that nothing was written. */
function refusal(doc: Y.Doc, command: () => object): object {
  const before = Y.encodeStateAsUpdate(doc);
  const result = command();
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  return result;
}

describe('components', () => {
  it('gets an id where none is given', () => {
    const doc = new Y.Doc();
    const added = addComponent(doc, { name: '  Payments\n API ' }, context);
    expect(added).toMatchObject(changed);
    expect([...readMap(doc).components.values()]).toMatchObject([
      { name: 'Payments API', layer: 'software' },
    ]);
  });

  it('refuses what makes no sense, in words', () => {
    const doc = mapOf('web');
    expect(refusal(doc, () => addComponent(doc, { name: ' ' }, context))).toMatchObject({
      reason: 'no-name',
      problem: 'Name is needed.',
    });
    expect(refusal(doc, () => addComponent(doc, { id: 'web', name: 'x' }, context))).toMatchObject({
      reason: 'exists',
    });
    expect(refusal(doc, () => addComponent(doc, { id: 'a/b', name: 'x' }, context))).toMatchObject({
      reason: 'bad-value',
    });
    expect(refusal(doc, () => editComponent(doc, 'db', { tier: '1' }, context))).toMatchObject({
      reason: 'no-item',
    });
    expect(
      refusal(doc, () => editComponent(doc, 'web', { availability: 2 }, context)),
    ).toMatchObject({
      problem: 'Availability must be a number from 0 to 1.',
    });
    expect(
      refusal(doc, () => editComponent(doc, 'web', { domains: ['x'] }, context)),
    ).toMatchObject({
      reason: 'no-item',
      problem: 'There is no "x" among the domains of the map.',
    });
    const links = [{ url: 'javascript:alert(1)', title: '' }];
    expect(refusal(doc, () => editComponent(doc, 'web', { links }, context))).toMatchObject({
      reason: 'bad-value',
    });
    expect(
      refusal(doc, () =>
        editComponent(doc, 'web', { tags: ['x'.repeat(101)], name: 'y' }, context),
      ),
    ).toMatchObject({ reason: 'too-long' });
  });

  it('writes nothing where all is as asked, and clears with null', () => {
    const doc = mapOf({ id: 'web', name: 'Web', tags: ['a', 'b'], availability: 0.9, tier: '1' });
    expect(editComponent(doc, 'web', { name: 'Web', tags: ['b', 'a'] }, context)).toEqual(
      unchanged,
    );
    expect(
      editComponent(doc, 'web', { availability: null, tier: '', tags: ['b', 'c'] }, context),
    ).toEqual(changed);
    const web = readMap(doc).components.get('web');
    expect(web).toMatchObject({ tier: '', tags: ['b', 'c'] });
    expect(web).not.toHaveProperty('availability');
  });
});

describe('dependencies', () => {
  it('is one between two, is taken away, and comes back', () => {
    const doc = mapOf('web', 'db');
    expect(connect(doc, 'web', 'db', { kind: 'soft' }, context)).toEqual(changed);
    expect(connect(doc, 'web', 'db', {}, context)).toEqual(unchanged);
    expect(connect(doc, 'db', 'web', {}, context)).toEqual(changed);
    expect(disconnect(doc, 'web', 'db', context)).toEqual(changed);
    expect([...readMap(doc).dependencies.keys()]).toEqual(['db>web']);
    expect(readMap(doc).deleted.dependencies.get('web>db')).toMatchObject({ kind: 'soft' });
    expect(connect(doc, 'web', 'db', {}, context)).toEqual(changed);
    expect(readMap(doc).dependencies.get('web>db')).toMatchObject({ kind: 'soft' });
    expect(refusal(doc, () => connect(doc, 'web', 'web', {}, context))).toMatchObject({
      reason: 'itself',
    });
    deleteMapItem(doc, 'components', 'db', context);
    expect(refusal(doc, () => connect(doc, 'web', 'db', {}, context))).toMatchObject({
      reason: 'deleted',
      problem: '"db" was deleted. Restore it first.',
    });
    expect(refusal(doc, () => disconnect(doc, 'web', 'x', context))).toMatchObject({
      reason: 'no-item',
    });
  });
});

describe('groups', () => {
  it('never needs more members than it has', () => {
    const doc = mapOf('web', 'a', 'b', 'c');
    expect(
      refusal(doc, () =>
        addGroup(doc, { component: 'web', needs: 3, members: ['a', 'b', 'a'] }, context),
      ),
    ).toMatchObject({ reason: 'needs-too-many', problem: 'This needs 3 of 2 members.' });
    expect(
      refusal(doc, () =>
        addGroup(doc, { component: 'web', needs: 1, members: ['web', 'a'] }, context),
      ),
    ).toMatchObject({ reason: 'itself' });
    expect(
      refusal(doc, () =>
        addGroup(doc, { component: 'web', needs: 0, members: ['a', 'b'] }, context),
      ),
    ).toMatchObject({ reason: 'bad-value' });
    expect(
      refusal(doc, () =>
        addGroup(doc, { component: 'web', needs: 1, members: ['a', 'a'] }, context),
      ),
    ).toMatchObject({ problem: 'A group needs at least two members.' });
    const members = ['a', 'b', 'c'];
    expect(addGroup(doc, { id: 'g', component: 'web', needs: 2, members }, context)).toMatchObject(
      changed,
    );
    expect(refusal(doc, () => editGroup(doc, 'g', { needs: 4 }, context))).toMatchObject({
      reason: 'needs-too-many',
    });
    expect(
      refusal(doc, () => editGroup(doc, 'g', { members: { remove: ['a', 'b'] } }, context)),
    ).toMatchObject({ reason: 'needs-too-many' });
    expect(
      editGroup(
        doc,
        'g',
        { members: { remove: ['a'] }, standby: ['b'], failoverByHand: true },
        context,
      ),
    ).toEqual(changed);
    expect(readMap(doc).groups.get('g')).toMatchObject({
      needs: 2,
      members: ['b', 'c'],
      standby: ['b'],
      failoverByHand: true,
    });
    expect(deleteMapItem(doc, 'groups', 'g', context)).toEqual(changed);
    expect(deleteMapItem(doc, 'groups', 'g', context)).toEqual(unchanged);
    expect(restoreMapItem(doc, 'groups', 'g', context)).toEqual(changed);
    expect(restoreMapItem(doc, 'groups', 'g', context)).toEqual(unchanged);
  });
});

describe('domains', () => {
  it('nests, and never lies within itself', () => {
    const doc = new Y.Doc();
    addDomain(doc, { id: 'eu', name: 'EU', kind: 'region' }, context);
    addDomain(doc, { id: 'eu-a', name: 'EU a', kind: 'zone', parent: 'eu' }, context);
    expect(refusal(doc, () => editDomain(doc, 'eu', { parent: 'eu-a' }, context))).toMatchObject({
      reason: 'itself',
    });
    expect(refusal(doc, () => editDomain(doc, 'eu', { parent: 'eu' }, context))).toMatchObject({
      reason: 'itself',
    });
    expect(editDomain(doc, 'eu-a', { parent: null }, context)).toEqual(changed);
    expect(readMap(doc).domains.get('eu-a')).not.toHaveProperty('parent');
  });
});

describe('people', () => {
  it('has contacts, teams and leaves', () => {
    const doc = new Y.Doc();
    addTeam(doc, { id: 'shop', name: 'Shop' }, context);
    const contacts = [
      { kind: 'Phone', value: ' +31 6 1234' },
      { kind: 'email', value: 'ana@a.example' },
    ];
    addPerson(doc, { id: 'ana', name: 'Ana', contacts, teams: ['shop'] }, context);
    expect(readMap(doc).people.get('ana')).toMatchObject({
      contacts: [
        { kind: 'email', value: 'ana@a.example' },
        { kind: 'phone', value: '+31 6 1234' },
      ],
      teams: ['shop'],
    });
    expect(
      editPerson(
        doc,
        'ana',
        { contacts: { remove: [{ kind: 'phone', value: '+31 6 1234' }] } },
        context,
      ),
    ).toEqual(changed);
    expect(readMap(doc).people.get('ana')?.contacts).toHaveLength(1);
    expect(editTeam(doc, 'shop', { note: 'Sells' }, context)).toEqual(changed);
    addLeave(doc, { id: 'l', person: 'ana', from: '2026-12-01', to: '2026-12-24' }, context);
    expect(refusal(doc, () => editLeave(doc, 'l', { to: '2026-11-01' }, context))).toMatchObject({
      problem: 'The last day is before the first.',
    });
    expect(
      refusal(doc, () =>
        addLeave(doc, { person: 'ana', from: 'tomorrow', to: '2026-12-24' }, context),
      ),
    ).toMatchObject({ problem: 'First day must be a day such as 2026-11-30.' });
    expect(editLeave(doc, 'l', { to: '2026-12-31' }, context)).toEqual(changed);
    expect(readMap(doc).leaves.get('l')).toMatchObject({ person: 'ana', to: '2026-12-31' });
  });

  it('knows, and is forgotten to know', () => {
    const doc = mapOf('web');
    addPerson(doc, { id: 'ana', name: 'Ana' }, context);
    const said = { person: 'ana', component: 'web', level: 'operate', on: '2026-01-02' } as const;
    expect(setKnowledge(doc, { ...said, note: 'on call' }, context)).toEqual(changed);
    expect(setKnowledge(doc, { ...said, note: 'on call' }, context)).toEqual(unchanged);
    expect(refusal(doc, () => setKnowledge(doc, { ...said, on: 'today' }, context))).toMatchObject({
      reason: 'bad-value',
    });
    expect(refusal(doc, () => setKnowledge(doc, { ...said, person: 'bo' }, context))).toMatchObject(
      {
        reason: 'no-item',
      },
    );
    expect(
      refusal(doc, () => setKnowledge(doc, { ...said, source: 'a/b' }, context)),
    ).toMatchObject({
      reason: 'bad-value',
    });
    expect(forgetKnowledge(doc, said, context)).toEqual(changed);
    expect(readMap(doc).knowledge.size).toBe(0);
  });
});
