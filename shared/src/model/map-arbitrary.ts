import fc from 'fast-check';
import type * as Y from 'yjs';
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
import { addLeave, addPerson, addTeam, setKnowledge } from './map-people-commands.ts';
import { dependencyKinds, knowledgeLevels, layers, registerNames } from './map-value.ts';
import type { MapContext } from './map-write.ts';

const id = fc.constantFrom('a', 'b', 'c', 'd');
const words = fc.constantFrom('one', 'two', '');
const ids = fc.uniqueArray(id, { maxLength: 3 });

/** Something that a person does to a map, whether it is refused or not. */
export type MapCommand = (doc: Y.Doc, context: MapContext) => unknown;

export const mapCommands: fc.Arbitrary<MapCommand> = fc.oneof(
  id.map(
    (one): MapCommand =>
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
      ({ id: one, ...change }): MapCommand =>
        (doc, context) =>
          editComponent(doc, one, change, context),
    ),
  fc.record({ from: id, to: id, kind: fc.constantFrom(...dependencyKinds) }).map(
    ({ from, to, kind }): MapCommand =>
      (doc, context) =>
        connect(doc, from, to, { kind }, context),
  ),
  fc.record({ from: id, to: id }).map(
    ({ from, to }): MapCommand =>
      (doc, context) =>
        disconnect(doc, from, to, context),
  ),
  fc.record({ id, component: id, needs: fc.integer({ min: 0, max: 4 }), members: ids }).map(
    (group): MapCommand =>
      (doc, context) =>
        addGroup(doc, group, context),
  ),
  fc.record({ id, add: ids, remove: ids }).map(
    ({ id: one, ...members }): MapCommand =>
      (doc, context) =>
        editGroup(doc, one, { members }, context),
  ),
  id.map(
    (one): MapCommand =>
      (doc, context) =>
        addDomain(doc, { id: one, name: one }, context),
  ),
  fc.record({ id, parent: fc.option(id) }).map(
    ({ id: one, parent }): MapCommand =>
      (doc, context) =>
        editDomain(doc, one, { parent }, context),
  ),
  id.map(
    (one): MapCommand =>
      (doc, context) =>
        addPerson(
          doc,
          { id: one, name: `Person ${one}`, contacts: [{ kind: 'phone', value: '+31: 6 #1' }] },
          context,
        ),
  ),
  id.map(
    (one): MapCommand =>
      (doc, context) =>
        addTeam(doc, { id: one, name: one }, context),
  ),
  fc.record({ id, person: id }).map(
    ({ id: one, person }): MapCommand =>
      (doc, context) =>
        addLeave(doc, { id: one, person, from: '2026-12-01', to: '2026-12-02' }, context),
  ),
  fc.record({ person: id, component: id, level: fc.constantFrom(...knowledgeLevels) }).map(
    (said): MapCommand =>
      (doc, context) =>
        setKnowledge(doc, { ...said, on: '2026-01-01' }, context),
  ),
  fc
    .record({ register: fc.constantFrom(...registerNames), id, other: id, isBack: fc.boolean() })
    .map(({ register, id: one, other, isBack }): MapCommand => (doc, context) => {
      const of = register === 'dependencies' ? `${one}>${other}` : one;
      return isBack
        ? restoreMapItem(doc, register, of, context)
        : deleteMapItem(doc, register, of, context);
    }),
);
