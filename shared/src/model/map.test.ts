import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  addDomain,
  addGroup,
  connect,
  deleteMapItem,
  editComponent,
  restoreMapItem,
} from './map-commands.ts';
import { mapContext, mapOf } from './map-fixture.ts';
import { addLeave, addPerson, setKnowledge } from './map-people-commands.ts';
import { documentNameSchema } from '../protocol/names.ts';
import { createMapReader, mapDocument, readMap } from './map.ts';

const context = mapContext();

describe('readMap', () => {
  it('reads an empty document', () => {
    expect(documentNameSchema.parse(mapDocument)).toBe('map');
    const map = readMap(new Y.Doc());
    expect(map.components.size).toBe(0);
    expect(map).toMatchObject({ setAside: [], problems: [], changedAtMs: 0, changedBy: '' });
  });

  it('reads what commands wrote', () => {
    const doc = mapOf('web', {
      id: 'db',
      name: 'Database',
      layer: 'hardware',
      tags: ['b', 'a', 'a', ''],
      links: [{ url: 'https://a.example/x/y', title: 'Dashboard' }],
      availability: 0.999,
      objectiveAvailability: 0.9999,
      rtoSeconds: 60,
    });
    connect(doc, 'web', 'db', { note: 'orders' }, context);
    const map = readMap(doc);
    expect([...map.components.keys()]).toEqual(['db', 'web']);
    expect(map.components.get('db')).toEqual({
      id: 'db',
      name: 'Database',
      layer: 'hardware',
      type: '',
      description: '',
      system: '',
      tier: '',
      tags: ['a', 'b'],
      aliases: [],
      links: [{ url: 'https://a.example/x/y', title: 'Dashboard' }],
      domains: [],
      ownerPeople: [],
      ownerTeams: [],
      staff: [],
      sources: [],
      availability: 0.999,
      objective: { availability: 0.9999, rtoSeconds: 60 },
    });
    expect([...map.dependencies.values()]).toEqual([
      { id: 'web>db', from: 'web', to: 'db', kind: 'hard', note: 'orders', sources: [] },
    ]);
    expect(map).toMatchObject({ problems: [], setAside: [], changedAtMs: 1_000, changedBy: 'Ana' });
  });

  it('sets aside what refers to something deleted, and has it back when that is restored', () => {
    const doc = mapOf('web', 'db-1', 'db-2');
    addPerson(doc, { id: 'ana', name: 'Ana' }, context);
    addDomain(doc, { id: 'zone', name: 'Zone', kind: 'zone' }, context);
    connect(doc, 'web', 'db-1', {}, context);
    addGroup(doc, { id: 'dbs', component: 'web', needs: 2, members: ['db-1', 'db-2'] }, context);
    editComponent(doc, 'db-1', { domains: ['zone'], ownerPeople: ['ana'] }, context);
    setKnowledge(
      doc,
      { person: 'ana', component: 'db-1', level: 'lead', on: '2026-01-02' },
      context,
    );
    const before = readMap(doc);
    expect(before.setAside).toEqual([]);

    deleteMapItem(doc, 'components', 'db-1', mapContext('Bo', 2_000));
    deleteMapItem(doc, 'people', 'ana', context);
    const map = readMap(doc);
    expect([...map.components.keys()]).toEqual(['db-2', 'web']);
    expect(map.dependencies.size + map.knowledge.size).toBe(0);
    expect(map.groups.get('dbs')).toMatchObject({ needs: 1, members: ['db-2'] });
    expect(map.deleted.components.get('db-1')).toMatchObject({
      name: 'db-1',
      domains: ['zone'],
      deleted: { atMs: 2_000, by: 'Bo' },
    });
    const missing = { register: 'components', id: 'db-1', name: 'db-1', why: 'deleted' };
    expect(map.setAside).toEqual([
      { register: 'dependencies', id: 'web>db-1', name: 'web → db-1', field: 'to', missing },
      { register: 'groups', id: 'dbs', name: 'web', field: 'members', missing },
      {
        register: 'knowledge',
        id: 'ana>db-1',
        name: 'Ana: db-1',
        field: 'person',
        missing: { register: 'people', id: 'ana', name: 'Ana', why: 'deleted' },
      },
      { register: 'knowledge', id: 'ana>db-1', name: 'Ana: db-1', field: 'component', missing },
    ]);
    expect(map.problems).toEqual([
      { kind: 'needs-too-many', register: 'groups', id: 'dbs', field: 'needs' },
    ]);

    restoreMapItem(doc, 'components', 'db-1', context);
    restoreMapItem(doc, 'people', 'ana', context);
    const { changedAtMs: _, changedBy: __, ...restored } = readMap(doc);
    expect(before).toMatchObject(restored);
  });

  it('passes over what it cannot read, and says so', () => {
    const doc = mapOf('web');
    const components = doc.getMap('components');
    components.set('web/layer', 7);
    components.set('web/availability', 1.5);
    components.set('web/links/javascript:x', 'Click');
    components.set('web/colour', 'of a later version');
    components.set('half/layer', 'software');
    components.set('__proto__/name', 'Trick');
    components.set('no slash', 'x');
    doc.getMap('dependencies').set('web>db/kind', 'quantum');
    doc.getMap('knowledge').set('ana>web/said', 'everything');
    const map = readMap(doc);
    expect([...map.components.values()]).toMatchObject([
      { id: 'web', layer: 'software', links: [] },
    ]);
    expect(map.problems.map(({ kind, id, field }) => `${kind} ${id} ${field}`).toSorted()).toEqual([
      'bad-value ana>web said',
      'bad-value web availability',
      'bad-value web layer',
      'bad-value web links/javascript:x',
      'bad-value web>db kind',
      'incomplete half name',
    ]);
    expect(map.setAside).toMatchObject([
      { id: 'web>db', name: 'web → db', missing: { id: 'db', why: 'unknown' } },
    ]);
    expect(components.get('web/colour')).toBe('of a later version');
  });

  it('cuts a cycle of domains at the same place everywhere', () => {
    const doc = new Y.Doc();
    for (const id of ['c', 'a', 'b', 'd']) addDomain(doc, { id, name: id }, context);
    const domains = doc.getMap('domains');
    for (const [id, parent] of ['ab', 'bc', 'ca', 'da']) domains.set(`${id}/parent`, parent);
    const map = readMap(doc);
    expect([...map.domains.values()].map(({ id, parent }) => [id, parent])).toEqual([
      ['a', undefined],
      ['b', 'c'],
      ['c', 'a'],
      ['d', 'a'],
    ]);
    expect(map.problems).toMatchObject([{ kind: 'parent-cycle', id: 'a' }]);
  });

  it('keeps both of two changes to one component, and one of two equal dependencies', () => {
    const first = mapOf('web', 'db');
    const second = new Y.Doc();
    Y.applyUpdate(second, Y.encodeStateAsUpdate(first));
    editComponent(first, 'web', { name: 'Website', tags: { add: ['shop'] } }, context);
    editComponent(second, 'web', { tier: '1', tags: { add: ['public'] } }, context);
    connect(first, 'web', 'db', {}, context);
    connect(second, 'web', 'db', {}, context);
    Y.applyUpdate(first, Y.encodeStateAsUpdate(second));
    const map = readMap(first);
    expect(map.components.get('web')).toMatchObject({
      name: 'Website',
      tier: '1',
      tags: ['public', 'shop'],
    });
    expect(map.dependencies.size).toBe(1);
  });

  it('takes what people say before what a source found, else the highest', () => {
    const doc = mapOf('web');
    addPerson(doc, { id: 'ana', name: 'Ana' }, context);
    const of = { person: 'ana', component: 'web', on: '2026-01-02' } as const;
    setKnowledge(doc, { ...of, level: 'lead', source: 'git' }, context);
    setKnowledge(doc, { ...of, level: 'seen', source: 'drill' }, context);
    expect(readMap(doc).knowledge.get('ana>web')).toMatchObject({ level: 'lead', source: 'git' });
    setKnowledge(doc, { ...of, level: 'none' }, context);
    const known = readMap(doc).knowledge.get('ana>web');
    expect(known).toMatchObject({ level: 'none', source: 'said' });
    expect(known?.evidence.map(({ source }) => source)).toEqual(['drill', 'git', 'said']);
  });

  it('says when a leave ends before it starts', () => {
    const doc = new Y.Doc();
    addPerson(doc, { id: 'ana', name: 'Ana' }, context);
    addLeave(doc, { id: 'l', person: 'ana', from: '2026-12-01', to: '2026-12-24' }, context);
    doc.getMap('leaves').set('l/from', '2026-12-31');
    expect(readMap(doc).problems).toMatchObject([{ kind: 'days-reversed', id: 'l' }]);
  });
});

describe('createMapReader', () => {
  it('gives the same objects for what did not change', () => {
    const doc = mapOf('web', 'db', 'dns');
    addDomain(doc, { id: 'zone', name: 'Zone' }, context);
    connect(doc, 'web', 'db', {}, context);
    connect(doc, 'db', 'dns', {}, context);
    editComponent(doc, 'dns', { domains: ['zone'] }, context);
    const reader = createMapReader(doc);
    const before = reader.read();
    expect(reader.read()).toBe(before);

    editComponent(doc, 'web', { name: 'Website' }, context);
    const after = reader.read();
    expect(after).toEqual(readMap(doc));
    expect(after.dependencies).toBe(before.dependencies);
    expect(after.components.get('db')).toBe(before.components.get('db'));
    expect(after.components.get('web')).not.toBe(before.components.get('web'));

    deleteMapItem(doc, 'domains', 'zone', context);
    const without = reader.read();
    expect(without).toEqual(readMap(doc));
    expect(without.components.get('dns')?.domains).toEqual([]);
    editComponent(doc, 'web', { tier: '2' }, context);
    expect(reader.read().components.get('dns')).toBe(without.components.get('dns'));
    restoreMapItem(doc, 'domains', 'zone', context);
    expect(reader.read().components.get('dns')).toBe(before.components.get('dns'));

    reader.close();
    const last = reader.read();
    editComponent(doc, 'web', { name: 'Unseen' }, context);
    expect(reader.read()).toBe(last);
  });
});
