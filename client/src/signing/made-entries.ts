import { madeKey } from '../hub/made-key.ts';

/** Entries that this device made and did not sign yet. */
export interface MadeEntries {
  /** By document: the hash of each, by its id. */
  all(): ReadonlyMap<string, ReadonlyMap<string, string>>;
  forget(document: string, ids: readonly string[]): void;
  /** Forgets all but so many, the oldest first. */
  keepNewest(count: number): void;
}

export function madeEntries(
  storage: Pick<Storage, 'length' | 'key' | 'getItem' | 'removeItem'>,
  workspace: string,
): MadeEntries {
  const [start = ''] = madeKey(workspace).split('  ');
  const prefix = `${start} `;

  /** Their ids begin with their time, so that they sort by it. */
  function kept(): readonly {
    readonly key: string;
    readonly document: string;
    readonly id: string;
  }[] {
    const found = [];
    for (let at = 0; at < storage.length; at += 1) {
      const key = storage.key(at) ?? '';
      if (!key.startsWith(prefix)) continue;
      const [document = '', id = ''] = key.slice(prefix.length).split(' ');
      found.push({ key, document, id });
    }
    return found.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  return {
    all() {
      const all = new Map<string, Map<string, string>>();
      for (const { key, document, id } of kept()) {
        const made = all.get(document) ?? new Map<string, string>();
        all.set(document, made.set(id, storage.getItem(key) ?? ''));
      }
      return all;
    },
    forget(document, ids) {
      for (const id of ids) storage.removeItem(madeKey(workspace, document, id));
    },
    keepNewest(count) {
      const all = kept();
      for (const { key } of all.slice(0, Math.max(0, all.length - count))) storage.removeItem(key);
    },
  };
}
