import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { mapContext } from '../model/map-fixture.ts';
import { readMap } from '../model/map.ts';
import { knowledgeLevels } from '../model/map-value.ts';
import { mapImportSteps } from './apply-map-import.ts';
import { planImports } from './plan-imports.ts';
import { readMapSources } from './read-sources.ts';

function take(doc: Y.Doc, knows: string, removesKnowledge = false) {
  const text = `holdfast: map
components: [{ id: db, name: DB }]
people: [{ id: ana, name: Ana, knows: [${knows}] }]
`;
  const plan = planImports(doc, readMapSources([{ path: 'map.yaml', text }]).draft);
  for (const step of mapImportSteps(plan, mapContext(), { removesKnowledge })) step(doc);
  return {
    gone: plan.knowledgeGone.map(({ name }) => name),
    notes: plan.notes.map((one) => one.text),
  };
}

const said = (level: string, on = '2026-10-12'): string =>
  `{ component: db, level: ${level}, on: ${on} }`;
const known = (doc: Y.Doc) => readMap(doc).knowledge.get('ana>db');
const people = (doc: Y.Doc, level: string, on: string): unknown =>
  doc.getMap('knowledge').set('ana>db/said', { level, on });

describe('who knows what, imported again', () => {
  it('follows the files, whatever the day', () => {
    const doc = new Y.Doc();
    take(doc, said('lead'));
    expect(take(doc, said('operate'))).toEqual({ gone: [], notes: [] });
    expect(known(doc)).toMatchObject({ level: 'operate', on: '2026-10-12' });
    take(doc, said('seen', '2026-10-01'));
    expect(known(doc)).toMatchObject({ level: 'seen', on: '2026-10-01' });
  });

  it('is gone with its line, and goes where that is asked for', () => {
    const doc = new Y.Doc();
    take(doc, said('lead'));
    expect(take(doc, '').gone).toEqual(['Ana: DB']);
    expect(known(doc)).toBeDefined();
    expect(take(doc, '', true).gone).toEqual(['Ana: DB']);
    expect(known(doc)).toBeUndefined();
  });

  it('stays as people said it, and tells that of the same day', () => {
    const doc = new Y.Doc();
    take(doc, said('lead'));
    people(doc, 'seen', '2026-10-12');
    const { notes } = take(doc, said('operate'));
    expect(notes).toEqual([
      'Ana: DB: operate on 2026-10-12 is left out; of the same day the map says seen, which stays.',
    ]);
    expect(known(doc)?.level).toBe('seen');
    expect(take(doc, '', true).gone).toEqual([]);
    expect(known(doc)?.level).toBe('seen');
  });

  it('never loses what people said on a later day, and is told otherwise or taken', () => {
    const levels = fc.constantFrom(...knowledgeLevels);
    const days = fc.constantFrom('2026-10-11', '2026-10-12', '2026-10-13');
    fc.assert(
      fc.property(
        levels,
        days,
        levels,
        days,
        fc.boolean(),
        (first, firstOn, next, nextOn, isOurs) => {
          const doc = new Y.Doc();
          take(doc, said('none', '2026-10-01'));
          if (isOurs) people(doc, first, firstOn);
          else take(doc, said(first, firstOn));
          const { notes } = take(doc, said(next, nextOn), true);
          const isTaken = known(doc)?.level === next;
          expect(isTaken || (isOurs && known(doc)?.level === first)).toBe(true);
          if (!isTaken && firstOn === nextOn) expect(notes).toHaveLength(1);
          expect(take(doc, said(next, nextOn)).gone).toEqual([]);
        },
      ),
    );
  });
});
