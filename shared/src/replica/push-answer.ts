import type { LinkMessage } from '../protocol/link-messages.ts';
import type { DocumentName } from '../protocol/names.ts';
import type { Taken } from './rooms.ts';

/** What a relay answers to a pushed edit, by what became of it and where its log stands. */
export function answerToPush(
  ref: number,
  doc: DocumentName,
  taken: Taken,
  log: { readonly boot: string; readonly lastLsn: number },
): LinkMessage {
  const { boot, lastLsn } = log;
  switch (taken.kind) {
    case 'new':
      return { type: 'accepted', ref, boot, lsn: taken.lsn };
    case 'contained':
      // What it adds is somewhere in the log up to here.
      return { type: 'accepted', ref, boot, lsn: lastLsn };
    case 'missing':
      return { type: 'nack', ref, doc, reason: 'missing', stateVector: taken.stateVector };
    case 'refused':
      return { type: 'nack', ref, doc, reason: taken.reason, stateVector: new Uint8Array() };
  }
}
