import {
  addComponent,
  addDomain,
  connect,
  editComponent,
} from '@holdfast/shared/model/map-commands';
import { addPerson, addTeam } from '@holdfast/shared/model/map-people-commands';
import type { MapContext } from '@holdfast/shared/model/map-write';
import type * as Y from 'yjs';
import { changeOf, type ComponentForm } from './component-form.ts';
import { idsOf } from './named-choice.ts';

/** Sets that are chosen by name, and may be added to by a new name. */
export const namedSets = ['domains', 'ownerPeople', 'ownerTeams', 'staff'] as const;
export type NamedSet = (typeof namedSets)[number];
export type NamesOf = Readonly<Record<NamedSet, ReadonlyMap<string, string>>>;

export interface SavedForm {
  /** Undefined: a new one. */
  readonly id: string | undefined;
  readonly neededBy: string | undefined;
  readonly before: ComponentForm;
  readonly form: ComponentForm;
  /** What was chosen by name, where that was touched. */
  readonly labels: Partial<Record<NamedSet, readonly string[]>>;
  readonly names: NamesOf;
}

/**
 * Writes the fields of a component, with the domains, people and teams that they name for the first
 * time. Gives the problem in words, or undefined where it went well.
 */
export function saveComponent(
  doc: Y.Doc,
  context: MapContext,
  saved: SavedForm,
): string | undefined {
  const { id, neededBy, before, form, labels, names } = saved;
  const sets: Partial<Record<NamedSet, readonly string[]>> = {};
  const made = new Map<string, string>();
  for (const key of namedSets) {
    const chosen = labels[key];
    if (chosen === undefined) continue;
    const { ids, added } = idsOf(chosen, names[key]);
    // What has no name here could not be chosen, nor taken away.
    const all = [...ids, ...before[key].filter((one) => !names[key].has(one))];
    for (const name of added) {
      // Somebody may be both owner and staff.
      const once = `${key === 'staff' ? 'ownerPeople' : key}/${name}`;
      const result = made.has(once) ? undefined : adders[key](doc, { name }, context);
      if (result?.ok === false) return result.problem;
      if (result !== undefined) made.set(once, result.id);
      const newId = made.get(once);
      if (newId !== undefined) all.push(newId);
    }
    sets[key] = all;
  }
  const wanted = changeOf(before, { ...form, ...sets });
  if (!wanted.ok) return wanted.problem;
  if (id !== undefined) {
    const edited = editComponent(doc, id, wanted.change, context);
    return edited.ok ? undefined : edited.problem;
  }
  const added = addComponent(doc, { ...wanted.change, name: form.name }, context);
  if (!added.ok) return added.problem;
  if (neededBy === undefined) return undefined;
  const connected = connect(doc, neededBy, added.id, {}, context);
  return connected.ok ? undefined : connected.problem;
}

const adders = {
  domains: addDomain,
  ownerPeople: addPerson,
  ownerTeams: addTeam,
  staff: addPerson,
} as const;
