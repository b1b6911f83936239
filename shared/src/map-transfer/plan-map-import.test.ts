import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addComponent, deleteMapItem, disconnect, editComponent } from '../model/map-commands.ts';
import { mapContext, mapOf } from '../model/map-fixture.ts';
import { readMap } from '../model/map.ts';
import { mapImportSteps } from './apply-map-import.ts';
import { readBackstage } from './backstage.ts';
import { draftId, type MapDraft } from './draft.ts';
import { isSamePlan, planMapImport } from './plan-map-import.ts';

const context = mapContext();
const web = draftId('backstage', 'components', 'component:default/web');
const db = draftId('backstage', 'components', 'component:default/db');

interface Said {
  readonly description?: string;
  readonly tags?: string;
  readonly needs?: string;
  readonly before?: string;
}

function catalog({
  description = 'The shop',
  tags = 'a, b',
  needs = 'db',
  before = '',
}: Said = {}): MapDraft {
  const text = `${before}---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: web, description: ${description}, tags: [${tags}] }
spec: { type: website, dependsOn: [${needs}] }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: db }
`;
  return readBackstage([{ path: 'catalog.yaml', text }]);
}

function accept(doc: Y.Doc, draft: MapDraft, everything = false) {
  const plan = planMapImport(doc, draft);
  const options = everything ? { accepts: () => true } : {};
  for (const step of mapImportSteps(plan, context, options)) step(doc);
  return plan.items
    .filter(({ kind }) => kind !== 'unchanged')
    .map(({ kind, name, recordOnly, fields }) => [
      recordOnly ? 'record' : kind,
      name,
      ...fields.map((field) => `${field.kind} ${field.field}: ${field.here} | ${field.there}`),
    ]);
}

describe('planMapImport', () => {
  it('creates, says where from, and has nothing to do the second time', () => {
    const doc = new Y.Doc();
    expect(accept(doc, catalog()).map(([kind, name]) => [kind, name])).toEqual([
      ['create', 'web'],
      ['create', 'db'],
      ['create', 'web → db'],
    ]);
    expect(readMap(doc).components.get(web)).toMatchObject({
      name: 'web',
      description: 'The shop',
      tags: ['a', 'b'],
      sources: [{ from: 'backstage', ref: 'component:default/web', file: 'catalog.yaml', line: 2 }],
    });
    const before = Y.encodeStateAsUpdate(doc);
    expect(accept(doc, catalog())).toEqual([]);
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  it('takes the files’ news, and only notes where it is found now', () => {
    const doc = new Y.Doc();
    accept(doc, catalog());
    expect(accept(doc, catalog({ description: 'Our shop', tags: 'b, c' }))).toEqual([
      ['change', 'web', 'take description: The shop | Our shop', 'take tags: a | c'],
    ]);
    expect(readMap(doc).components.get(web)).toMatchObject({
      description: 'Our shop',
      tags: ['b', 'c'],
    });
    const moved = accept(
      doc,
      catalog({ description: 'Our shop', tags: 'b, c', before: '# On top\n' }),
    );
    expect(moved.map(([kind]) => kind)).toEqual(['record', 'record', 'record']);
    expect(readMap(doc).components.get(web)?.sources).toMatchObject([{ line: 3 }]);
  });

  it('leaves alone what people changed here', () => {
    const doc = new Y.Doc();
    accept(doc, catalog());
    editComponent(
      doc,
      web,
      { name: 'Web shop', description: 'Ours', tier: '1', tags: { add: ['mine'], remove: ['a'] } },
      context,
    );
    expect(planMapImport(doc, catalog()).items.every(({ kind }) => kind === 'unchanged')).toBe(
      true,
    );
    expect(accept(doc, catalog({ description: 'Theirs', tags: 'a, b, c' }))).toEqual([
      [
        'change',
        'Web shop',
        'keep name: Web shop | web',
        'differs description: Ours | Theirs',
        'take tags:  | c',
        'keep tags:  | a',
      ],
    ]);
    expect(readMap(doc).components.get(web)).toMatchObject({
      name: 'Web shop',
      description: 'Ours',
      tier: '1',
      tags: ['b', 'c', 'mine'],
    });
  });

  it('brings nothing back that people deleted here', () => {
    const doc = new Y.Doc();
    accept(doc, catalog());
    disconnect(doc, web, db, context);
    deleteMapItem(doc, 'components', db, context);
    expect(
      accept(doc, catalog({ description: 'News' })).map(([kind, name]) => [kind, name]),
    ).toEqual([['change', 'web']]);
    expect([...readMap(doc).components.keys()]).toEqual([web]);
  });

  it('says what the files no longer have, and deletes it only where that is accepted', () => {
    const doc = new Y.Doc();
    accept(doc, catalog());
    addComponent(doc, { id: 'mine', name: 'Mine' }, context);
    expect(accept(doc, catalog({ needs: '' }))).toEqual([['gone', 'web → db']]);
    expect(readMap(doc).dependencies.size).toBe(1);
    accept(doc, catalog({ needs: '' }), true);
    expect(readMap(doc).dependencies.size).toBe(0);
    expect(readMap(doc).components.size).toBe(3);
  });

  it('is another plan once somebody changed what it is about, also what is gone', () => {
    const doc = new Y.Doc();
    accept(doc, catalog());
    const news = catalog({ description: 'News', needs: '' });
    const shown = planMapImport(doc, news);
    addComponent(doc, { id: 'mine', name: 'Mine' }, context);
    expect(isSamePlan(planMapImport(doc, news), shown)).toBe(true);
    editComponent(doc, web, { description: 'Theirs' }, context);
    const now = planMapImport(doc, news);
    expect(isSamePlan(now, shown)).toBe(false);
    for (const step of mapImportSteps(now, context)) step(doc);
    expect(readMap(doc).components.get(web)?.description).toBe('Theirs');
    const alone = readBackstage([
      {
        path: 'catalog.yaml',
        text: 'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: db }\n',
      },
    ]);
    const without = planMapImport(doc, alone);
    expect(without.items.some(({ kind, id }) => kind === 'gone' && id === web)).toBe(true);
    editComponent(doc, web, { tier: '1' }, context);
    expect(isSamePlan(planMapImport(doc, alone), without)).toBe(false);
  });

  it('joins what is called the same, and fills in what is not said here', () => {
    const doc = mapOf({ id: 'drawn', name: 'WEB', tags: ['mine'] });
    expect(accept(doc, catalog())[0]).toEqual([
      'change',
      'WEB',
      'differs name: WEB | web',
      'take type:  | website',
      'take description:  | The shop',
      'take tags:  | a, b',
    ]);
    const map = readMap(doc);
    expect(map.components.get('drawn')).toMatchObject({
      name: 'WEB',
      tags: ['a', 'b', 'mine'],
      description: 'The shop',
    });
    expect([...map.dependencies.keys()]).toEqual([`drawn>${db}`]);
    expect(accept(doc, catalog())).toEqual([]);
  });

  it('is in the map once where two devices imported it', () => {
    const [one, two] = [new Y.Doc(), new Y.Doc()];
    accept(one, catalog());
    accept(two, catalog());
    Y.applyUpdate(one, Y.encodeStateAsUpdate(two));
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
    const alone = new Y.Doc();
    accept(alone, catalog());
    expect(readMap(one)).toEqual(readMap(alone));
    expect(readMap(two)).toEqual(readMap(alone));
    expect(accept(one, catalog())).toEqual([]);
  });
});
