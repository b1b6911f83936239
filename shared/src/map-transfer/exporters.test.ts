import { describe, expect, it } from 'vitest';
import { addGroup, connect } from '../model/map-commands.ts';
import { mapContext, mapOf } from '../model/map-fixture.ts';
import { addPerson, addTeam } from '../model/map-people-commands.ts';
import { readMap } from '../model/map.ts';
import { readBackstage } from './backstage.ts';
import { writeBackstage } from './backstage-write.ts';
import { writeMermaid } from './mermaid.ts';

const context = mapContext();

function shop() {
  const doc = mapOf(
    { id: 'web', name: 'Web "shop"', system: 'The Shop', tags: ['Front end'] },
    { id: 'db-1', name: 'Database', layer: 'hardware' },
    { id: 'db-2', name: 'Database', layer: 'hardware' },
    { id: 'dns', name: 'DNS]; end', layer: 'vendor' },
  );
  addTeam(doc, { id: 't', name: 'Shop team' }, context);
  addPerson(
    doc,
    { id: 'ana', name: 'Ana', teams: ['t'], contacts: [{ kind: 'email', value: 'ana@a.example' }] },
    context,
  );
  addGroup(doc, { id: 'g', component: 'web', needs: 1, members: ['db-1', 'db-2'] }, context);
  connect(doc, 'web', 'dns', { kind: 'soft' }, context);
  return readMap(doc);
}

describe('writeBackstage', () => {
  it('gives a catalog that reads back, with names that are each there once', () => {
    const draft = readBackstage([{ path: 'catalog.yaml', text: writeBackstage(shop()) }]);
    expect(draft.notes).toEqual([]);
    const count = (register: string) =>
      draft.items.filter((item) => item.register === register).length;
    expect([count('components'), count('dependencies'), count('teams'), count('people')]).toEqual([
      4, 3, 1, 1,
    ]);
    expect(
      draft.items.find(({ ref }) => ref === 'component:default/web-shop')?.fields,
    ).toMatchObject({
      name: 'Web "shop"',
      system: 'The Shop',
      tags: ['front-end'],
    });
  });
});

describe('writeMermaid', () => {
  it('draws layers, groups and arrows, and lets no name out of its quotes', () => {
    expect(writeMermaid(shop())).toBe(`flowchart TD
  subgraph hardware["Hardware"]
    c1["Database"]
    c2["Database"]
  end
  subgraph software["Software"]
    c4["Web #34;shop#34;"]
  end
  subgraph vendor["Vendors"]
    c3[/"DNS#93;#59; end"/]
  end
  g1{{"needs 1 of 2"}}
  c4 --> g1
  g1 --> c1
  g1 --> c2
  c4 -.->|soft| c3
`);
  });
});
