import {
  type Store,
  StoreFault,
  type StoreFaultReason,
  type StoreRow,
  type StoreWrite,
} from '@holdfast/shared/replica/ports';

/** What survives a crash. */
export interface MemoryDisk {
  rows: Map<string, Uint8Array>;
  /** Told of each row just before it is written. */
  onWrite?: (write: StoreWrite) => void;
}

export interface MemoryStoreOptions {
  /** Runs `task` when the disk is done; the default is at the next turn. */
  readonly later?: (task: () => void) => void;
  /** Asked before each write: a reason makes it fail. */
  readonly fault?: () => StoreFaultReason | undefined;
  /** Asked before each read. */
  readonly readFault?: () => StoreFaultReason | undefined;
  /** Whether a write that is reported as failed reaches the disk all the same, as after a failed fsync. */
  readonly failedWriteLands?: () => boolean;
}

export interface MemoryStore extends Store {
  /** The machine died: of what waits to be written, the first `survivors` writes reach the disk, and nobody is told. */
  crash(survivors: number): void;
  readonly waiting: () => number;
}

export function createMemoryDisk(rows: ReadonlyMap<string, Uint8Array> = new Map()): MemoryDisk {
  return { rows: new Map(rows) };
}

/** A store in memory, with a disk that can be slow, full, torn and lost. */
export function createMemoryStore(disk: MemoryDisk, options: MemoryStoreOptions = {}): MemoryStore {
  const later = options.later ?? ((task: () => void) => queueMicrotask(task));
  const queue: {
    writes: readonly StoreWrite[];
    resolve: () => void;
    reject: (e: Error) => void;
  }[] = [];
  let busy = false;
  let closed = false;
  let dead = false;
  let idle: (() => void)[] = [];

  function next(): void {
    const first = queue[0];
    if (busy || first === undefined) {
      if (first === undefined) for (const resolve of idle.splice(0)) resolve();
      return;
    }
    busy = true;
    later(() => {
      if (dead) return;
      busy = false;
      queue.shift();
      const reason = options.fault?.();
      if (reason === undefined) {
        apply(disk, first.writes);
        first.resolve();
      } else {
        if (options.failedWriteLands?.() === true) apply(disk, first.writes);
        first.reject(new StoreFault(reason, `simulated: ${reason}`));
      }
      next();
    });
  }

  function refuseIfClosed(): void {
    if (closed) throw new StoreFault('gone', 'the store is closed');
  }

  function refuseIfUnreadable(): void {
    refuseIfClosed();
    const reason = options.readFault?.();
    if (reason !== undefined) throw new StoreFault(reason, `simulated: ${reason}`);
  }

  return {
    async get(key) {
      refuseIfUnreadable();
      return disk.rows.get(key);
    },
    async range(from, to, limit = Number.POSITIVE_INFINITY) {
      refuseIfUnreadable();
      const found = [...disk.rows.keys()].filter((key) => key >= from && key < to).sort();
      return found.slice(0, limit).flatMap((key): StoreRow[] => {
        const value = disk.rows.get(key);
        return value === undefined ? [] : [{ key, value }];
      });
    },
    async write(writes) {
      refuseIfClosed();
      const copied = writes.map(({ key, value }) =>
        value === undefined ? { key } : { key, value: value.slice() },
      );
      await new Promise<void>((resolve, reject) => {
        queue.push({ writes: copied, resolve, reject });
        next();
      });
    },
    async sizeBytes() {
      let size = 0;
      for (const [key, value] of disk.rows) size += key.length + value.length;
      return size;
    },
    async close() {
      closed = true;
      if (queue.length > 0) await new Promise<void>((resolve) => idle.push(resolve));
    },
    crash(survivors) {
      dead = true;
      closed = true;
      for (const { writes } of queue.slice(0, survivors)) apply(disk, writes);
    },
    waiting: () => queue.length,
  };
}

function apply(disk: MemoryDisk, writes: readonly StoreWrite[]): void {
  for (const write of writes) {
    const { key, value } = write;
    disk.onWrite?.(write);
    if (value === undefined) disk.rows.delete(key);
    else disk.rows.set(key, value);
  }
}
