import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { deleteMapItem, editComponent } from '../model/map-commands.ts';
import { mapContext } from '../model/map-fixture.ts';
import { readMap, readMapItems } from '../model/map.ts';
import { mapImportSteps } from './apply-map-import.ts';
import { readBackstage } from './backstage.ts';
import { draftId, type MapDraft } from './draft.ts';
import { readFollowUps } from './follow-ups.ts';
import { writeMapFile } from './map-file-write.ts';
import { planMapImport } from './plan-map-import.ts';

const names = ['a', 'b', 'c', 'd'] as const;
const entity = fc.record({
  name: fc.constantFrom(...names),
  title: fc.constantFrom('One', 'Two', 'Three'),
  tags: fc.uniqueArray(fc.constantFrom('x', 'y', 'z')),
  needs: fc.uniqueArray(fc.constantFrom(...names)),
});
const catalog = fc
  .uniqueArray(entity, { selector: ({ name }) => name, maxLength: 4 })
  .map((entities): MapDraft =>
    readBackstage([
      {
        path: 'catalog.yaml',
        text: entities
          .map(
            ({ name, title, tags, needs }) =>
              `---\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: ${name}, title: ${title}, tags: [${tags.join(', ')}] }\nspec: { dependsOn: [${needs.join(', ')}] }\n`,
          )
          .join(''),
      },
    ]),
  );

function accept(doc: Y.Doc, draft: MapDraft, device: number): void {
  const plan = planMapImport(doc, draft);
  for (const step of mapImportSteps(plan, mapContext('Ana', 1_000, device))) step(doc);
}

function see(doc: Y.Doc, other: Y.Doc): void {
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
}

const news = (doc: Y.Doc, draft: MapDraft): readonly unknown[] =>
  planMapImport(doc, draft).items.filter(({ kind }) => kind === 'create' || kind === 'change');

describe('imports', () => {
  it('of one catalog on two devices are in the map once, whatever was imported before', () => {
    fc.assert(
      fc.property(catalog, catalog, (before, draft) => {
        const [one, two] = [new Y.Doc(), new Y.Doc()];
        accept(one, before, 1);
        see(two, one);
        accept(one, draft, 1);
        accept(two, draft, 2);
        see(one, two);
        see(two, one);
        expect(readMap(one)).toEqual(readMap(two));
        expect(news(one, draft)).toEqual([]);
        const alone = new Y.Doc();
        accept(alone, before, 3);
        accept(alone, draft, 3);
        expect(writeMapFile(readMapItems(one), readFollowUps(one))).toBe(
          writeMapFile(readMapItems(alone), readFollowUps(alone)),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('of different catalogs on two devices lose nothing, and end the same on both', () => {
    fc.assert(
      fc.property(catalog, catalog, (first, second) => {
        const [one, two] = [new Y.Doc(), new Y.Doc()];
        accept(one, first, 1);
        accept(two, second, 2);
        see(one, two);
        see(two, one);
        expect(readMap(one)).toEqual(readMap(two));
        const items = readMapItems(one);
        for (const { register, id } of [...first.items, ...second.items]) {
          expect(items[register].has(id)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('never change what people changed', () => {
    fc.assert(
      fc.property(
        catalog,
        catalog,
        fc.constantFrom(...names),
        fc.boolean(),
        (first, second, name, isGone) => {
          const doc = new Y.Doc();
          accept(doc, first, 1);
          const id = draftId('backstage', 'components', `component:default/${name}`);
          const context = mapContext('Bo', 2_000, 2);
          const edited = editComponent(
            doc,
            id,
            { name: 'Ours', tier: '1', tags: { add: ['mine'] } },
            context,
          );
          if (isGone) deleteMapItem(doc, 'components', id, context);
          accept(doc, second, 1);
          const component = readMapItems(doc).components.get(id);
          if (!edited.ok) return;
          expect(component).toMatchObject({ name: 'Ours', tier: '1' });
          expect(component?.tags).toContain('mine');
          expect(component?.deleted !== undefined).toBe(isGone);
        },
      ),
      { numRuns: 40 },
    );
  });
});
