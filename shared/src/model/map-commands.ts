import type * as Y from 'yjs';
import type { CommandResult } from './command.ts';
import { createId } from './ids.ts';
import { hasItem, isDeleted, isItemId, isMapId, pairKey } from './map-registers.ts';
import { componentSpecs, dependencySpecs, domainSpecs, groupSpecs } from './map-specs.ts';
import type { DependencyKind, DomainKind, Layer, MapLink, RegisterName } from './map-value.ts';
import {
  type Change,
  type MapContext,
  type MapRefused,
  planFields,
  type Refusal,
  refuse,
  refuseMissing,
  type SetChange,
  type Specs,
  writeKeys,
} from './map-write.ts';
import { cleanLine } from './meta.ts';

/**
 * Commands on the map. Each validates, then writes in one transaction, or writes nothing. What a
 * change does not name stays as it is; `null` clears a field that may be empty. Several commands in
 * one `doc.transact` are one change for others and for undo.
 */
export type MapResult = CommandResult<MapRefused>;
/** Of a command that adds: the id under which it is found. */
export type Added = Refusal | { readonly ok: true; readonly changed: true; readonly id: string };

type FailureNumbersChange = {
  /** In 0..1. */
  readonly availability?: number | null;
  readonly mttfHours?: number | null;
  readonly mttrHours?: number | null;
};

export type ComponentChange = FailureNumbersChange & {
  readonly name?: string;
  readonly layer?: Layer;
  readonly type?: string;
  readonly description?: string;
  readonly system?: string;
  readonly tier?: string;
  readonly tags?: SetChange;
  readonly aliases?: SetChange;
  readonly links?: SetChange<MapLink>;
  readonly domains?: SetChange;
  readonly ownerPeople?: SetChange;
  readonly ownerTeams?: SetChange;
  readonly staff?: SetChange;
  /** In 0..1. */
  readonly objectiveAvailability?: number | null;
  readonly rtoSeconds?: number | null;
  readonly rpoSeconds?: number | null;
};
export type NewComponent = ComponentChange & { readonly name: string; readonly id?: string };

/** Adds a component; without a layer it is software. */
export function addComponent(doc: Y.Doc, component: NewComponent, context: MapContext): Added {
  return addItem(doc, 'components', componentSpecs, { layer: 'software', ...component }, context);
}

export function editComponent(
  doc: Y.Doc,
  id: string,
  change: ComponentChange,
  context: MapContext,
): MapResult {
  return editItem(doc, 'components', id, componentSpecs, change, context);
}

export type DependencyChange = { readonly kind?: DependencyKind; readonly note?: string };

/**
 * Says that `from` needs `to`. There is one dependency between two, in each direction: connecting
 * again changes what is said of it, and brings it back where it was taken away. A cycle is fine.
 */
export function connect(
  doc: Y.Doc,
  from: string,
  to: string,
  change: DependencyChange,
  context: MapContext,
): MapResult {
  const refused = refuseMissing(doc, 'components', from) ?? refuseMissing(doc, 'components', to);
  if (refused !== undefined) return refused;
  if (from === to) return refuse('itself', 'A component cannot need itself.');
  const id = pairKey(from, to);
  const isNew = !hasItem(doc, 'dependencies', id);
  const said = isNew ? { kind: 'hard', ...change } : change;
  const planned = planFields(doc, 'dependencies', id, dependencySpecs, said);
  if (!planned.ok) return planned;
  const writes = [{ key: `${id}/deleted` }, ...planned.writes];
  return { ok: true, changed: writeKeys(doc, 'dependencies', writes, context) };
}

/** Takes a dependency away. It can be restored (`restoreMapItem`). */
export function disconnect(doc: Y.Doc, from: string, to: string, context: MapContext): MapResult {
  return deleteMapItem(doc, 'dependencies', pairKey(from, to), context);
}

export type GroupChange = {
  readonly name?: string;
  readonly needs?: number;
  readonly members?: SetChange;
  readonly standby?: SetChange;
  readonly failoverNeeds?: SetChange;
  readonly failoverByHand?: boolean;
  /** In 0..1. */
  readonly beta?: number | null;
};
export type NewGroup = GroupChange & {
  readonly component: string;
  readonly needs: number;
  readonly members: readonly string[];
  readonly id?: string;
};

/** Says that a component needs `needs` of two others or more. A member given twice counts once. */
export function addGroup(doc: Y.Doc, group: NewGroup, context: MapContext): Added {
  const members = new Set(group.members);
  return (
    refuseGroup(group.component, group.needs, members) ??
    addItem(doc, 'groups', groupSpecs, group, context)
  );
}

export function editGroup(
  doc: Y.Doc,
  id: string,
  change: GroupChange,
  context: MapContext,
): MapResult {
  const groups = doc.getMap('groups');
  const component = groups.get(`${id}/component`);
  const needs = change.needs ?? groups.get(`${id}/needs`);
  const members = new Set(membersOf(groups, id));
  const { members: said = {} } = change;
  if (isWhole(said)) {
    members.clear();
    for (const one of said) members.add(one);
  } else {
    for (const one of said.remove ?? []) members.delete(one);
    for (const one of said.add ?? []) members.add(one);
  }
  const isTouched = change.needs !== undefined || change.members !== undefined;
  const refused =
    isTouched && typeof component === 'string' && typeof needs === 'number'
      ? refuseGroup(component, needs, members)
      : undefined;
  return refused ?? editItem(doc, 'groups', id, groupSpecs, change, context);
}

function isWhole(change: SetChange): change is readonly string[] {
  return Array.isArray(change);
}

function membersOf(groups: Y.Map<unknown>, id: string): readonly string[] {
  const prefix = `${id}/members/`;
  return [...groups.keys()].flatMap((key) =>
    key.startsWith(prefix) ? [key.slice(prefix.length)] : [],
  );
}

function refuseGroup(
  component: string,
  needs: number,
  members: ReadonlySet<string>,
): Refusal | undefined {
  if (members.has(component)) {
    return refuse('itself', 'A component cannot be a member of what it needs.');
  }
  // One alone is no redundancy: that is what `connect` says.
  if (members.size < 2) return refuse('needs-too-many', 'A group needs at least two members.');
  return needs > members.size
    ? refuse('needs-too-many', `This needs ${needs} of ${members.size} members.`)
    : undefined;
}

export type DomainChange = FailureNumbersChange & {
  readonly name?: string;
  readonly kind?: DomainKind;
  readonly parent?: string | null;
  readonly note?: string;
};
export type NewDomain = DomainChange & { readonly name: string; readonly id?: string };

/** Adds a failure domain: what fails together. */
export function addDomain(doc: Y.Doc, domain: NewDomain, context: MapContext): Added {
  return addItem(doc, 'domains', domainSpecs, { kind: 'other', ...domain }, context);
}

/** Refused where a domain would come to lie within itself. */
export function editDomain(
  doc: Y.Doc,
  id: string,
  change: DomainChange,
  context: MapContext,
): MapResult {
  const seen = new Set<string>();
  for (let at: unknown = change.parent; typeof at === 'string' && !seen.has(at);) {
    if (at === id) return refuse('itself', 'A failure domain cannot lie within itself.');
    seen.add(at);
    at = doc.getMap('domains').get(`${at}/parent`);
  }
  return editItem(doc, 'domains', id, domainSpecs, change, context);
}

/**
 * Marks something deleted. All that is known of it stays, and so does what refers to it, set aside
 * until it is restored.
 */
export function deleteMapItem(
  doc: Y.Doc,
  register: RegisterName,
  id: string,
  context: MapContext,
): MapResult {
  if (!isItemId(register, id) || !hasItem(doc, register, id)) return noItem();
  if (isDeleted(doc, register, id)) return { ok: true, changed: false };
  const mark = { atMs: context.nowMs, by: cleanLine(context.by) };
  const writes = [{ key: `${id}/deleted`, value: mark }];
  return { ok: true, changed: writeKeys(doc, register, writes, context) };
}

/** Takes the mark of deletion away: the item is back with all that refers to it. */
export function restoreMapItem(
  doc: Y.Doc,
  register: RegisterName,
  id: string,
  context: MapContext,
): MapResult {
  if (!isItemId(register, id) || !hasItem(doc, register, id)) return noItem();
  const writes = [{ key: `${id}/deleted` }];
  return { ok: true, changed: writeKeys(doc, register, writes, context) };
}

function noItem(): Refusal {
  return refuse('no-item', 'This is not in the map.');
}

/** Adds an item of any register under its own id, or a new one. */
export function addItem(
  doc: Y.Doc,
  register: RegisterName,
  specs: Specs,
  item: Change & { readonly id?: string },
  context: MapContext,
): Added {
  const id = item.id ?? createId(context.random, context.nowMs);
  if (!isMapId(id)) {
    return refuse(
      'bad-value',
      'An id has letters, digits, dots, dashes and underscores, at most 64.',
    );
  }
  if (hasItem(doc, register, id)) return refuse('exists', `"${id}" is in the map already.`);
  const planned = planFields(doc, register, id, specs, item);
  if (!planned.ok) return planned;
  writeKeys(doc, register, planned.writes, context);
  return { ok: true, changed: true, id };
}

/** Changes an item of any register. One that is marked deleted can be changed, and stays so. */
export function editItem(
  doc: Y.Doc,
  register: RegisterName,
  id: string,
  specs: Specs,
  change: Change,
  context: MapContext,
): MapResult {
  if (!isItemId(register, id) || !hasItem(doc, register, id)) return noItem();
  const planned = planFields(doc, register, id, specs, change);
  if (!planned.ok) return planned;
  return { ok: true, changed: writeKeys(doc, register, planned.writes, context) };
}
