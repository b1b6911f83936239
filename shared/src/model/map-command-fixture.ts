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

/** Numbers from chance that choose what somebody does to a map. */
export type MapChoice = readonly [number, number, number, number, number, number];

const ids = ['a', 'b', 'c', 'd'] as const;
const words = ['one', 'two', ''] as const;

function at<T>(list: readonly [T, ...T[]] | readonly T[], choice: number, otherwise: T): T {
  return list[choice % list.length] ?? otherwise;
}

/** Ids by the bits of a number: none, one, or several. */
function some(choice: number): readonly string[] {
  return ids.filter((_, bit) => (choice >> bit) % 2 === 1);
}

/** Does something to a map, whether it is refused or not. A handful of ids, so that people meet. */
export function doToMap(doc: Y.Doc, choice: MapChoice, context: MapContext): void {
  const [what, first, second, third, fourth, fifth] = choice;
  const id = at(ids, first, 'a');
  const other = at(ids, second, 'a');
  const register = at(registerNames, third, 'components');
  const item = register === 'dependencies' ? `${id}>${other}` : id;
  const commands = [
    () => addComponent(doc, { id, name: id }, context),
    () =>
      editComponent(
        doc,
        id,
        {
          name: at(words, second, ''),
          layer: at(layers, third, 'software'),
          tags: [at(words, fourth, '')],
          domains: some(fifth),
          staff: { add: some(second), remove: some(third) },
        },
        context,
      ),
    () => connect(doc, id, other, { kind: at(dependencyKinds, third, 'hard') }, context),
    () => disconnect(doc, id, other, context),
    () => addGroup(doc, { id, component: other, needs: third % 5, members: some(fourth) }, context),
    () => editGroup(doc, id, { members: { add: some(second), remove: some(third) } }, context),
    () => addDomain(doc, { id, name: id }, context),
    () => editDomain(doc, id, { parent: third % 3 === 0 ? null : other }, context),
    () =>
      addPerson(
        doc,
        { id, name: `Person ${id}`, contacts: [{ kind: 'phone', value: '+31: 6 #1' }] },
        context,
      ),
    () => addTeam(doc, { id, name: id }, context),
    () => addLeave(doc, { id, person: other, from: '2026-12-01', to: '2026-12-02' }, context),
    () =>
      setKnowledge(
        doc,
        {
          person: id,
          component: other,
          level: at(knowledgeLevels, third, 'none'),
          on: '2026-01-01',
        },
        context,
      ),
    () => deleteMapItem(doc, register, item, context),
    () => restoreMapItem(doc, register, item, context),
  ];
  commands[what % commands.length]?.();
}
