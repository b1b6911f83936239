import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { mapContext } from './map-fixture.ts';
import { doToMap } from './map-command-fixture.ts';
import { isItemId, mapRoots } from './map-registers.ts';
import { registerNames } from './map-value.ts';
import { createMapReader, type MapReader, readMap } from './map.ts';

const number = fc.nat(59);

/** One step of three people who see each other now and then. */
const steps = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        at: fc.nat(2),
        choice: fc.tuple(number, number, number, number, number, number),
      }),
    },
    { weight: 1, arbitrary: fc.record({ at: fc.nat(2), sees: fc.nat(2) }) },
  ),
  { maxLength: 60 },
);

function see(doc: Y.Doc, other: Y.Doc): void {
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc)));
}

/** Everything that the document was ever told of. */
function everSaid(doc: Y.Doc): readonly string[] {
  return mapRoots.flatMap((root) => {
    const known = new Set<string>();
    for (const key of doc.getMap(root)._map.keys()) {
      const one = key.slice(0, key.indexOf('/'));
      if (isItemId(root, one)) known.add(`${root} ${one}`);
    }
    return [...known];
  });
}

/** Everything that a reader can find in the map: here, deleted, or set aside. */
function everShown(doc: Y.Doc): ReadonlySet<string> {
  const map = readMap(doc);
  return new Set([
    ...registerNames.flatMap((register) => [
      ...[...map[register].keys()].map((one) => `${register} ${one}`),
      ...[...map.deleted[register].keys()].map((one) => `${register} ${one}`),
    ]),
    ...[...map.knowledge.keys()].map((one) => `knowledge ${one}`),
    ...map.setAside.map(({ register, id: one }) => `${register} ${one}`),
  ]);
}

describe('a map on three devices', () => {
  it('comes out the same everywhere, and nothing that was ever in it disappears', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
        const readers = docs.map((doc): MapReader => createMapReader(doc));
        const contexts = ['Ana', 'Bo', 'Cy'].map((by, at) => mapContext(by, 1_000 + at, at));
        for (const step of all) {
          const doc = docs[step.at];
          const context = contexts[step.at];
          if (doc === undefined || context === undefined) continue;
          if ('choice' in step) doToMap(doc, step.choice, context);
          else {
            const other = docs[step.sees];
            if (other !== undefined && other !== doc) see(doc, other);
          }
          expect(readers[step.at]?.read()).toEqual(readMap(doc));
        }
        for (const doc of docs) for (const other of docs) if (doc !== other) see(doc, other);
        const [first, ...others] = docs.map(readMap);
        for (const other of others) expect(other).toEqual(first);
        for (const doc of docs) {
          const shown = everShown(doc);
          expect(everSaid(doc).filter((one) => !shown.has(one))).toEqual([]);
        }
        for (const map of docs.map(readMap)) {
          for (const { needs, members, standby, component } of map.groups.values()) {
            expect(needs).toBeLessThanOrEqual(members.length);
            expect(standby.every((one) => members.includes(one))).toBe(true);
            expect([component, ...members].every((one) => map.components.has(one))).toBe(true);
          }
          for (const { from, to } of map.dependencies.values()) {
            expect(map.components.has(from) && map.components.has(to)).toBe(true);
          }
        }
      }),
    );
  });
});
