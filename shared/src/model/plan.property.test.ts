import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { changePlanMembers, createPlan, replacePlanBody, setPlanFields } from './plan.ts';
import { readPlan } from './plan-document.ts';
import { project } from './project.ts';
import { projectionSchema } from './projection.ts';

const word = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-12-${String(n).padStart(2, '0')}`);
const edits = fc.array(
  fc.oneof(
    fc
      .record({ components: fc.array(word), people: fc.array(word) })
      .map((add) => (doc: Y.Doc) => changePlanMembers(doc, { scope: { add } }, 1, 'x')),
    fc
      .record({ role: word, person: word })
      .map(
        (one) => (doc: Y.Doc) => changePlanMembers(doc, { participants: { add: [one] } }, 1, 'x'),
      ),
    fc.tuple(day, day, word).map(
      ([from, to, note]) =>
        (doc: Y.Doc) =>
          changePlanMembers(doc, { blackouts: { add: [{ from, to, note }] } }, 1, 'x'),
    ),
    fc
      .record({ title: word, cadence: fc.constantFrom('monthly', 'once', 'never'), owner: word })
      .map((fields) => (doc: Y.Doc) => setPlanFields(doc, fields, 1, 'x')),
    fc.string().map((text) => (doc: Y.Doc) => replacePlanBody(doc, text, 1, 'x')),
  ),
  { maxLength: 12 },
);

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

describe('plans that several edit at once', () => {
  it('come to the same, with all that was added', () => {
    fc.assert(
      fc.property(edits, edits, (ofAna, ofBen) => {
        const ana = new Y.Doc();
        createPlan(ana, { title: 'Plan', drillKind: 'chaos' }, 1, 'Ana');
        const ben = copyOf(ana);
        for (const edit of ofAna) edit(ana);
        for (const edit of ofBen) edit(ben);
        const [left, right] = [readPlan(ana), readPlan(ben)];
        Y.applyUpdate(ana, Y.encodeStateAsUpdate(ben));
        Y.applyUpdate(ben, Y.encodeStateAsUpdate(ana));
        const merged = readPlan(ana);
        expect(readPlan(ben)).toEqual(merged);
        for (const side of [left, right]) {
          expect(merged.scope.components).toEqual(
            expect.arrayContaining([...side.scope.components]),
          );
          expect(merged.scope.people).toEqual(expect.arrayContaining([...side.scope.people]));
          expect(merged.participants).toEqual(expect.arrayContaining([...side.participants]));
          const daysOf = (all: typeof merged.blackouts) =>
            all.map(({ from, to }) => `${from} ${to}`);
          expect(daysOf(merged.blackouts)).toEqual(expect.arrayContaining(daysOf(side.blackouts)));
        }
      }),
    );
  });
});

describe('reading a plan', () => {
  it('never throws, whatever a document holds', () => {
    const names = fc.constantFrom(
      ...['title', 'drillKind', 'scenario', 'runbook', 'abort', 'rtoSeconds', 'cadence'],
      ...['startsOn', 'archived', 'createdAtMs', 'changedBy', '__proto__', '["a"]', '["a","b"]'],
      ...['components/x', 'people/', 'components/no id', '2026-12-01/2026-12-02', '/', ''],
    );
    const values = fc.oneof(
      fc.constantFrom('2026-12-01', 'every month', 'runbook:01a', 'x'.repeat(10_000)),
      fc.anything({ withNullPrototype: false }).map(asJson),
    );
    const roots = fc.constantFrom('meta', 'scope', 'participants', 'blackouts');
    fc.assert(
      fc.property(fc.array(fc.tuple(roots, names, values)), fc.string(), (writes, body) => {
        const doc = new Y.Doc();
        for (const [root, name, value] of writes) doc.getMap(root).set(name, value);
        doc.getText('body').insert(0, body);
        readPlan(doc);
        const shown = project('plan:01a', doc);
        expect(projectionSchema.parse(shown)).toEqual(shown);
      }),
    );
  });
});

function asJson(value: unknown): unknown {
  try {
    const text: unknown = JSON.parse(JSON.stringify(value) ?? 'null');
    return text;
  } catch {
    return null;
  }
}
