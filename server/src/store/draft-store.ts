import { keys } from '@holdfast/shared/replica/layout';
import { StoreFault, type Store, type StoreWrite } from '@holdfast/shared/replica/ports';
import { createMemoryStore } from './memory-store.ts';

export interface DraftStore extends Store {
  /** Whether nothing has been written to disk yet. */
  isDraft(): boolean;
  /** Puts what there is on disk, although nobody has written anything worth it. */
  keep(): Promise<void>;
  /** Nothing more may reach the disk, whatever is still under way. */
  abandon(): void;
}

/**
 * The store of a workspace that nobody has written to. It is kept in memory until something other
 * than its own name and positions is written, then all of it goes to disk at once.
 */
export function createDraftStore(deps: {
  /** Holds no row yet. */
  readonly store: Store;
  /** Called once, when the first content is on disk. */
  readonly onStored: () => void;
}): DraftStore {
  const { store, onStored } = deps;
  const memory = createMemoryStore();
  let current: Store = memory;
  let abandoned = false;
  let last: Promise<unknown> = Promise.resolve();

  async function writeDraft(writes: readonly StoreWrite[], isContent: boolean): Promise<void> {
    // An earlier call may have put it on disk meanwhile.
    if (current === store) return store.write(writes);
    if (abandoned) throw new StoreFault('gone', 'Nobody has this workspace open any more.');
    if (!isContent) return memory.write(writes);
    // The later of two writes to one key wins, as if they had come one after the other.
    await store.write([...(await memory.range('', '~')), ...writes]);
    current = store;
    onStored();
  }

  /** One at a time, in call order. */
  function inTurn(task: () => Promise<void>): Promise<void> {
    const written = last.then(task);
    last = written.catch(() => undefined);
    return written;
  }

  return {
    get: (key) => current.get(key),
    range: (from, to, limit) => current.range(from, to, limit),
    write(writes) {
      if (current === store) return store.write(writes);
      return inTurn(() => writeDraft(writes, writes.some(isContentRow)));
    },
    keep: () => inTurn(() => writeDraft([], true)),
    sizeBytes: () => current.sizeBytes(),
    isDraft: () => current === memory,
    abandon() {
      abandoned = true;
    },
    async close() {
      await last;
      await memory.close();
      await store.close();
    },
  };
}

function isContentRow({ key }: StoreWrite): boolean {
  return key !== keys.identity && key !== keys.vector;
}
