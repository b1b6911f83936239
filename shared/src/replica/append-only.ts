import * as Y from 'yjs';

/**
 * What somebody may add to a document who may not change it. Plain data, so that it can be handed to
 * another thread. Roots that are not named may not be touched.
 */
export interface AppendRule {
  /** Arrays of entries that may grow; with the kinds of entries, or null for any. */
  readonly lists: Readonly<Record<string, readonly string[] | null>>;
  /** Maps that may get new keys. */
  readonly maps: readonly string[];
  /** Maps that may be written only in a document that holds nothing yet. */
  readonly first: readonly string[];
}

export interface AppendWatch {
  /** Why what has been applied since is more than appending; undefined where it is not. */
  problem(): string | undefined;
}

/**
 * Watches what is applied to `doc` from now on. An entry's id must be new: readers take the first
 * of two with the same id, wherever it stands. A key of a map cannot be written anew without a
 * deletion of what was there.
 */
export function watchAppends(doc: Y.Doc, rule: AppendRule): AppendWatch {
  const before = Y.decodeStateVector(Y.encodeStateVector(doc));
  const ids = new Map(Object.keys(rule.lists).map((name) => [name, idsIn(doc.getArray(name))]));
  let found: string | undefined;

  // At that moment what is new has not been joined to what stood beside it.
  doc.on('afterTransaction', ({ deleteSet, beforeState }: Y.Transaction) => {
    for (const [client, ranges] of deleteSet.clients) {
      const known = before.get(client) ?? 0;
      if (ranges.some(({ clock }) => clock < known)) found ??= 'something would be deleted';
    }
    for (const [client, structs] of doc.store.clients) {
      const known = beforeState.get(client) ?? 0;
      for (let i = structs.length - 1; i >= 0; i -= 1) {
        const struct = structs[i];
        if (struct === undefined || struct.id.clock < known) break;
        if (struct instanceof Y.Item && !struct.deleted) found ??= judge(struct);
      }
    }
  });

  function judge(item: Y.Item): string | undefined {
    const root = rootNameOf(doc, item);
    if (root === undefined) return 'only whole entries can be added';
    const kinds = rule.lists[root];
    if (kinds !== undefined && item.parentSub === null) return judgeEntries(root, kinds, item);
    if (item.parentSub === null || item.content instanceof Y.ContentType) return elsewhere;
    if (rule.maps.includes(root)) return undefined;
    return rule.first.includes(root) && before.size === 0 ? undefined : elsewhere;
  }

  function judgeEntries(
    root: string,
    kinds: readonly string[] | null,
    { content }: Y.Item,
  ): string | undefined {
    if (!(content instanceof Y.ContentAny)) return 'only whole entries can be added';
    for (const entry of content.arr) {
      const { id, kind } = namesOf(entry);
      if (kinds !== null && !kinds.includes(kind)) return 'entries of this kind cannot be added';
      if (ids.get(root)?.has(id)) return 'an entry of that id is there already';
      ids.get(root)?.add(id);
    }
    return undefined;
  }

  return { problem: () => found };
}

const elsewhere = 'nothing can be changed there';

/** The root that an item is directly in; undefined where it is in something else, or in nothing any more. */
function rootNameOf(doc: Y.Doc, { parent }: Y.Item): string | undefined {
  if (!(parent instanceof Y.AbstractType) || parent._item !== null) return undefined;
  for (const [name, type] of doc.share) if (type === parent) return name;
  return undefined;
}

function idsIn(entries: Y.Array<unknown>): Set<string> {
  return new Set(entries.toArray().map((entry) => namesOf(entry).id));
}

function namesOf(entry: unknown): { readonly id: string; readonly kind: string } {
  if (typeof entry !== 'object' || entry === null) return { id: '', kind: '' };
  const id = 'id' in entry && typeof entry.id === 'string' ? entry.id : '';
  const kind = 'kind' in entry && typeof entry.kind === 'string' ? entry.kind : '';
  return { id, kind };
}
