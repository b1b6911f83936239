import type { Replica } from '@holdfast/shared/replica/replica-api';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import * as Y from 'yjs';

/** Someone who edits one document and hands over each edit as an update. */
export interface Author {
  readonly yDoc: Y.Doc;
  /** Inserts at the end. */
  type(text: string): Uint8Array;
  erase(at: number, length: number): Uint8Array;
  /** Takes over what others have. */
  learn(update: Uint8Array): void;
  text(): string;
}

export function createAuthor(clientId: number): Author {
  const yDoc = new Y.Doc();
  yDoc.clientID = clientId;
  const change = (edit: (text: Y.Text) => void): Uint8Array => {
    let update = new Uint8Array();
    const keep = (bytes: Uint8Array): void => {
      update = Uint8Array.from(bytes);
    };
    yDoc.on('update', keep);
    edit(yDoc.getText('body'));
    yDoc.off('update', keep);
    return update;
  };
  return {
    yDoc,
    type: (words) => change((text) => text.insert(text.length, words)),
    erase: (at, length) => change((text) => text.delete(at, length)),
    learn: (update) => Y.applyUpdate(yDoc, update),
    text: () => yDoc.getText('body').toString(),
  };
}

/** The text of a document as a fresh copy of it shows; undefined where part of it is missing. */
export function textOf(...updates: readonly Uint8Array[]): string | undefined {
  const yDoc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(yDoc, update);
  const isPending = yDoc.store.pendingStructs !== null || yDoc.store.pendingDs !== null;
  return isPending ? undefined : yDoc.getText('body').toString();
}

/** What a replica holds of a document, as text; empty when it holds nothing. */
export async function textIn(replica: Replica, doc: DocumentName): Promise<string | undefined> {
  const state = await replica.read(doc);
  return state === undefined ? '' : textOf(state);
}
