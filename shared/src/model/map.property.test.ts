import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  addComponent,
  addDomain,
  addGroup,
  connect,
  deleteMapItem,
  disconnect,
  editComponent,
  editDomain,
  editGroup,
  restoreMapItem,
} from './map-commands.ts';
import { mapContext } from './map-fixture.ts';
import { addLeave, addPerson, addTeam, setKnowledge } from './map-people-commands.ts';
import { isItemId, mapRoots } from './map-registers.ts';
import { dependencyKinds, knowledgeLevels, layers, registerNames } from './map-value.ts';
import { createMapReader, type MapReader, readMap } from './map.ts';
import type { MapContext } from './map-write.ts';

const id = fc.constantFrom('a', 'b', 'c', 'd');
const words = fc.constantFrom('one', 'two', '');
const ids = fc.uniqueArray(id, { maxLength: 3 });

type Command = (doc: Y.Doc, context: MapContext) => unknown;
const commands: fc.Arbitrary<Command> = fc.oneof(
  id.map(
    (one): Command =>
      (doc, context) =>
        addComponent(doc, { id: one, name: one }, context),
  ),
  fc
    .record({
      id,
      name: words,
      layer: fc.constantFrom(...layers),
      tags: fc.array(words),
      domains: ids,
    })
    .map(
      ({ id: one, ...change }): Command =>
        (doc, context) =>
          editComponent(doc, one, change, context),
    ),
  fc.record({ from: id, to: id, kind: fc.constantFrom(...dependencyKinds) }).map(
    ({ from, to, kind }): Command =>
      (doc, context) =>
        connect(doc, from, to, { kind }, context),
  ),
  fc.record({ from: id, to: id }).map(
    ({ from, to }): Command =>
      (doc, context) =>
        disconnect(doc, from, to, context),
  ),
  fc.record({ id, component: id, needs: fc.integer({ min: 0, max: 4 }), members: ids }).map(
    (group): Command =>
      (doc, context) =>
        addGroup(doc, group, context),
  ),
  fc.record({ id, add: ids, remove: ids }).map(
    ({ id: one, ...members }): Command =>
      (doc, context) =>
        editGroup(doc, one, { members }, context),
  ),
  id.map(
    (one): Command =>
      (doc, context) =>
        addDomain(doc, { id: one, name: one }, context),
  ),
  fc.record({ id, parent: fc.option(id) }).map(
    ({ id: one, parent }): Command =>
      (doc, context) =>
        editDomain(doc, one, { parent }, context),
  ),
  id.map(
    (one): Command =>
      (doc, context) =>
        addPerson(doc, { id: one, name: one, teams: [] }, context),
  ),
  id.map(
    (one): Command =>
      (doc, context) =>
        addTeam(doc, { id: one, name: one }, context),
  ),
  fc.record({ id, person: id }).map(
    ({ id: one, person }): Command =>
      (doc, context) =>
        addLeave(doc, { id: one, person, from: '2026-12-01', to: '2026-12-02' }, context),
  ),
  fc.record({ person: id, component: id, level: fc.constantFrom(...knowledgeLevels) }).map(
    (said): Command =>
      (doc, context) =>
        setKnowledge(doc, { ...said, on: '2026-01-01' }, context),
  ),
  fc
    .record({ register: fc.constantFrom(...registerNames), id, other: id, isBack: fc.boolean() })
    .map(({ register, id: one, other, isBack }): Command => (doc, context) => {
      const of = register === 'dependencies' ? `${one}>${other}` : one;
      return isBack
        ? restoreMapItem(doc, register, of, context)
        : deleteMapItem(doc, register, of, context);
    }),
);

/** One step of three people who see each other now and then. */
const steps = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ at: fc.nat(2), command: commands }) },
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
          if ('command' in step) step.command(doc, context);
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
