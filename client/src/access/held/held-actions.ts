import { indexedText } from '@holdfast/shared/model/body-text';
import { suggestChange } from '@holdfast/shared/model/comments';
import { runbookBody } from '@holdfast/shared/model/runbook';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import * as Y from 'yjs';
import type { HubClient } from '../../hub/client-api.ts';
import type { Names } from '../../incidents/describe-item.ts';
import { accessStateText } from '../../ui/text/access-state.ts';
import { accessAnswerSchema, type AccessQuestion } from '../device/access-messages.ts';
import { heldLines } from './held-lines.ts';
import { singleChange } from './single-change.ts';

/** What differs between this device's copy of a document and what relays have. */
export type Difference =
  | { readonly kind: 'unreachable' }
  /** Of documents that are no text: what differs, in words; empty where that cannot be said. */
  | { readonly kind: 'no-text'; readonly lines: readonly string[] }
  | {
      readonly kind: 'text';
      /** The relays' and this device's. */
      readonly before: string;
      readonly after: string;
      /** What relays have, whole. */
      readonly atRelay: Uint8Array;
    };

type Asking = Pick<HubClient, 'askAccess' | 'readDocuments' | 'entryContext'>;

async function ask(hub: Pick<HubClient, 'askAccess'>, question: AccessQuestion) {
  return accessAnswerSchema.safeParse(await hub.askAccess(question)).data;
}

/** Compares with what a relay has now. */
export async function differenceOf(
  hub: Asking,
  doc: DocumentName,
  names: Names,
): Promise<Difference> {
  const answer = await ask(hub, { ask: 'at-relay', doc });
  if (answer?.answer !== 'at-relay' || answer.update === undefined) return { kind: 'unreachable' };
  const [own] = await hub.readDocuments([doc]);
  if (!doc.startsWith('runbook:')) {
    const after = docOf(own === undefined ? answer.update : own.update);
    return { kind: 'no-text', lines: heldLines(doc, docOf(answer.update), after, names) };
  }
  const before = textOf(answer.update);
  return {
    kind: 'text',
    before,
    after: own === undefined ? before : textOf(own.update),
    atRelay: answer.update,
  };
}

/** Gives the changes up on this device. False where it could not be done now. */
export async function giveUp(hub: Asking, doc: DocumentName, add?: Uint8Array): Promise<boolean> {
  const answer = await ask(hub, { ask: 'give-up', doc, ...(add === undefined ? {} : { add }) });
  return answer?.answer === 'given-up' && answer.outcome === 'done';
}

/**
 * Puts a suggestion in the place of the changes. Gives the problem in words, or undefined when it went
 * well: then every page that shows the document opens it anew.
 */
export async function handOverAsSuggestion(
  hub: Asking,
  doc: DocumentName,
  difference: Extract<Difference, { kind: 'text' }>,
): Promise<string | undefined> {
  const { held } = accessStateText;
  const change = singleChange(difference.before, difference.after);
  if (change === undefined) return held.sameText;
  const yDoc = docOf(difference.atRelay);
  const before = Y.encodeStateVector(yDoc);
  const { range, replacement } = change;
  const said = suggestChange(
    yDoc,
    { range, replacement, text: held.suggestionWords },
    hub.entryContext(),
  );
  if (!said.ok) return said.problem;
  const isDone = await giveUp(hub, doc, Y.encodeStateAsUpdate(yDoc, before));
  return isDone ? undefined : held.failed;
}

function docOf(update: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return doc;
}

function textOf(update: Uint8Array): string {
  return indexedText(runbookBody(docOf(update)));
}
