import * as Y from 'yjs';
import { type ContentNaming, fitsContentName } from '../model/content-names.ts';
import { fitsItsId } from '../model/entry-id.ts';

/** A map in which each device writes under keys of its own. */
export interface OwnKeys {
  readonly map: string;
  /** How the keys of whoever sends it end. They may be written anew, and not be taken away. */
  readonly ending: string;
  /** Others made it, too: it may bring keys of theirs that are not there yet. */
  readonly isHanded: boolean;
}

/** Keys of a map that last, by how they begin. */
export interface KeptKeys {
  readonly map: string;
  /** New ones may be added, and none written anew or taken away. */
  readonly lasting: readonly string[];
  /** Others write these: the same, and new ones come only with edits of others that are handed on. */
  readonly foreign: readonly string[];
  readonly isHanded: boolean;
}

/** What everybody has to keep to, whatever else they may change. */
export interface GuardRule {
  readonly own?: OwnKeys | undefined;
  readonly kept?: KeptKeys | undefined;
  /** Such documents are typed in, and what holds letters only is let through unseen. */
  readonly isTypedIn: boolean;
}

/**
 * What somebody may add to a document who may not change it. Plain data, so that it can be handed to
 * another thread. Roots that are not named may not be touched.
 */
export interface AppendRule {
  readonly own?: OwnKeys | undefined;
  /** Arrays of entries that may grow; with the kinds of entries, or null for any. */
  readonly lists: Readonly<Record<string, readonly string[] | null>>;
  /** Ids of entries have to follow from what they say (`entry-id.ts`): what is not here yet may be elsewhere. */
  readonly fitting?: boolean | undefined;
  /** Maps that may get new keys. */
  readonly maps: readonly string[];
  /** The same, whose keys have to fit what stands under them. */
  readonly contents?: Readonly<Record<string, ContentNaming>> | undefined;
}

export interface AppendWatch {
  /** Why what has been applied since is more than appending; undefined where it is not. */
  problem(): string | undefined;
}

/** The rule for one edit. */
export function ruleFor(
  rule: AppendRule | GuardRule | undefined,
  isHanded: boolean,
): AppendRule | GuardRule | undefined {
  if (rule === undefined) return undefined;
  const own = rule.own && { ...rule.own, isHanded };
  if ('lists' in rule) return { ...rule, own };
  return { ...rule, own, kept: rule.kept && { ...rule.kept, isHanded } };
}

/** Can only the document itself show whether an update keeps to the rule? */
export function mustBeWatched(
  rule: AppendRule | GuardRule | undefined,
  { holdsValues }: { readonly holdsValues: boolean },
): boolean {
  if (rule === undefined) return false;
  return 'lists' in rule || !rule.isTypedIn || holdsValues;
}

/**
 * Watches what is applied to `doc` from now on. An entry's id must be new. A key of a map cannot be
 * written anew without a deletion of what was there.
 */
export function watchAppends(doc: Y.Doc, rule: AppendRule | GuardRule): AppendWatch {
  const { own } = rule;
  const append = 'lists' in rule ? rule : undefined;
  const kept = 'lists' in rule ? undefined : rule.kept;
  const before = Y.decodeStateVector(Y.encodeStateVector(doc));
  const lists = Object.keys(append?.lists ?? {});
  const ids = new Map(lists.map((name) => [name, idsIn(doc.getArray(name))]));
  const rewritten = new Set<string>();
  let found: string | undefined;

  // At that moment what is new has not been joined to what stood beside it.
  doc.on('afterTransaction', (transaction: Y.Transaction) => {
    const { deleteSet, beforeState } = transaction;
    Y.iterateDeletedStructs(transaction, deleteSet, (struct) => {
      const { client, clock } = struct.id;
      if (clock < (before.get(client) ?? 0)) found ??= judgeDeleted(struct);
    });
    for (const [client, structs] of doc.store.clients) {
      const known = beforeState.get(client) ?? 0;
      for (let i = structs.length - 1; i >= 0; i -= 1) {
        const struct = structs[i];
        if (struct === undefined || struct.id.clock < known) break;
        if (!(struct instanceof Y.Item)) continue;
        if (!struct.deleted) found ??= judge(struct);
        else if (append !== undefined) found ??= judgeGone(append, struct);
      }
    }
  });

  function judgeDeleted(struct: Y.Item | Y.GC): string | undefined {
    if (kept !== undefined && struct instanceof Y.Item && rootNameOf(doc, struct) === kept.map) {
      const lasting = [...kept.lasting, ...kept.foreign];
      return beginsWith(struct.parentSub, lasting) ? deleted : undefined;
    }
    const isOwned = struct instanceof Y.Item && rootNameOf(doc, struct) === own?.map;
    if (!isOwned || own === undefined) return append && deleted;
    const key = struct.parentSub;
    if (key === null || !key.endsWith(own.ending)) return deleted;
    rewritten.add(key);
    return undefined;
  }

  function judge(item: Y.Item): string | undefined {
    const root = rootNameOf(doc, item);
    if (own !== undefined && root === own.map) return judgeOwned(own, item);
    if (kept !== undefined && root === kept.map && !kept.isHanded) {
      if (beginsWith(item.parentSub, kept.foreign)) return elsewhere;
    }
    return append && judgeAppended(append, root, item);
  }

  /** What came and went in one edit is seen by nobody, and would be kept all the same. */
  function judgeGone(
    { lists: named, maps, contents }: AppendRule,
    item: Y.Item,
  ): string | undefined {
    if (item.content instanceof Y.ContentDeleted) return undefined;
    const root = rootNameOf(doc, item);
    const open = [...Object.keys({ ...named, ...contents }), ...maps, own?.map];
    return root !== undefined && open.includes(root) ? undefined : elsewhere;
  }

  function judgeOwned({ ending, isHanded }: OwnKeys, item: Y.Item): string | undefined {
    if (item.parentSub === null || item.content instanceof Y.ContentType) return elsewhere;
    return isHanded || item.parentSub.endsWith(ending) ? undefined : 'that is for another device';
  }

  function judgeAppended(
    { lists: named, maps, contents = {}, fitting = false }: AppendRule,
    root: string | undefined,
    item: Y.Item,
  ): string | undefined {
    if (root === undefined) return 'only whole entries can be added';
    const kinds = named[root];
    if (kinds !== undefined && item.parentSub === null)
      return judgeEntries(root, kinds, item, fitting);
    if (item.parentSub === null || item.content instanceof Y.ContentType) return elsewhere;
    const naming = contents[root];
    if (naming !== undefined) {
      const [value]: readonly unknown[] = item.content.getContent();
      return fitsContentName(naming, item.parentSub, value) ? undefined : 'that has another name';
    }
    return maps.includes(root) ? undefined : elsewhere;
  }

  function judgeEntries(
    root: string,
    kinds: readonly string[] | null,
    { content }: Y.Item,
    fitting: boolean,
  ): string | undefined {
    if (!(content instanceof Y.ContentAny)) return 'only whole entries can be added';
    for (const entry of content.arr) {
      const { id, kind } = namesOf(entry);
      if (kinds !== null && !kinds.includes(kind)) return 'entries of this kind cannot be added';
      if (fitting && !isFitting(entry))
        return 'the id of an entry does not follow from what it says';
      if (ids.get(root)?.has(id)) return 'an entry of that id is there already';
      ids.get(root)?.add(id);
    }
    return undefined;
  }

  function takenAway(): string | undefined {
    if (own === undefined || rewritten.size === 0) return undefined;
    const left = doc.getMap(own.map);
    return [...rewritten].every((key) => left.has(key)) ? undefined : deleted;
  }

  return { problem: () => found ?? takenAway() };
}

const deleted = 'something would be deleted';
const elsewhere = 'nothing can be changed there';

function beginsWith(key: string | null, beginnings: readonly string[]): boolean {
  return key !== null && beginnings.some((one) => key.startsWith(one));
}

/** The root that an item is directly in; undefined where it is in something else, or in nothing any more. */
function rootNameOf(doc: Y.Doc, { parent }: Y.Item): string | undefined {
  if (!(parent instanceof Y.AbstractType) || parent._item !== null) return undefined;
  for (const [name, type] of doc.share) if (type === parent) return name;
  return undefined;
}

function isFitting(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && fitsItsId(entry);
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
