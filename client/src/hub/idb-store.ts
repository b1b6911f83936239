import {
  StoreFault,
  type Store,
  type StoreFaultReason,
  type StoreRow,
  type StoreWrite,
} from '@holdfast/shared/replica/ports';
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

interface Rows extends DBSchema {
  rows: { key: string; value: Uint8Array };
}

export interface IdbStoreDeps {
  /** One database a workspace: `holdfast-<workspace>`. */
  readonly databaseName: string;
  /** Bytes used on this device, as far as the browser tells. */
  readonly estimateBytes: () => Promise<number>;
}

/** Opens the store of one workspace on IndexedDB. Rejects with a `StoreFault`. */
export async function openIdbStore(deps: IdbStoreDeps): Promise<Store> {
  const connection = await connect(deps.databaseName);
  const queue = createWriteQueue((writes) => connection.run((db) => writeRows(db, writes)));
  return {
    async get(key) {
      const value = await connection.run((db) => db.get('rows', key));
      return value === undefined ? undefined : asBytes(value);
    },
    range: (from, to, limit) =>
      from < to && limit !== 0
        ? connection.run((db) => readRange(db, from, to, limit))
        : Promise.resolve([]),
    write: (writes) => queue.write(writes),
    sizeBytes: () => deps.estimateBytes(),
    async close() {
      await queue.settled();
      connection.close();
    },
  };
}

interface Connection {
  /** Runs `work`; where the browser closed the database under us, opens it again and runs it once more. */
  run<T>(work: (db: IDBPDatabase<Rows>) => Promise<T>): Promise<T>;
  close(): void;
}

async function connect(name: string): Promise<Connection> {
  let db: IDBPDatabase<Rows> | undefined = await openDatabase(name, lose);
  let reopening: Promise<IDBPDatabase<Rows>> | undefined;
  let ended: StoreFault | undefined;

  function lose(lost: IDBPDatabase<Rows> | undefined): void {
    if (lost === undefined || lost === db) db = undefined;
  }

  async function reopen(): Promise<IDBPDatabase<Rows>> {
    let created = false;
    const opened = await openDatabase(name, lose, () => (created = true));
    if (created) {
      // Somebody deleted the database. What the engine remembers is not in this empty one, so
      // writing on would leave holes: the hub has to start over from what tabs and relays hold.
      opened.close();
      ended = new StoreFault('gone', `database ${name} was deleted`);
      throw ended;
    }
    if (ended !== undefined) {
      opened.close();
      throw ended;
    }
    db = opened;
    return opened;
  }

  async function current(): Promise<IDBPDatabase<Rows>> {
    if (ended !== undefined) throw ended;
    if (db !== undefined) return db;
    reopening ??= reopen().finally(() => (reopening = undefined));
    return reopening;
  }

  return {
    async run(work) {
      const first = await current();
      try {
        return await work(first);
      } catch (error) {
        if (!isClosedError(error)) throw asStoreFault(error);
        lose(first);
      }
      try {
        return await work(await current());
      } catch (error) {
        throw isClosedError(error)
          ? new StoreFault('gone', `database ${name} keeps closing`, { cause: error })
          : asStoreFault(error);
      }
    },
    close() {
      ended ??= new StoreFault('gone', `database ${name} is closed`);
      db?.close();
      db = undefined;
    },
  };
}

async function openDatabase(
  name: string,
  onLost: (db: IDBPDatabase<Rows> | undefined) => void,
  onCreated: () => void = () => undefined,
): Promise<IDBPDatabase<Rows>> {
  try {
    let opened: IDBPDatabase<Rows> | undefined;
    opened = await openDB<Rows>(name, 1, {
      upgrade(db) {
        db.createObjectStore('rows');
        onCreated();
      },
      blocking() {
        // Another context deletes the database: standing in its way would only hang that one.
        opened?.close();
        onLost(opened);
      },
      terminated: () => {
        onLost(opened);
      },
    });
    return opened;
  } catch (error) {
    throw asStoreFault(error);
  }
}

async function readRange(
  db: IDBPDatabase<Rows>,
  from: string,
  to: string,
  limit: number | undefined,
): Promise<readonly StoreRow[]> {
  const rows = db.transaction('rows', 'readonly').store;
  const range = IDBKeyRange.bound(from, to, false, true);
  const [keys, values] = await Promise.all([
    rows.getAllKeys(range, limit),
    rows.getAll(range, limit),
  ]);
  return keys.flatMap((key, index) => {
    const value = values[index];
    return value === undefined ? [] : [{ key, value: asBytes(value) }];
  });
}

/** A row that is no bytes was not written by us: as no bytes at all it fits no checksum, and is moved aside. */
function asBytes(value: unknown): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array();
}

async function writeRows(db: IDBPDatabase<Rows>, writes: readonly StoreWrite[]): Promise<void> {
  const transaction = db.transaction('rows', 'readwrite', { durability: 'strict' });
  try {
    for (const { key, value } of writes) {
      const request =
        value === undefined
          ? transaction.store.delete(key)
          : transaction.store.put(ownBytes(value), key);
      // Only the transaction knows why it failed; its requests merely say that it was aborted.
      request.catch(() => undefined);
    }
  } catch (error) {
    transaction.done.catch(() => undefined);
    transaction.abort();
    throw error;
  }
  await transaction.done;
}

/** A view is stored with the whole buffer behind it: a keystroke would drag its frame along. */
function ownBytes(value: Uint8Array): Uint8Array {
  return value.byteLength === value.buffer.byteLength ? value : value.slice();
}

interface QueuedWrite {
  readonly writes: readonly StoreWrite[];
  readonly done: { resolve(): void; reject(error: unknown): void };
}

/**
 * Writes one after the other. IndexedDB would run queued transactions even after an earlier one
 * failed; then a later write would be durable without the earlier, so those waiting fail with it.
 */
function createWriteQueue(apply: (writes: readonly StoreWrite[]) => Promise<void>) {
  let waiting: QueuedWrite[] = [];
  let draining: Promise<void> | undefined;

  async function drain(): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      try {
        await apply(next.writes);
        next.done.resolve();
      } catch (error) {
        const failed = [next, ...waiting];
        waiting = [];
        for (const { done } of failed) done.reject(error);
      }
    }
    draining = undefined;
  }

  return {
    write(writes: readonly StoreWrite[]): Promise<void> {
      return new Promise((resolve, reject) => {
        waiting.push({ writes, done: { resolve, reject } });
        draining ??= drain();
      });
    },
    settled: (): Promise<void> => draining ?? Promise.resolve(),
  };
}

function isClosedError(error: unknown): boolean {
  return (
    error instanceof DOMException &&
    (error.name === 'InvalidStateError' || error.name === 'AbortError')
  );
}

/** Names of the browser's errors, as the reasons that the engine and people know. */
const reasonByErrorName: Readonly<Record<string, StoreFaultReason>> = {
  QuotaExceededError: 'full',
  SecurityError: 'refused',
  NotAllowedError: 'refused',
  InvalidStateError: 'gone',
};

function asStoreFault(error: unknown): StoreFault {
  if (error instanceof StoreFault) return error;
  const name = error instanceof Error ? error.name : '';
  const message = error instanceof Error ? error.message : String(error);
  return new StoreFault(reasonByErrorName[name] ?? 'failed', message, { cause: error });
}
