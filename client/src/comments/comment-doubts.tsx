import type { Discussion } from '@holdfast/shared/model/comments';
import { useMemo } from 'react';
import type * as Y from 'yjs';
import { DoubtfulEntries } from '../signing/doubtful-entries.tsx';
import { signingText } from '../ui/text/signing.ts';

/** Remarks, replies and decisions that may not be of whom they name. */
export function CommentDoubts(props: {
  readonly doc: Y.Doc;
  readonly discussions: readonly Discussion[];
}) {
  const { doc, discussions } = props;
  const entries = useMemo(
    () =>
      discussions.flatMap(({ id, by, person, text, replacement, replies, decided, state }) => [
        { id, by, person, says: signingText.said(text === '' ? (replacement ?? '') : text) },
        ...replies.map((reply) => ({
          id: reply.id,
          by: reply.by,
          person: reply.person,
          says: signingText.said(reply.text),
        })),
        ...(decided === undefined
          ? []
          : [
              {
                id: decided.id,
                by: decided.by,
                person: decided.person,
                says: signingText.decided[state],
              },
            ]),
      ]),
    [discussions],
  );
  return <DoubtfulEntries doc={doc} entries={entries} />;
}
