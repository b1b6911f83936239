import { decodeUtf8, encodeUtf8 } from 'lib0/string';
import { z } from 'zod/mini';
import { type DocumentName, documentNameSchema } from '../protocol/names.ts';
import { seal, unseal } from './checksum.ts';
import type { Journal } from './journal.ts';
import { keys } from './layout.ts';
import type { ReadScope } from './link-access.ts';
import type { Store } from './ports.ts';
import { coversAll, type Vector } from './vector.ts';

/**
 * What a leaf's vector does not speak for: relays with keys give a person only some documents, and
 * their marks speak for all. What was withheld is noted on disk no later than the vector, and asked
 * for whole once a relay gives it.
 */
export interface LeafScope {
  /** What a relay gives from now on. Returns what is to be asked of it whole. */
  told(scope: ReadScope): readonly DocumentName[];
  /** A mark of a relay was adopted that has sent `whole` documents whole since the link began. */
  adopted(held: Vector, whole: readonly DocumentName[]): void;
}

const rowSchema = z.object({
  docs: z.optional(z.array(z.string())),
  withheld: z.array(documentNameSchema),
});
type Row = z.infer<typeof rowSchema>;

export async function openLeafScope(deps: {
  readonly store: Store;
  readonly journal: Journal;
}): Promise<LeafScope> {
  const { store, journal } = deps;
  const stored = await store.get(keys.readScope);
  let now: Row = stored === undefined ? { withheld: [] } : readRow(stored);

  function write(row: Row): void {
    now = row;
    journal.write([{ key: keys.readScope, value: seal(encodeUtf8(JSON.stringify(row))) }]);
  }

  return {
    told({ docs, withheld }) {
      const names = withheld.flatMap((name) => documentNameSchema.safeParse(name).data ?? []);
      const all = [...new Set([...now.withheld, ...names])];
      const isWider = now.docs !== undefined && !isWithin(now.docs, docs);
      // What is in the log of a relay beyond what it gave before cannot be named: all is read again.
      if (isWider) journal.forgetForeign();
      if (!isSame(now, docs, all))
        write({ ...(docs !== undefined && { docs: [...docs] }), withheld: all });
      const isHeldBack = new Set<string>(names);
      return all.filter((doc) => !isHeldBack.has(doc) && docs?.includes(doc) !== false);
    },
    adopted(held, whole) {
      const got = whole.filter((doc) => now.withheld.includes(doc));
      // What another relay has had beyond that may be more than this one knows of the document.
      if (got.length === 0 || !coversAll(held, journal.foreign())) return;
      write({ ...now, withheld: now.withheld.filter((doc) => !got.includes(doc)) });
    },
  };
}

/** A damaged row is taken for "nothing was given". */
function readRow(record: Uint8Array): Row {
  const payload = unseal(record);
  try {
    const row = payload && rowSchema.safeParse(JSON.parse(decodeUtf8(payload)));
    if (row?.success === true) return row.data;
  } catch {
    return { docs: [], withheld: [] };
  }
  return { docs: [], withheld: [] };
}

function isWithin(docs: readonly string[], next: readonly string[] | undefined): boolean {
  return next !== undefined && next.every((doc) => docs.includes(doc));
}

function isSame(
  now: Row,
  docs: readonly string[] | undefined,
  withheld: readonly string[],
): boolean {
  const isSameScope =
    docs === undefined || now.docs === undefined
      ? docs === now.docs
      : docs.length === now.docs.length && isWithin(now.docs, docs);
  return isSameScope && withheld.length === now.withheld.length;
}
