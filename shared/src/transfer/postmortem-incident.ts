import * as Y from 'yjs';
import {
  appendKnownEntries,
  type EntryContext,
  type EntryFields,
  type KnownEntry,
} from '../model/entries.ts';
import { deterministicClientId, idAt, idEnding } from '../model/ids.ts';
import { importedFrom, readIncidentEntries } from '../model/incident-entries.ts';
import { type DocumentName, documentNameSchema } from '../protocol/names.ts';
import type { Postmortem } from './read-postmortem.ts';

/** The document of an imported post-mortem: everyone who imports it means the same. */
export function postmortemDocument(key: string): DocumentName {
  return documentNameSchema.parse(`incident:${idAt(0, idEnding('post-mortem', key))}`);
}

/**
 * Fills a document with a closed incident; says whether it wrote anything. One that holds an
 * incident stays as it is, whatever the file says by now: people may have gone on with it. Two who
 * import the same without knowing of each other have one after merging. `doc` must have a client id
 * of its own, as every new `Y.Doc` does.
 */
export function importPostmortem(
  doc: Y.Doc,
  postmortem: Postmortem,
  context: EntryContext,
): boolean {
  if (readIncidentEntries(doc).some(({ kind }) => kind === 'declared')) return false;
  Y.applyUpdate(doc, textUpdate(postmortem));
  doc.transact(() =>
    appendKnownEntries(doc.getArray('entries'), entriesOf(postmortem, context.nowMs), context),
  );
  return true;
}

/** The same bytes for the same text, so that it is there once however often it is imported. */
function textUpdate({ key, text }: Postmortem): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = deterministicClientId(`post-mortem ${key}`, text);
  doc.getText('postmortem').insert(0, text);
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

function entriesOf(postmortem: Postmortem, nowMs: number): readonly KnownEntry[] {
  const { title, severity, startedAtMs, endedAtMs, publishedAtMs } = postmortem;
  // The nearest to it that is known; milestones say what is not.
  const shownMs = startedAtMs ?? endedAtMs ?? publishedAtMs ?? 0;
  const of = (
    words: readonly string[],
    fields: EntryFields,
    happenedAtMs = shownMs,
  ): KnownEntry => ({
    id: idAt(0, idEnding('post-mortem', postmortem.key, ...words)),
    fields: { ...fields, wallMs: nowMs },
    happenedAtMs,
  });
  const milestone = (which: string, atMs: number | undefined): KnownEntry =>
    of(['milestone', which], { kind: 'milestone', which, atMs: atMs ?? 0, after: [] });
  return [
    of(['declared'], {
      kind: 'declared',
      title,
      severity: severity ?? 3,
      severityStated: severity === undefined ? false : undefined,
      from: importedFrom,
    }),
    ...postmortem.components.map((component) =>
      of(['component', component], { kind: 'component', component, affected: true, after: [] }),
    ),
    ...postmortem.links.map(({ url, text }) => of(['link', url], { kind: 'link', url, text })),
    ...(postmortem.about === '' ? [] : [of(['about'], { kind: 'note', text: postmortem.about })]),
    milestone('started', startedAtMs),
    // Nothing tells them, and what was declared afterwards would be taken for them.
    milestone('detected', undefined),
    milestone('mitigated', undefined),
    milestone('resolved', endedAtMs),
    of(['resolved'], { kind: 'status', status: 'resolved', after: [] }, endedAtMs ?? shownMs),
  ];
}
