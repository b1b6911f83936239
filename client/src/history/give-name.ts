import type { EntryContext } from '@holdfast/shared/model/entries';
import { nameVersion, readVersions, recordVersion } from '@holdfast/shared/model/versions';
import type * as Y from 'yjs';
import type { VersionEntry } from './choose-versions.ts';

/** Names a version; the text as it is now becomes one first. */
export function giveName(deps: {
  readonly doc: Y.Doc;
  readonly entry: VersionEntry;
  readonly present: { readonly body: string; readonly changedBy: string };
  readonly name: string;
  readonly context: EntryContext;
}): void {
  const { doc, entry, present, name, context } = deps;
  if (entry.version !== undefined) {
    nameVersion(doc, entry.version, name, context);
    return;
  }
  doc.transact(() => {
    const people = [present.changedBy];
    recordVersion(doc, { text: present.body, reason: 'named', people }, context);
    const newest = readVersions(doc).at(-1);
    if (newest !== undefined) nameVersion(doc, newest, name, context);
  });
}
