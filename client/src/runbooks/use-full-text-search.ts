import { useEffect, useState } from 'react';
import { useHub } from '../app/hub-context.tsx';
import type { SearchHit } from '../hub/client-api.ts';

const hitLimit = 200;
/** Titles match at once; the text may wait until a word is finished. */
const pauseMs = 120;
/** How often a search is asked again while documents arrive. */
const againMs = 2000;
const noHits: readonly SearchHit[] = [];

/**
 * What the full-text search found for a query; nothing while it is asked anew for another. While the
 * workspace is `growing` it is asked again and again, and once more when that ends.
 */
export function useFullTextSearch(query: string, growing: boolean): readonly SearchHit[] {
  const hub = useHub();
  const [found, setFound] = useState({ query: '', hits: noHits });
  const wanted = query.trim();
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (!growing || wanted === '') return undefined;
    const timer = setInterval(() => setRound((last) => last + 1), againMs);
    return () => clearInterval(timer);
  }, [growing, wanted]);
  useEffect(() => {
    if (wanted === '') return undefined;
    let gone = false;
    const timer = setTimeout(() => {
      hub.search(wanted, hitLimit).then(
        (hits) => {
          if (!gone) setFound({ query: wanted, hits });
        },
        // Without the hub the titles still match; the saved state says what is wrong.
        () => undefined,
      );
    }, pauseMs);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [hub, wanted, growing, round]);
  // Hits of the last query stay while the next is typed, so that rows do not come and go.
  return wanted !== '' && (wanted.startsWith(found.query) || found.query.startsWith(wanted))
    ? found.hits
    : noHits;
}
