import type * as Y from 'yjs';
import { appendKnownEntries, type EntryContext, type KnownEntry } from '../model/entries.ts';

/** UTF-16 code units of entries in one edit: well below what a relay takes at once, also in UTF-8. */
const portionLength = 200_000;

/**
 * Appends entries to an incident's document and gives the edits, in order, each small enough for a
 * relay. `doc` must have a client id of its own, as every new `Y.Doc` does.
 */
export function appendReport(
  doc: Y.Doc,
  entries: readonly KnownEntry[],
  context: EntryContext,
): readonly Uint8Array[] {
  const updates: Uint8Array[] = [];
  const keep = (update: Uint8Array): void => void updates.push(update);
  doc.on('update', keep);
  for (const portion of portionsOf(entries)) {
    const withWall = portion.map(({ fields, ...rest }) => ({
      ...rest,
      fields: { ...fields, wallMs: context.nowMs },
    }));
    appendKnownEntries(doc.getArray('entries'), withWall, context);
  }
  doc.off('update', keep);
  return updates;
}

function portionsOf(entries: readonly KnownEntry[]): readonly (readonly KnownEntry[])[] {
  const portions: KnownEntry[][] = [];
  let length = Infinity;
  for (const entry of entries) {
    const own = JSON.stringify(entry.fields).length;
    if (length + own > portionLength) {
      portions.push([]);
      length = 0;
    }
    length += own;
    portions.at(-1)?.push(entry);
  }
  return portions;
}
