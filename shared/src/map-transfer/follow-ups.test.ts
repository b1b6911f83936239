import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { acceptFinding } from '../model/map-acceptances.ts';
import { excludeScenario } from '../model/map-exclusions.ts';
import { mapContext } from '../model/map-fixture.ts';
import { addMapTask, changeMapTask, mapTaskStates } from '../model/map-tasks.ts';
import { readMapItems } from '../model/map.ts';
import { mapImportSteps } from './apply-map-import.ts';
import { readFollowUps } from './follow-ups.ts';
import { readMapFiles } from './map-file-read.ts';
import { writeMapFile } from './map-file-write.ts';
import { planMapImport } from './plan-map-import.ts';

function taken(doc: Y.Doc, text: string): readonly string[] {
  const draft = readMapFiles([{ path: 'map.yaml', text }]);
  for (const step of mapImportSteps(planMapImport(doc, draft), mapContext())) step(doc);
  return draft.notes.map(({ line, text: words }) => `${line}: ${words}`);
}

const written = (doc: Y.Doc): string => writeMapFile(readMapItems(doc), readFollowUps(doc));

const words = fc.string({ minLength: 1, maxLength: 20 });
const day = fc.integer({ min: 1, max: 28 }).map((one) => `2026-12-${String(one).padStart(2, '0')}`);
const id = fc.constantFrom('train:ana:web', 'write.x', 'A1');
const step = fc.record({
  ...{ id, text: words, owner: fc.string(), by: words, reason: words },
  due: fc.oneof(day, fc.constant('')),
  until: day,
  state: fc.constantFrom(...mapTaskStates),
  kind: fc.constantFrom('add', 'change', 'accept', 'exclude'),
  nowMs: fc.integer({ min: 1, max: 4e12 }),
});

describe('action items and accepted findings in our own YAML', () => {
  it('are all there: reading them into an empty map and writing that gives the same', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const doc = new Y.Doc();
        for (const one of steps) {
          const context = { nowMs: one.nowMs, by: one.by, today: '2026-11-27' };
          if (one.kind === 'add') addMapTask(doc, one, context);
          else if (one.kind === 'change') changeMapTask(doc, one.id, one, context);
          else if (one.kind === 'exclude')
            excludeScenario(doc, { ...one, component: one.id, scenario: 'zone-loss' }, context);
          else acceptFinding(doc, { ...one, finding: `spof/${one.id}` }, context);
        }
        const copy = new Y.Doc();
        expect(taken(copy, written(doc))).toEqual([]);
        expect(readFollowUps(copy)).toEqual(readFollowUps(doc));
        expect(written(copy)).toBe(written(doc));
      }),
      { numRuns: 200 },
    );
  });

  it('stay as people left them when the file comes again', () => {
    const doc = new Y.Doc();
    const text = `holdfast: map
actions:
  - { id: a, text: Write a runbook, owner: Ben, due: 2026-12-01 }
  - { id: a, text: The same id again }
accepted:
  - { finding: spof/db, until: 2026-12-24, reason: Being replaced, accepted: { by: Ana } }
`;
    expect(taken(doc, text)).toEqual([]);
    changeMapTask(doc, 'a', { state: 'done', owner: 'Cy' }, { nowMs: 9, by: 'Cy' });
    const before = readFollowUps(doc);
    expect(before.tasks).toMatchObject([{ text: 'Write a runbook', owner: 'Cy', state: 'done' }]);
    taken(doc, text);
    expect(readFollowUps(doc)).toEqual(before);
  });

  it('are told where they cannot be read', () => {
    const notes = taken(
      new Y.Doc(),
      'holdfast: map\nactions:\n  - { id: a }\naccepted:\n  - { finding: x, until: soon, reason: y }\n',
    );
    expect(notes).toEqual([
      '3: An action item has an id, and a text that says what to do.',
      '5: An accepted finding has the finding, a day until which it is accepted, and a reason.',
    ]);
  });
});
