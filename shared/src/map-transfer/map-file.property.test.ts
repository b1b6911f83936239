import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { doToMap } from '../model/map-command-fixture.ts';
import { mapContext } from '../model/map-fixture.ts';
import { readMap, readMapItems } from '../model/map.ts';
import { mapImportSteps } from './apply-map-import.ts';
import { readMapFiles } from './map-file-read.ts';
import { readFollowUps } from './follow-ups.ts';
import { writeMapFile } from './map-file-write.ts';
import { planMapImport } from './plan-map-import.ts';

const number = fc.nat(59);
const choice = fc.tuple(number, number, number, number, number, number);

function taken(doc: Y.Doc, text: string) {
  const draft = readMapFiles([{ path: 'map.yaml', text }]);
  const plan = planMapImport(doc, draft);
  for (const step of mapImportSteps(plan, mapContext())) step(doc);
  return { draft, plan };
}

describe('a map in our own YAML', () => {
  it('says all of a map: reading it into an empty one and writing that gives the same', () => {
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 50 }), (choices) => {
        const doc = new Y.Doc();
        const context = mapContext();
        for (const one of choices) doToMap(doc, one, context);
        const text = writeMapFile(readMapItems(doc), readFollowUps(doc));
        const copy = new Y.Doc();
        const { draft, plan } = taken(copy, text);
        expect(draft.notes).toEqual([]);
        expect(
          plan.items.flatMap(({ fields }) => fields.filter(({ kind }) => kind !== 'take')),
        ).toEqual([]);
        expect(writeMapFile(readMapItems(copy), readFollowUps(copy))).toBe(text);
        expect(withoutSources(readMap(copy))).toEqual(withoutSources(readMap(doc)));
        const again = taken(copy, text).plan.items.filter(({ kind }) => kind !== 'unchanged');
        expect(again).toEqual([]);
        // Where it comes from, it is no news, but for where it is found now.
        const own = taken(doc, text).plan.items.flatMap(({ fields }) => fields);
        expect(own).toEqual([]);
      }),
    );
  });

  it('never throws, whatever is in a file', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.string(), (value, text) => {
        const doc = new Y.Doc();
        const lists = [
          'components',
          'people',
          'teams',
          'domains',
          'groups',
          'dependencies',
          'leaves',
        ];
        const file = {
          holdfast: 'map',
          ...Object.fromEntries(
            lists.map((name) => [
              name,
              [value, { name: value, id: value, needs: value, contacts: value }],
            ]),
          ),
        };
        taken(doc, JSON.stringify(file));
        taken(doc, text);
        taken(doc, `holdfast: map\n${text}`);
        expect(readMap(doc)).toBeDefined();
      }),
    );
  });
});

function withoutSources(map: object): unknown {
  return JSON.parse(
    JSON.stringify(map, (key, value: unknown) => {
      if (key === 'sources' || key === 'changedAtMs' || key === 'changedBy') return undefined;
      if (key === 'place' || (key === 'from' && value === 'map-file')) return undefined;
      return value instanceof Map ? [...value] : value;
    }),
  );
}
