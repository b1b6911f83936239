import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Clock } from '@holdfast/shared/replica/ports';
import MiniSearch from 'minisearch';
import type { SearchHit } from './client-api.ts';
import { excerptAround } from './excerpt.ts';
import { searchWords } from './search-words.ts';

/** How long one slice of indexing may hold the worker before keystrokes get their turn. */
const sliceMs = 12;
/** A search does not wait longer than this for an index under construction: it answers from what there is. */
const patienceMs = 1500;
/** Texts fetched from the store at a time. */
const batchSize = 40;

interface Indexed {
  readonly doc: DocumentName;
  readonly title: string;
  readonly text: string;
}

export interface SearchIndexDeps {
  readonly clock: Clock;
  /** Every document with its title, when indexing begins. */
  readonly titles: () => readonly { readonly doc: DocumentName; readonly title: string }[];
  /** The text of one document, from this device. */
  readonly loadText: (doc: DocumentName) => Promise<string>;
}

export interface SearchIndex {
  /** Begins to index what is there, if it has not begun. */
  start(): void;
  /** Takes up a document that is new or has changed. */
  update(doc: DocumentName, title: string, text: string): void;
  /**
   * Best first, at most `limit`. All words of the query must occur, as beginnings; where that finds
   * nothing, nearly so, and then every hit is `similar`.
   */
  search(query: string, limit: number): Promise<SearchHit[]>;
}

/** Full-text search over titles and texts, built in slices when first wanted and kept up after. */
export function createSearchIndex(deps: SearchIndexDeps): SearchIndex {
  const index = new MiniSearch<Indexed>({
    idField: 'doc',
    fields: ['title', 'text'],
    tokenize: searchWords,
    searchOptions: {
      boost: { title: 5 },
      prefix: (term) => term.length > 1,
      combineWith: 'AND',
    },
  });
  const titleByDocument = new Map<DocumentName, string>();
  let building: Promise<void> | undefined;

  function put(entry: Indexed): void {
    if (index.has(entry.doc)) index.discard(entry.doc);
    index.add(entry);
    titleByDocument.set(entry.doc, entry.title);
  }

  async function build(): Promise<void> {
    const entries = deps.titles();
    for (let at = 0; at < entries.length; at += batchSize) {
      const batch = entries.slice(at, at + batchSize);
      const texts = await Promise.all(batch.map(({ doc }) => deps.loadText(doc)));
      let sliceStartMs = deps.clock.monotonicMs();
      for (const [offset, { doc, title }] of batch.entries()) {
        // A change that arrived meanwhile is newer than what was loaded.
        if (!index.has(doc)) put({ doc, title, text: texts[offset] ?? '' });
        if (deps.clock.monotonicMs() - sliceStartMs < sliceMs) continue;
        await new Promise<void>((resolve) => deps.clock.setTimer(0, resolve));
        sliceStartMs = deps.clock.monotonicMs();
      }
    }
  }

  function start(): Promise<void> {
    building ??= build();
    return building;
  }

  function patience(): Promise<void> {
    return new Promise((resolve) => {
      deps.clock.setTimer(patienceMs, resolve);
    });
  }

  return {
    start: () => void start(),
    update(doc, title, text) {
      if (building !== undefined) put({ doc, title, text });
    },
    async search(query, limit) {
      await Promise.race([start(), patience()]);
      const exact = index.search(query);
      const similar = exact.length === 0;
      const found = (similar ? index.search(query, { fuzzy: allowedSlips }) : exact).slice(
        0,
        limit,
      );
      return Promise.all(
        found.map(async ({ id, terms }) => {
          const doc: DocumentName = String(id);
          const text = await deps.loadText(doc);
          return {
            doc,
            title: titleByDocument.get(doc) ?? '',
            ...excerptAround(text, terms),
            ...(similar ? { similar } : {}),
          };
        }),
      );
    },
  };
}

/** Short words are similar to everything. */
function allowedSlips(term: string): number | false {
  return term.length > 4 ? 0.2 : false;
}
