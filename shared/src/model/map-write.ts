import type * as Y from 'yjs';
import { cutText, wellFormed } from '../markdown/characters.ts';
import type { Random } from '../replica/ports.ts';
import { isDay } from './day.ts';
import { isWebAddress, mapLimits } from './map-fields.ts';
import { hasItem, isDeleted, isMapId, type MapRoot } from './map-registers.ts';
import type { Contact, MapLink, RegisterName } from './map-value.ts';
import { cleanLine, setRegister } from './meta.ts';

/** What a command on the map takes from outside. `by` is shown, nothing is ordered by it. */
export interface MapContext {
  readonly nowMs: number;
  readonly by: string;
  readonly random: Pick<Random, 'bytes'>;
}

export type MapRefused =
  | 'no-name'
  | 'too-long'
  | 'too-many'
  | 'bad-value'
  | 'no-item'
  | 'deleted'
  | 'exists'
  | 'itself'
  | 'needs-too-many';
export interface Refusal {
  readonly ok: false;
  readonly reason: MapRefused;
  /** In words, for a person. */
  readonly problem: string;
}

/** Members to add and to take away, so that members that others add meanwhile stay; or all of them. */
export type SetChange<T = string> =
  | readonly T[]
  | { readonly add?: readonly T[]; readonly remove?: readonly T[] };

/** How a field of an item is written. `label` stands in sentences. */
export type FieldSpec = { readonly label: string } & (
  | { readonly kind: 'line'; readonly most: number; readonly required?: true }
  | { readonly kind: 'text' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'number'; readonly from: number; readonly to: number; readonly whole?: true }
  | { readonly kind: 'flag' }
  | { readonly kind: 'day' }
  | { readonly kind: 'id'; readonly of: RegisterName; readonly required?: true }
  | { readonly kind: 'words' }
  | { readonly kind: 'ids'; readonly of: RegisterName }
  | { readonly kind: 'contacts' }
  | { readonly kind: 'links' }
);
export type Specs = Readonly<Record<string, FieldSpec>>;
/** Of a field that is not there: stays. `null`: is cleared. */
export type Change = Readonly<Record<string, unknown>>;

type Value = string | number | boolean | Readonly<Record<string, string | number>>;
/** One key of a root; `value` absent means that it goes. */
export interface KeyWrite {
  readonly key: string;
  readonly value?: Value;
}
export type Planned = { readonly ok: true; readonly writes: readonly KeyWrite[] } | Refusal;

export function refuse(reason: MapRefused, problem: string): Refusal {
  return { ok: false, reason, problem };
}

/** Checks every field of a change and says what to write for it. Writes nothing. */
export function planFields(
  doc: Y.Doc,
  register: RegisterName,
  id: string,
  specs: Specs,
  change: Change,
): Planned {
  const writes: KeyWrite[] = [];
  for (const [field, spec] of Object.entries(specs)) {
    const value = change[field];
    if (value === undefined) continue;
    const planned = planField(doc, register, `${id}/${field}`, spec, value);
    if (!planned.ok) return planned;
    writes.push(...planned.writes);
  }
  return { ok: true, writes };
}

/**
 * Checks one field, and says what to write for it. `mayDangle`: it may refer to what is not here
 * (yet), as what an import brings does.
 */
export function planField(
  doc: Y.Doc,
  register: RegisterName,
  key: string,
  spec: FieldSpec,
  value: unknown,
  mayDangle = false,
): Planned {
  switch (spec.kind) {
    case 'words':
    case 'ids':
    case 'contacts':
    case 'links':
      return planSet(doc, register, key, spec, value, mayDangle);
    default: {
      const isRequired = 'required' in spec;
      if (value === null && !isRequired) return { ok: true, writes: [{ key }] };
      const checked = checkValue(doc, spec, value, mayDangle);
      if (typeof checked === 'object') return checked;
      // An empty text says no more than none, and a number has no empty.
      return { ok: true, writes: [checked === '' ? { key } : { key, value: checked }] };
    }
  }
}

function checkValue(
  doc: Y.Doc,
  spec: Exclude<FieldSpec, { kind: 'words' | 'ids' | 'contacts' | 'links' }>,
  value: unknown,
  mayDangle: boolean,
): Refusal | string | number | boolean {
  const { label } = spec;
  switch (spec.kind) {
    case 'line':
    case 'text': {
      if (typeof value !== 'string') return refuse('bad-value', `${label} must be text.`);
      const text = spec.kind === 'line' ? cleanLine(value) : wellFormed(value).trim();
      const most = spec.kind === 'line' ? spec.most : mapLimits.noteLength;
      if (text.length > most) return tooLong(label, most);
      if (text === '' && 'required' in spec) return refuse('no-name', `${label} is needed.`);
      return text;
    }
    case 'choice':
      return typeof value === 'string' && spec.values.includes(value)
        ? value
        : refuse('bad-value', `${label} must be one of: ${spec.values.join(', ')}.`);
    case 'number':
      if (
        typeof value === 'number' &&
        value >= spec.from &&
        value <= spec.to &&
        (spec.whole === undefined || Number.isInteger(value))
      ) {
        return value;
      }
      return refuse(
        'bad-value',
        `${label} must be a ${spec.whole ? 'whole ' : ''}number from ${spec.from} to ${spec.to}.`,
      );
    case 'flag':
      return typeof value === 'boolean' ? value : refuse('bad-value', `${label} is yes or no.`);
    case 'day':
      return typeof value === 'string' && isDay(value)
        ? value
        : refuse('bad-value', `${label} must be a day such as 2026-11-30.`);
    case 'id':
      if (typeof value !== 'string') return refuse('bad-value', `${label} must be an id.`);
      if (mayDangle) return isMapId(value) ? value : refuse('bad-value', `${label} must be an id.`);
      return refuseMissing(doc, spec.of, value) ?? value;
  }
}

/** Refuses what is not here, or is marked deleted. */
export function refuseMissing(doc: Y.Doc, register: RegisterName, id: string): Refusal | undefined {
  const shown = cutText(id, 60);
  if (!hasItem(doc, register, id)) {
    return refuse('no-item', `There is no "${shown}" among the ${register} of the map.`);
  }
  if (!isDeleted(doc, register, id)) return undefined;
  const name = doc.getMap(register).get(`${id}/name`);
  return refuse(
    'deleted',
    `"${typeof name === 'string' ? name : shown}" was deleted. Restore it first.`,
  );
}

interface Member {
  readonly key: string;
  readonly value: Value;
}

function planSet(
  doc: Y.Doc,
  register: RegisterName,
  prefix: string,
  spec: Extract<FieldSpec, { kind: 'words' | 'ids' | 'contacts' | 'links' }>,
  change: unknown,
  mayDangle: boolean,
): Planned {
  const map = doc.getMap(register);
  const { add, remove, isWhole } = splitChange(change);
  const wanted = new Map<string, Value>();
  for (const one of add) {
    const member = memberOf(spec, one);
    if ('ok' in member) return member;
    const key = `${prefix}/${member.key}`;
    const isNew = !mayDangle && member.key !== '' && !map.has(key);
    const refused =
      isNew && spec.kind === 'ids' ? refuseMissing(doc, spec.of, member.key) : undefined;
    if (refused !== undefined) return refused;
    if (member.key !== '') wanted.set(key, member.value);
  }
  if (wanted.size > mapLimits.members) {
    return refuse('too-many', `At most ${mapLimits.members} ${spec.label}.`);
  }
  const gone: string[] = [];
  for (const one of remove) {
    const member = memberOf(spec, one);
    if ('ok' in member) return member;
    gone.push(`${prefix}/${member.key}`);
  }
  if (isWhole) {
    // Only a whole list has to look at what there is; keys of an item are found by walking the root.
    for (const key of map.keys())
      if (key.startsWith(`${prefix}/`) && !wanted.has(key)) gone.push(key);
  }
  const writes = [...wanted].map(([key, value]) => ({ key, value }));
  return {
    ok: true,
    writes: [...gone.filter((key) => !wanted.has(key)).map((key) => ({ key })), ...writes],
  };
}

function splitChange(change: unknown): {
  readonly add: readonly unknown[];
  readonly remove: readonly unknown[];
  readonly isWhole: boolean;
} {
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  if (Array.isArray(change)) return { add: change, remove: [], isWhole: true };
  if (typeof change !== 'object' || change === null) return { add: [], remove: [], isWhole: true };
  return {
    add: 'add' in change ? list(change.add) : [],
    remove: 'remove' in change ? list(change.remove) : [],
    isWhole: false,
  };
}

/** How a member of a set is kept; undefined where it cannot be. */
export function memberKey(spec: FieldSpec, value: unknown): string | undefined {
  const member = memberOf(spec, value);
  return 'ok' in member || member.key === '' ? undefined : member.key;
}

/** Why a set cannot hold this; undefined where it can, and of what says nothing. */
export function memberProblem(spec: FieldSpec, value: unknown): string | undefined {
  const member = memberOf(spec, value);
  return 'ok' in member ? member.problem : undefined;
}

function memberOf(spec: FieldSpec, value: unknown): Member | Refusal {
  if (spec.kind === 'contacts' && isContact(value)) {
    const kind = cleanLine(value.kind).toLowerCase().replaceAll(':', '') || 'other';
    const words = cleanLine(value.value);
    if (words.length + kind.length > mapLimits.nameLength)
      return tooLong(spec.label, mapLimits.nameLength);
    return { key: words === '' ? '' : `${kind}:${words}`, value: true };
  }
  if (spec.kind === 'links' && isLink(value)) {
    const url = value.url.trim();
    const title = cutText(cleanLine(value.title), mapLimits.nameLength);
    return isWebAddress(url) && !/\s/.test(url)
      ? { key: url, value: title }
      : refuse('bad-value', 'A link starts with https:// or http://.');
  }
  if (typeof value !== 'string') return refuse('bad-value', `${spec.label} cannot hold this.`);
  const word = cleanLine(value);
  return word.length > mapLimits.wordLength
    ? tooLong(spec.label, mapLimits.wordLength)
    : { key: word, value: true };
}

function isContact(value: unknown): value is Contact {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    typeof value.kind === 'string' &&
    'value' in value &&
    typeof value.value === 'string'
  );
}

function isLink(value: unknown): value is MapLink {
  return (
    typeof value === 'object' &&
    value !== null &&
    'url' in value &&
    typeof value.url === 'string' &&
    'title' in value &&
    typeof value.title === 'string'
  );
}

function tooLong(label: string, most: number): Refusal {
  return refuse('too-long', `${label}: at most ${most} characters.`);
}

/** Writes keys of one root; where that changed something, notes who did, and when. */
export function writeKeys(
  doc: Y.Doc,
  root: MapRoot,
  writes: readonly KeyWrite[],
  context: Pick<MapContext, 'nowMs' | 'by'>,
): boolean {
  const map = doc.getMap(root);
  return doc.transact(() => {
    let changed = false;
    for (const { key, value } of writes) {
      if (value !== undefined) changed = setRegister(map, key, value) || changed;
      else if (map.has(key)) {
        map.delete(key);
        changed = true;
      }
    }
    if (!changed) return false;
    const meta = doc.getMap('meta');
    setRegister(meta, 'changedAtMs', context.nowMs);
    setRegister(meta, 'changedBy', cleanLine(context.by));
    return true;
  });
}
