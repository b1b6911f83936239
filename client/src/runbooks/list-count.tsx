import { useEffect, useRef } from 'react';
import { useAnnounce } from '../app/announcer.tsx';
import type { Completeness } from '../app/completeness.ts';
import { runbooksText } from '../ui/text/runbooks.ts';

/** How long a search must rest before its count is spoken while runbooks arrive. */
const restMs = 2000;

/**
 * How many runbooks are listed, and whether these are all. While they arrive the number changes all
 * the time: it is spoken only after a search, and when it turns out what to expect.
 */
export function ListCount(props: {
  readonly shown: number;
  readonly total: number;
  readonly query: string;
  readonly completeness: Completeness;
}) {
  const { shown, total, query, completeness } = props;
  const announce = useAnnounce();
  const count = shown === total ? runbooksText.count(total) : runbooksText.countOf(shown, total);
  const words = completeness === 'whole' ? count : runbooksText.countSoFar[completeness](count);
  const latest = useRef(words);
  const partial = useRef(false);
  useEffect(() => {
    latest.current = words;
  }, [words]);
  useEffect(() => {
    if (completeness === 'whole' && !partial.current) return undefined;
    const timer = setTimeout(() => {
      partial.current = completeness !== 'whole';
      announce(latest.current);
    }, restMs);
    return () => clearTimeout(timer);
  }, [announce, completeness, query]);
  return completeness === 'whole' ? <span role="status">{words}</span> : <span>{words}</span>;
}
