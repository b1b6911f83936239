import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/**
 * A place in one relay's log. `boot` names one start of that relay (`bootName`): a log whose tail
 * was torn, or that came back from an old backup, goes on under another boot, so that a number is
 * never used twice for different edits.
 */
export interface LogPosition {
  readonly boot: string;
  /** Counts log entries from 1, through all boots of the store. */
  readonly lsn: number;
}

/**
 * How much of each relay's log is held, by store id. `vector.get('s1') = {boot, lsn}` says: all that
 * relay s1 held when its log stood at that position is held here too.
 */
export type Vector = ReadonlyMap<string, LogPosition>;

export const emptyVector: Vector = new Map();

/** Stores that a joined vector names at most: far more than there are relays, past ones included. */
const mostStores = 500;

/** Boots of one store sort in the order in which they happened; the nonce tells apart two timelines of a restored backup. */
export function bootName(counter: number, nonce: string): string {
  return `${counter.toString().padStart(8, '0')}-${nonce}`;
}

/** Whether a holder of `vector` certainly has what `store` had at `position`. Another boot proves nothing. */
export function covers(vector: Vector, store: string, position: LogPosition): boolean {
  const held = vector.get(store);
  return held !== undefined && held.boot === position.boot && held.lsn >= position.lsn;
}

/** Whether `vector` covers every position of `other`. */
export function coversAll(vector: Vector, other: Vector): boolean {
  for (const [store, position] of other) {
    if (!covers(vector, store, position)) return false;
  }
  return true;
}

function isLater(position: LogPosition, than: LogPosition | undefined): boolean {
  if (than === undefined) return true;
  return position.boot === than.boot ? position.lsn > than.lsn : position.boot > than.boot;
}

/** The union of what two holders have: the later position of each store. */
export function joinVectors(a: Vector, b: Vector): Vector {
  let joined: Map<string, LogPosition> | undefined;
  for (const [store, position] of b) {
    const known = (joined ?? a).get(store);
    // To know less of a store is safe: its log is then read again. A vector without end is not.
    if (known === undefined && (joined ?? a).size >= mostStores) continue;
    if (isLater(position, known)) (joined ??= new Map(a)).set(store, position);
  }
  return joined ?? a;
}

export function withPosition(vector: Vector, store: string, position: LogPosition): Vector {
  return new Map(vector).set(store, position);
}

export function withoutStore(vector: Vector, store: string): Vector {
  if (!vector.has(store)) return vector;
  const rest = new Map(vector);
  rest.delete(store);
  return rest;
}

export function sameVector(a: Vector, b: Vector): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const [store, position] of a) {
    const other = b.get(store);
    if (other === undefined || other.boot !== position.boot || other.lsn !== position.lsn)
      return false;
  }
  return true;
}

export function writeVector(encoder: encoding.Encoder, vector: Vector): void {
  encoding.writeVarUint(encoder, vector.size);
  for (const [store, { boot, lsn }] of vector) {
    encoding.writeVarString(encoder, store);
    encoding.writeVarString(encoder, boot);
    encoding.writeVarUint(encoder, lsn);
  }
}

/** Throws on truncated input, and on many more stores than a vector is let grow to. */
export function readVector(decoder: decoding.Decoder): Vector {
  const size = decoding.readVarUint(decoder);
  if (size > 2 * mostStores) throw new RangeError('vector names too many stores');
  const vector = new Map<string, LogPosition>();
  for (let i = 0; i < size; i++) {
    const store = decoding.readVarString(decoder);
    const boot = decoding.readVarString(decoder);
    vector.set(store, { boot, lsn: decoding.readVarUint(decoder) });
  }
  return vector;
}
