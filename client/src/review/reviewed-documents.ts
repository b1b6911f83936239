import type { Projection } from '@holdfast/shared/model/projection';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { RegisterChange } from '../map/analysis/analysis-messages.ts';

const kinds = ['runbook', 'drill', 'plan', 'incident', 'workspace'] as const;

/** What the review reads of the workspace beside the map. */
export type ReviewedDocument = Extract<Projection, { kind: (typeof kinds)[number] }>;

type Documents = ReadonlyMap<DocumentName, Projection>;

/**
 * What became of the documents that the review reads, told by the identity of their projections;
 * undefined where nothing did. Their text, which it does not read, is left out.
 */
export function changedDocuments(
  before: Documents | undefined,
  now: Documents,
): RegisterChange<ReviewedDocument> | undefined {
  if (before === now) return undefined;
  const set: [DocumentName, ReviewedDocument][] = [];
  const gone: DocumentName[] = [];
  for (const [name, one] of now)
    if (isReviewed(one) && before?.get(name) !== one) set.push([name, withoutText(one)]);
  for (const [name, one] of before ?? []) if (isReviewed(one) && !now.has(name)) gone.push(name);
  return set.length === 0 && gone.length === 0 ? undefined : { set, gone };
}

function isReviewed(one: Projection): one is ReviewedDocument {
  return kinds.some((kind) => kind === one.kind);
}

function withoutText(one: ReviewedDocument): ReviewedDocument {
  return 'text' in one ? { ...one, text: '' } : one;
}
