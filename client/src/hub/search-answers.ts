import { findDocuments } from '@holdfast/shared/finding/find-documents';
import { createMarker, type Marker } from '@holdfast/shared/finding/marked-words';
import { isChosen, type RunbookChoice } from '@holdfast/shared/finding/runbook-filter';
import type { WordIndex } from '@holdfast/shared/finding/word-index';
import type { RunbookProjection } from '@holdfast/shared/model/projection';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { NameMatch, SearchHit } from './client-api.ts';

/** A question to the search. */
export interface SearchQuestion {
  readonly query: string;
  readonly limit: number;
  /** Absent: all runbooks, archived ones last. */
  readonly choice?: RunbookChoice | undefined;
}

export interface AnswerSources {
  readonly index: WordIndex;
  readonly runbook: (doc: DocumentName) => RunbookProjection | undefined;
  readonly loadText: (doc: DocumentName) => Promise<string>;
  /** Awaited between texts: many take longer than others should wait. */
  readonly pause: () => Promise<void>;
}

/** The best `limit` of what was found, and how many that are in all. */
export async function answerSearch(
  { index, runbook, loadText, pause }: AnswerSources,
  { query, limit, choice }: SearchQuestion,
): Promise<{ readonly hits: readonly SearchHit[]; readonly total: number }> {
  const found = findDocuments(index, query, {
    accepts(doc) {
      const known = runbook(doc);
      return known !== undefined && (choice === undefined || isChosen(known, choice));
    },
    isLast: (doc) => runbook(doc)?.archived === true,
  });
  const exact = createMarker(query, false);
  const nearly = createMarker(query, true);
  const shown = found.slice(0, limit);
  const texts = await Promise.all(shown.map(({ doc }) => loadText(doc)));
  const hits: SearchHit[] = [];
  for (const [at, { doc, similar }] of shown.entries()) {
    const marker = similar ? nearly : exact;
    const known = runbook(doc);
    const title = known?.title ?? '';
    const name = known === undefined ? undefined : matchedName(known, marker);
    hits.push({
      doc,
      title,
      titleMarks: marker.marks(title),
      ...marker.excerpt(texts[at] ?? ''),
      ...(name === undefined ? {} : { name }),
      ...(similar ? { similar } : {}),
    });
    await pause();
  }
  return { hits, total: found.length };
}

const nameKinds = [
  ['alert', 'alerts'],
  ['alias', 'aliases'],
  ['component', 'components'],
  ['owner', 'owners'],
  ['tag', 'tags'],
] as const;

/** The name beside the text that answers most of the query, if any does. */
function matchedName(runbook: RunbookProjection, marker: Marker): NameMatch | undefined {
  let best: NameMatch | undefined;
  for (const [kind, key] of nameKinds) {
    for (const text of runbook[key]) {
      const marks = marker.marks(text);
      if (marks.length > (best?.marks.length ?? 0)) best = { kind, text, marks };
    }
  }
  return best;
}
