import { readLock, readReviews, runbookReviews } from '@holdfast/shared/model/review';
import { useMemo } from 'react';
import type * as Y from 'yjs';
import { useYSelector } from '../documents/use-y-selector.ts';
import { DoubtfulEntries } from '../signing/doubtful-entries.tsx';
import { signingText } from '../ui/text/signing.ts';

/** Verdicts and approvals of a text that may not be of whom they name. */
export function ReviewDoubts(props: { readonly doc: Y.Doc }) {
  const { doc } = props;
  const reviews = useMemo(() => runbookReviews(doc), [doc]);
  const entries = useYSelector(reviews, toldOf);
  return <DoubtfulEntries doc={doc} entries={entries} />;
}

function toldOf({ doc }: Y.Array<unknown>) {
  if (doc === null) return [];
  const lock = readLock(doc);
  return [
    ...readReviews(doc).map(({ id, by, person, verdict }) => ({
      id,
      by,
      person,
      says: signingText.reviewed[verdict],
    })),
    ...(lock === undefined
      ? []
      : [{ id: lock.id, by: lock.by, person: lock.person, says: signingText.locked }]),
  ];
}
