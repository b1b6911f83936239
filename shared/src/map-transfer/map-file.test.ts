import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { mapContext } from '../model/map-fixture.ts';
import { readMap } from '../model/map.ts';
import { mapImportSteps } from './apply-map-import.ts';
import { readMapFiles } from './map-file-read.ts';
import { planMapImport } from './plan-map-import.ts';

function read(text: string) {
  const draft = readMapFiles([{ path: 'map.yaml', text }]);
  const doc = new Y.Doc();
  const plan = planMapImport(doc, draft);
  for (const step of mapImportSteps(plan, mapContext())) step(doc);
  return {
    map: readMap(doc),
    notes: draft.notes.map(({ line, text: words }) => `${line}: ${words}`),
    refused: plan.items.flatMap(({ fields }) =>
      fields.flatMap(({ kind, problem }) => (kind === 'refused' ? [problem] : [])),
    ),
  };
}

describe('readMapFiles', () => {
  it('reads what people write by hand', () => {
    const { map, notes } = read(`holdfast: map
people:
  - name: Ana Lima
    contacts: [{ phone: +351 21 000 }, { email: ana@a.example }]
    knows:
      - { component: web, level: lead, on: 2026-11-01 }
    leaves:
      - { from: 2026-12-24, to: 2027-01-02 }
domains:
  - { id: eu, name: EU, kind: region, availability: 99.95 % }
components:
  - name: Web
    layer: software
    domains: [eu]
    owners: { people: [ana-lima] }
    objective: { availability: 99.9%, rto: 4h, rpo: 15m }
    needs: [db-1, { component: cache, kind: soft }]
  - { id: db-1, name: Database 1 }
  - { id: db-2, name: Database 2 }
  - { id: cache, name: 2024 }
groups:
  - { component: web, needs: 1, of: [db-1, db-2], standby: [db-2], failover: { by-hand: true } }
`);
    expect(notes).toEqual([]);
    expect(map).toMatchObject({ problems: [], setAside: [] });
    expect(map.components.get('web')).toMatchObject({
      ownerPeople: ['ana-lima'],
      objective: { availability: 0.999, rtoSeconds: 14_400, rpoSeconds: 900 },
    });
    expect(map.components.get('cache')?.name).toBe('2024');
    expect([...map.dependencies.values()].map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'web>cache soft',
      'web>db-1 hard',
    ]);
    expect([...map.groups.values()]).toMatchObject([
      { id: 'web-group-1', needs: 1, standby: ['db-2'], failoverByHand: true },
    ]);
    expect(map.domains.get('eu')?.availability).toBe(0.9995);
    expect(map.knowledge.get('ana-lima>web')).toMatchObject({ level: 'lead', source: 'said' });
    expect(map.leaves.size).toBe(1);
  });

  it('says with the line what it cannot take', () => {
    const { map, notes, refused } = read(`holdfast: map
components:
  - name: Web
    neds: [db]
    layer: cloud
    needs: [{ component: db, kind: quantum }]
  - id: web
    name: Another
  - id: a/b
    name: Slash
  - layer: software
  - just a word
people: nobody
`);
    expect(notes).toEqual([
      '13: "people" must be a list.',
      '12: An entry of "components" must have fields, such as "name: …".',
      '4: "neds" is not a field that is known here.',
      '6: A dependency is one of: hard, soft, control-plane, human. It is taken as hard.',
      '7: web is there twice among the components. The first is taken.',
      '9: "a/b" cannot be an id: letters, digits, dots, dashes and underscores, at most 64.',
      '11: An entry needs a name.',
    ]);
    expect(refused).toEqual(['Layer must be one of: hardware, network, software, people, vendor.']);
    expect([...map.components.values()]).toMatchObject([{ id: 'web', layer: 'software' }]);
  });

  it('says which members of a list it cannot take, and takes the others', () => {
    const { map, refused } = read(`holdfast: map
components:
  - name: Web
    links: ['javascript:alert(1)', 'https://a.example/', { url: '/docs', title: Docs }, '', 'x y']
    tags: [one, ${'a'.repeat(300)}]
`);
    expect(refused).toEqual([
      expect.stringMatching(/^Without "a{80}"\. .* at most/),
      'Without "javascript:alert(1)", "/docs", "" and 1 more. A link starts with https:// or http://.',
    ]);
    expect(map.components.get('web')).toMatchObject({
      links: [{ url: 'https://a.example/' }],
      tags: ['one'],
    });
  });

  it('refuses what is no map', () => {
    expect(read('kind: Component').notes).toEqual([
      '1: not a map: it does not begin with "holdfast: map"',
    ]);
  });
});
