import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { mapContext } from '../model/map-fixture.ts';
import { readMap } from '../model/map.ts';
import { mapImportSteps } from './apply-map-import.ts';
import { readMapFiles } from './map-file-read.ts';
import { planMapImport } from './plan-map-import.ts';

const map = (path: string, text: string) => ({ path, text: `holdfast: map\n${text}` });

describe('one id in several files', () => {
  it('is one item, with what each says alone, and what they say otherwise is told', () => {
    const { items, notes } = readMapFiles([
      map('a.yaml', 'components:\n  - { id: db, name: Orders, tags: [x] }\n'),
      map('b.yaml', 'components:\n  - { id: db, name: Orders DB, layer: hardware, tier: "1" }\n'),
      map('c.yaml', 'components:\n  - { id: db, name: Orders }\n'),
    ]);
    expect(items.map(({ id, file, fields }) => ({ id, file, fields }))).toEqual([
      {
        id: 'db',
        file: 'a.yaml',
        fields: { name: 'Orders', layer: 'hardware', tags: ['x'], tier: '1' },
      },
    ]);
    expect(notes).toMatchObject([{ kind: 'duplicate', file: 'b.yaml', line: 3 }]);
    expect(notes[0]?.text).toContain('says otherwise: name.');
  });

  it('never loses a word silently: each value is taken or told', () => {
    const said = fc.record(
      {
        description: fc.constantFrom('x', 'y'),
        tier: fc.constantFrom('1', '2'),
        layer: fc.constantFrom('network', 'hardware'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(said, { minLength: 1, maxLength: 4 }), (all) => {
        const files = all.map((one, at) =>
          map(
            `${at}.yaml`,
            `components:\n  - ${JSON.stringify({ id: 'db', name: 'DB', ...one })}\n`,
          ),
        );
        const draft = readMapFiles(files);
        const doc = new Y.Doc();
        const plan = planMapImport(doc, draft);
        for (const step of mapImportSteps(plan, mapContext())) step(doc);
        const taken = readMap(doc).components.get('db');
        for (const [at, one] of all.entries()) {
          for (const [name, value] of Object.entries(one)) {
            const isTaken =
              taken !== undefined &&
              Object.entries(taken).some(([key, has]) => key === name && has === value);
            const isTold = plan.notes.some(
              ({ file, text }) => file === `${at}.yaml` && text.includes(name),
            );
            expect(isTaken || isTold).toBe(true);
          }
        }
      }),
    );
  });

  it('of two that are one in the map, the second is told', () => {
    const doc = new Y.Doc();
    const take = (text: string) => {
      const plan = planMapImport(doc, readMapFiles([map('a.yaml', text)]));
      for (const step of mapImportSteps(plan, mapContext())) step(doc);
      return plan.notes.map(({ text: note }) => note);
    };
    doc.getMap('components').set('drawn/name', 'Orders');
    doc.getMap('components').set('drawn/layer', 'software');
    expect(take('components:\n  - { id: db, name: Orders }\n')).toEqual([]);
    const notes = take(
      'components:\n  - { id: db, name: Orders }\n  - { id: drawn, name: Other }\n',
    );
    expect(notes).toMatchObject([expect.stringContaining('taken for the same as db')]);
  });
});
