import type { RunbookChoice } from '@holdfast/shared/finding/runbook-filter';
import { useEffect, useMemo, useState } from 'react';
import { useHub, useProjections } from '../app/hub-context.tsx';
import type { SearchAnswer } from '../hub/client-api.ts';

/** As many as a screen shows: they come first, then the others. */
const firstHits = 24;
const hitLimit = 200;
/** The first hits are asked for at once; all of them once the keys rest. */
const restMs = 150;
/** How often a search is asked again while documents arrive, and while they are still being read. */
const againMs = 2000;
const readAgainMs = 400;
/** After runbooks came or changed: what is listed is to be what there is now. */
const settleMs = 400;
interface Found {
  readonly query: string;
  readonly within: RunbookChoice | undefined;
  readonly answer: SearchAnswer;
}

const nothing: SearchAnswer = { hits: [], total: 0 };

/** The answer to a query, or to the one before it while the answer is `asked` for. */
export interface FoundSoFar extends SearchAnswer {
  readonly asked: boolean;
}

/**
 * What the search found for a query among the chosen runbooks; the last query's answer while it is
 * asked anew for a longer one. While the workspace is `growing`, or the hub is still reading it, it
 * is asked again and again, and once more when that ends or something changed. `choice` absent: all, archived ones last.
 */
export function useFullTextSearch(
  query: string,
  growing: boolean,
  choice?: RunbookChoice,
): FoundSoFar {
  const hub = useHub();
  const [found, setFound] = useState<Found>({ query: '', within: undefined, answer: nothing });
  const wanted = query.trim();
  const within = useSameChoice(choice);
  const [round, setRound] = useState(0);
  const projections = useProjections();
  const [settled, setSettled] = useState(projections);
  useEffect(() => {
    if (projections === settled) return undefined;
    const timer = setTimeout(() => setSettled(projections), settleMs);
    return () => clearTimeout(timer);
  }, [projections, settled]);
  const isCurrent = found.query === wanted && found.within === within;
  const isReading = isCurrent && found.answer.reading !== undefined;
  useEffect(() => {
    if (!(growing || isReading) || wanted === '') return undefined;
    const timer = setInterval(
      () => setRound((last) => last + 1),
      isReading ? readAgainMs : againMs,
    );
    return () => clearInterval(timer);
  }, [growing, isReading, wanted]);
  useEffect(() => {
    if (wanted === '') return undefined;
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function ask(limit: number): Promise<void> {
      const answer = await hub.search(wanted, limit, within);
      if (gone) return;
      setFound({ query: wanted, within, answer });
      if (answer.total <= answer.hits.length || limit === hitLimit) return;
      timer = setTimeout(() => void ask(hitLimit).catch(() => undefined), restMs);
    }
    ask(firstHits).catch(() => {
      // Without the hub the titles still match; the saved state says what is wrong.
      if (!gone) setFound({ query: wanted, within, answer: nothing });
    });
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [hub, wanted, within, growing, round, settled]);
  // Hits of the last query stay while the next is typed, so that rows do not come and go.
  const isNear = wanted.startsWith(found.query) || found.query.startsWith(wanted);
  const answer = wanted !== '' && found.query !== '' && isNear ? found.answer : nothing;
  const asked = wanted !== '' && !isCurrent;
  return useMemo(() => ({ ...answer, asked }), [answer, asked]);
}

/** The same object as long as the choice is the same, and nothing but the choice. */
function useSameChoice(choice: RunbookChoice | undefined): RunbookChoice | undefined {
  const isChoice = choice !== undefined;
  const { archived = false, owner = '', tag = '', component = '', alert = '' } = choice ?? {};
  return useMemo(
    () => (isChoice ? { archived, owner, tag, component, alert } : undefined),
    [isChoice, archived, owner, tag, component, alert],
  );
}
