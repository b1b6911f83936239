import {
  emptyVector,
  joinVectors,
  type LogPosition,
  sameVector,
  type Vector,
  withoutStore,
  withPosition,
} from './vector.ts';

/** What is held of other stores' logs: in memory, and on disk. */
export class HeldVector {
  #held: Vector;
  #onDisk: Vector;
  /** Whether `held` has changed since it was last handed over to be written. */
  isDirty = false;

  constructor(onDisk: Vector) {
    this.#held = onDisk;
    this.#onDisk = onDisk;
  }

  get held(): Vector {
    return this.#held;
  }

  get onDisk(): Vector {
    return this.#onDisk;
  }

  /**
   * Takes note that all that `store` held at `vector` is held here. Its own position is what it says
   * itself, even where another boot sorts later. Returns whether that is news.
   */
  adopt(store: string, told: Vector, ownStore: string): boolean {
    const vector = withoutEmpty(told, this.#held);
    const joined = joinVectors(this.#held, withoutStore(vector, ownStore));
    const direct: LogPosition | undefined = vector.get(store);
    const next = direct === undefined ? joined : withPosition(joined, store, direct);
    if (sameVector(next, this.#held)) return false;
    this.#held = next;
    this.isDirty = true;
    return true;
  }

  written(vector: Vector): void {
    this.#onDisk = vector;
  }

  forget(): void {
    this.#held = emptyVector;
    this.#onDisk = emptyVector;
    this.isDirty = false;
  }
}

/** Of a log that has no entry yet there is nothing to remember: many stores never get one. */
function withoutEmpty(vector: Vector, held: Vector): Vector {
  const isEmpty = (store: string, { lsn }: LogPosition): boolean => lsn === 0 && !held.has(store);
  const entries = [...vector];
  if (!entries.some(([store, position]) => isEmpty(store, position))) return vector;
  return new Map(entries.filter(([store, position]) => !isEmpty(store, position)));
}
