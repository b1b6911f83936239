import { addComponent, addGroup, disconnect, editGroup } from '@holdfast/shared/model/map-commands';
import type { Layer, RedundancyGroup } from '@holdfast/shared/model/map-value';
import type { MapContext } from '@holdfast/shared/model/map-write';
import type * as Y from 'yjs';
import { idsOf } from './named-choice.ts';

/** A redundancy group as people type it. Members are labels, `beta` is in percent. */
export interface GroupForm {
  readonly name: string;
  readonly needs: number | '';
  readonly members: readonly string[];
  readonly standby: readonly string[];
  readonly failoverNeeds: readonly string[];
  readonly failoverByHand: boolean;
  readonly beta: number | '';
}

const sets = ['members', 'standby', 'failoverNeeds'] as const;

/** @param labels under which components are offered, by id */
export function groupFormOf(
  group: RedundancyGroup | undefined,
  labels: ReadonlyMap<string, string>,
): GroupForm {
  const labelled = (ids: readonly string[] = []) => ids.flatMap((one) => labels.get(one) ?? []);
  return {
    name: group?.name ?? '',
    needs: group?.needs ?? 1,
    members: labelled(group?.members),
    standby: labelled(group?.standby),
    failoverNeeds: labelled(group?.failoverNeeds),
    failoverByHand: group?.failoverByHand ?? false,
    beta: group?.beta === undefined ? '' : Number((group.beta * 100).toPrecision(12)),
  };
}

export interface SavedGroup {
  /** Undefined: a new one. */
  readonly id: string | undefined;
  /** Ids of those whose group it is: where it is new, each gets one. */
  readonly components: readonly string[];
  /** Of components with new names. */
  readonly layer: Layer;
  /** What the fields said when they were opened. */
  readonly before: GroupForm;
  readonly form: GroupForm;
  /** The same things under the same labels as when they were chosen. */
  readonly labels: ReadonlyMap<string, string>;
  /** Ids of components that are needed by themselves: as members of the group they no longer are. */
  readonly instead?: readonly string[] | undefined;
}

/**
 * Writes what somebody changed of a group, with the components that it names for the first time;
 * what others changed of it meanwhile stays. Gives the problem in words, or undefined where it went
 * well.
 */
export function saveGroup(
  doc: Y.Doc,
  context: MapContext,
  { id, components, layer, before, form, labels, instead = [] }: SavedGroup,
): string | undefined {
  const made = new Map<string, string>();
  for (const name of new Set(sets.flatMap((key) => idsOf(form[key], labels).added))) {
    const result = addComponent(doc, { name, layer }, context);
    if (!result.ok) return result.problem;
    made.set(name, result.id);
  }
  const toIds = (chosen: readonly string[]): readonly string[] => {
    const { ids, added } = idsOf(chosen, labels);
    return [...ids, ...added.flatMap((one) => made.get(one) ?? [])];
  };
  const { name, failoverByHand } = form;
  const needs = Number(form.needs);
  const beta = form.beta === '' ? null : Number((form.beta / 100).toPrecision(12));
  if (id === undefined) {
    const members = toIds(form.members);
    for (const component of components) {
      const added = addGroup(
        doc,
        {
          component,
          name,
          needs,
          members,
          standby: toIds(form.standby),
          failoverNeeds: toIds(form.failoverNeeds),
          failoverByHand,
          beta,
        },
        context,
      );
      if (!added.ok) return added.problem;
      replace(component);
    }
    return undefined;
  }
  const differs = (key: (typeof sets)[number]) => {
    const was = toIds(before[key]);
    const now = toIds(form[key]);
    const add = now.filter((one) => !was.includes(one));
    const remove = was.filter((one) => !now.includes(one));
    return add.length + remove.length === 0 ? {} : { [key]: { add, remove } };
  };
  const change = {
    ...(name === before.name ? {} : { name }),
    ...(form.needs === before.needs ? {} : { needs }),
    ...(failoverByHand === before.failoverByHand ? {} : { failoverByHand }),
    ...(form.beta === before.beta ? {} : { beta }),
    ...differs('members'),
    ...differs('standby'),
    ...differs('failoverNeeds'),
  };
  const edited = editGroup(doc, id, change, context);
  if (!edited.ok) return edited.problem;
  for (const component of components) replace(component);
  return undefined;

  function replace(component: string): void {
    const members = toIds(form.members);
    // There may be no such dependency, which is as well.
    for (const one of instead) if (members.includes(one)) disconnect(doc, component, one, context);
  }
}
