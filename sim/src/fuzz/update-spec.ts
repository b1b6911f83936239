import { bytesOf, raw } from '@holdfast/shared/replica/admission-test-bytes';
import fc from 'fast-check';
import * as Y from 'yjs';

/** A Yjs update taken apart, so that one field of it can be changed without breaking the rest. */
export interface UpdateSpec {
  runs: RunSpec[];
  deletes: { client: number; ranges: { start: number; length: number }[] }[];
}

interface RunSpec {
  client: number;
  clock: number;
  structs: StructSpec[];
}

interface Id {
  client: number;
  clock: number;
}

interface StructSpec {
  /** 0: GC, 10: Skip, else the number of an item's content. */
  ref: number;
  /** For GC and Skip. */
  length: number;
  origin: Id | undefined;
  rightOrigin: Id | undefined;
  /** A root name, another item, or nothing where a neighbour tells. */
  parent: string | Id | undefined;
  parentSub: string | undefined;
  content: Uint8Array;
  /** Bits to be set in the first byte beside those that follow from the fields. */
  extraBits: number;
}

export function takeApart(update: Uint8Array): UpdateSpec {
  const { structs, ds } = Y.decodeUpdate(update);
  const runs: RunSpec[] = [];
  for (const struct of structs) {
    const { client, clock } = struct.id;
    let run = runs.at(-1);
    if (run?.client !== client) {
      run = { client, clock, structs: [] };
      runs.push(run);
    }
    run.structs.push(struct instanceof Y.Item ? itemSpec(struct) : lengthOnly(struct));
  }
  const deletes = [...ds.clients].map(([client, ranges]) => ({
    client,
    ranges: ranges.map(({ clock, len }) => ({ start: clock, length: len })),
  }));
  return { runs, deletes };
}

function lengthOnly(struct: Y.AbstractStruct): StructSpec {
  return {
    ref: struct instanceof Y.GC ? 0 : 10,
    length: struct.length,
    origin: undefined,
    rightOrigin: undefined,
    parent: undefined,
    parentSub: undefined,
    content: raw(),
    extraBits: 0,
  };
}

function itemSpec(item: Y.Item): StructSpec {
  const encoder = new Y.UpdateEncoderV1();
  item.content.write(encoder, 0);
  const isLoose = item.origin === null && item.rightOrigin === null;
  return {
    ref: item.content.getRef(),
    length: item.length,
    origin: idOf(item.origin),
    rightOrigin: idOf(item.rightOrigin),
    parent: isLoose ? parentSpec(item.parent) : undefined,
    parentSub: isLoose ? (item.parentSub ?? undefined) : undefined,
    content: encoder.toUint8Array(),
    extraBits: 0,
  };
}

/** Of an update just decoded the parent is still what the bytes say: a name, an id, or nothing. */
function parentSpec(parent: unknown): string | Id | undefined {
  if (typeof parent === 'string') return parent;
  return parent instanceof Y.ID ? idOf(parent) : undefined;
}

function idOf(id: Y.ID | null): Id | undefined {
  return id === null ? undefined : { client: id.client, clock: id.clock };
}

export function putTogether({ runs, deletes }: UpdateSpec): Uint8Array {
  return bytesOf(
    runs.length,
    ...runs.flatMap(({ client, clock, structs }) => [
      structs.length,
      client,
      clock,
      ...structs.map(structBytes),
    ]),
    deletes.length,
    ...deletes.flatMap(({ client, ranges }) => [
      client,
      ranges.length,
      ...ranges.flatMap(({ start, length }) => [start, length]),
    ]),
  );
}

function structBytes(struct: StructSpec): Uint8Array {
  const { ref, origin, rightOrigin, parent, parentSub } = struct;
  if (ref === 0 || ref === 10) return bytesOf(raw(ref | struct.extraBits), struct.length);
  const isLoose = origin === undefined && rightOrigin === undefined;
  const info =
    ref |
    (origin ? 0x80 : 0) |
    (rightOrigin ? 0x40 : 0) |
    (parentSub === undefined ? 0 : 0x20) |
    struct.extraBits;
  const place = [origin, rightOrigin].flatMap((id) => (id ? [id.client, id.clock] : []));
  if (isLoose) {
    if (typeof parent === 'string') place.push(1);
    else place.push(0, parent?.client ?? 0, parent?.clock ?? 0);
  }
  return bytesOf(
    raw(info),
    ...place,
    ...(isLoose && typeof parent === 'string' ? [parent] : []),
    ...(isLoose && parentSub !== undefined ? [parentSub] : []),
    struct.content,
  );
}

/** One change of one field; the numbers choose which and to what. */
export type FieldChange = readonly [kind: number, at: number, to: number];

export const fieldChange: fc.Arbitrary<FieldChange> = fc.tuple(
  fc.nat({ max: 15 }),
  fc.nat({ max: 100_000 }),
  fc.nat({ max: 100_000 }),
);

const oddNumbers = [0, 1, 2, 127, 128, 2 ** 31 - 1, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER];
const oddNames = ['', '__proto__', 'body', 'steps', 'x'.repeat(5000)];

/** Changes `spec` in place. */
export function changeField(spec: UpdateSpec, [kind, at, to]: FieldChange): void {
  const pick = <T>(list: readonly T[], n: number): T | undefined =>
    list[n % Math.max(list.length, 1)];
  const run = pick(spec.runs, at);
  const struct = run && pick(run.structs, Math.floor(at / 7));
  const someId = ((): Id | undefined => {
    const other = pick(spec.runs, to);
    return other && { client: other.client, clock: other.clock + (Math.floor(to / 7) % 9) };
  })();
  const near = (n: number): number =>
    to % 3 === 0 ? (pick(oddNumbers, Math.floor(to / 3)) ?? 0) : Math.max(0, n + (to % 7) - 3);
  if (run === undefined || struct === undefined) {
    spec.deletes.push({ client: to % 50, ranges: [{ start: at % 10, length: to % 10 }] });
    return;
  }
  switch (kind) {
    case 0:
      run.client = to % 2 === 0 ? near(run.client) : (pick(spec.runs, to)?.client ?? 0);
      return;
    case 1:
      run.clock = near(run.clock);
      return;
    case 2:
      struct.origin = to % 4 === 0 ? undefined : someId;
      return;
    case 3:
      struct.rightOrigin = to % 4 === 0 ? undefined : someId;
      return;
    case 4:
      if (struct.origin) struct.origin.clock = near(struct.origin.clock);
      return;
    case 5:
      struct.parent = to % 2 === 0 ? someId : (pick(oddNames, to) ?? '');
      return;
    case 6:
      struct.parentSub = to % 3 === 0 ? undefined : pick(oddNames, to);
      return;
    case 7:
      struct.ref = to % 12;
      return;
    case 8:
      struct.extraBits = (to % 8) << 5;
      return;
    case 9:
      run.structs.splice(at % run.structs.length, 1);
      return;
    case 10:
      run.structs.splice(to % (run.structs.length + 1), 0, { ...struct });
      return;
    case 11:
      spec.runs.splice(to % (spec.runs.length + 1), 0, { ...run });
      return;
    case 12:
      Object.assign(struct, { ref: to % 2 === 0 ? 0 : 10, length: near(struct.length) });
      return;
    case 13: {
      const range = pick(pick(spec.deletes, at)?.ranges ?? [], to);
      if (range) Object.assign(range, { start: near(range.start), length: near(range.length) });
      else
        spec.deletes.push({ client: run.client, ranges: [{ start: run.clock, length: near(1) }] });
      return;
    }
    case 14:
      spec.deletes.push({
        client: run.client,
        ranges: [{ start: near(run.clock), length: near(struct.length) }],
      });
      return;
    default:
      struct.length = near(struct.length);
  }
}
