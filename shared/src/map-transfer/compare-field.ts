import type * as Y from 'yjs';
import { z } from 'zod/mini';
import { cutText } from '../markdown/characters.ts';
import type { RegisterName } from '../model/map-value.ts';
import {
  type FieldSpec,
  type KeyWrite,
  memberKey,
  memberProblem,
  planField,
} from '../model/map-write.ts';
import type { DraftValue } from './draft.ts';

/** What will happen with one field of an item that an import brings. */
export interface FieldDecision {
  readonly field: string;
  /**
   * `take`: the files' value is written. `keep`: people changed it here, and the files did not.
   * `differs`: both changed it; what is here stays. `refused`: the value cannot be taken; `problem`.
   */
  readonly kind: 'take' | 'keep' | 'differs' | 'refused';
  /** As people read them. */
  readonly here: string;
  readonly there: string;
  readonly problem?: string;
  readonly writes: readonly KeyWrite[];
}

const broughtSchema = z.record(z.string(), z.unknown());

/** What an import said the last time; undefined where that is not known. */
export function readBrought(
  brought: string | undefined,
): Readonly<Record<string, unknown>> | undefined {
  if (brought === undefined || brought === '') return undefined;
  try {
    const read = broughtSchema.safeParse(JSON.parse(brought));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/** What people call an item, by its id in the map. */
export type NameOf = (register: RegisterName, id: string) => string;

/**
 * One field, three ways: here, in the files now, in the files at the last import (`base`; undefined
 * where there was none). Nothing where there is nothing to say.
 */
export function compareField(
  doc: Y.Doc,
  register: RegisterName,
  id: string,
  field: string,
  spec: FieldSpec,
  there: DraftValue | undefined,
  base: { readonly value: unknown } | undefined,
  nameOf: NameOf,
): readonly FieldDecision[] {
  const compare = isSet(spec) ? compareSets : compareValues;
  return compare(
    doc,
    register,
    `${id}/${field}`,
    field,
    spec,
    there,
    base?.value,
    base !== undefined,
    (value) => ('of' in spec && typeof value === 'string' ? nameOf(spec.of, value) : shown(value)),
  );
}

type SetSpec = Extract<FieldSpec, { kind: 'words' | 'ids' | 'contacts' | 'links' }>;

function isSet(spec: FieldSpec): spec is SetSpec {
  return ['words', 'ids', 'contacts', 'links'].includes(spec.kind);
}

type Compare = (
  doc: Y.Doc,
  register: RegisterName,
  key: string,
  field: string,
  spec: FieldSpec,
  there: DraftValue | undefined,
  base: unknown,
  hasBase: boolean,
  /** A value, or one of several, as people read it. */
  words: (value: unknown) => string,
) => readonly FieldDecision[];

const compareValues: Compare = (doc, register, key, field, spec, there, base, hasBase, read) => {
  const now = doc.getMap(register).get(key);
  const planned = planField(doc, register, key, spec, there ?? null, true);
  const words = { field, here: read(now), there: read(there) };
  // A required field that the files no longer say stays as it is.
  if (!planned.ok) {
    return there === undefined
      ? []
      : [{ ...words, kind: 'refused', problem: planned.problem, writes: [] }];
  }
  const { writes } = planned;
  const wanted = writes[0]?.value;
  if (isEqual(now, wanted)) return [];
  const before = hasBase ? wantedOf(doc, register, key, spec, base) : undefined;
  const isUntouched = isEqual(now, before);
  if (isUntouched || now === undefined) {
    // What people took away here stays away.
    if (!isUntouched && hasBase && isEqual(wanted, before))
      return [{ ...words, kind: 'keep', writes: [] }];
    return [{ ...words, kind: 'take', writes }];
  }
  return [{ ...words, kind: hasBase && isEqual(wanted, before) ? 'keep' : 'differs', writes: [] }];
};

/** How a value of an earlier import would have been written. */
function wantedOf(
  doc: Y.Doc,
  register: RegisterName,
  key: string,
  spec: FieldSpec,
  value: unknown,
): unknown {
  const planned = planField(doc, register, key, spec, value ?? null, true);
  return planned.ok ? planned.writes[0]?.value : undefined;
}

const compareSets: Compare = (doc, register, key, field, spec, there, base, hasBase, read) => {
  const map = doc.getMap(register);
  const keysOf = (value: unknown): ReadonlyMap<string, unknown> =>
    new Map(
      (Array.isArray(value) ? value : []).flatMap((one: unknown) => {
        const member = memberKey(spec, one);
        return member === undefined ? [] : [[member, one] as const];
      }),
    );
  const impossible = (Array.isArray(there) ? there : []).flatMap((one: unknown) => {
    const problem = memberProblem(spec, one);
    return problem === undefined ? [] : [{ said: memberWords(one), problem }];
  });
  const wanted = keysOf(there);
  const before = keysOf(base);
  const isHere = (member: string): boolean => map.has(`${key}/${member}`);
  const add = [...wanted].filter(([member]) => !isHere(member) && !before.has(member));
  const remove = [...before].filter(([member]) => isHere(member) && !wanted.has(member));
  const takenAway = hasBase
    ? [...before.keys()].filter((one) => wanted.has(one) && !isHere(one))
    : [];
  const decisions: FieldDecision[] = [];
  if (add.length > 0 || remove.length > 0) {
    const change = { add: add.map(([, one]) => one), remove: remove.map(([, one]) => one) };
    const planned = planField(doc, register, key, spec, change, true);
    const words = {
      field,
      here: remove.map(([member]) => read(member)).join(', '),
      there: add.map(([member]) => read(member)).join(', '),
    };
    decisions.push(
      planned.ok
        ? { ...words, kind: 'take', writes: planned.writes }
        : { ...words, kind: 'refused', problem: planned.problem, writes: [] },
    );
  }
  if (takenAway.length > 0) {
    decisions.push({
      field,
      kind: 'keep',
      here: '',
      there: takenAway.map(read).join(', '),
      writes: [],
    });
  }
  const [first] = impossible;
  if (first !== undefined) {
    const said = impossible.map((one) => `"${one.said}"`);
    const some = said.slice(0, mostNamed).join(', ');
    const more = said.length > mostNamed ? ` and ${said.length - mostNamed} more` : '';
    const problem = `Without ${some}${more}. ${first.problem}`;
    decisions.push({ field, kind: 'refused', here: '', there: some, problem, writes: [] });
  }
  return decisions;
};

/** Members that are named where a set cannot hold them. */
const mostNamed = 3;
const mostLetters = 80;

/** A member as the file has it, as far as a line holds it. */
function memberWords(value: unknown): string {
  const read = z.object({ url: z.string() }).safeParse(value);
  return cutText(read.success ? read.data.url : shown(value), mostLetters);
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
