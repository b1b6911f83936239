import type { LinkMessage } from '../protocol/link-messages.ts';
import type { DocumentName } from '../protocol/names.ts';
import type { LinkHost } from './link-host.ts';

/** Answers to `fetch` wait while this much is unread: a few bytes ask for a whole document. */
const pauseAnswersBytes = 4 * 1024 * 1024;
const pauseMs = 20;
/** What somebody is told who asks for what they may not read: as of a document that does not exist. */
const nothing = new Uint8Array([0, 0]);

export interface AnswerDeps {
  readonly host: Pick<LinkHost, 'diff'>;
  readonly mayRead: (doc: DocumentName) => boolean;
  readonly bufferedBytes: () => number;
  readonly setTimer: (delayMs: number, task: () => void) => void;
  readonly send: (message: LinkMessage) => void;
}

/** Sends what somebody with `stateVector` lacks of a document, once they have read what was sent before. */
export async function answerFetch(
  { host, mayRead, bufferedBytes, setTimer, send }: AnswerDeps,
  { ref, doc, stateVector }: { ref: number; doc: DocumentName; stateVector: Uint8Array },
): Promise<void> {
  while (bufferedBytes() > pauseAnswersBytes)
    await new Promise<void>((resolve) => setTimer(pauseMs, resolve));
  const update = mayRead(doc) ? await host.diff(doc, stateVector) : nothing;
  // It may have been withheld while it was read.
  send({ type: 'state', answers: ref, doc, update: mayRead(doc) ? update : nothing });
}
