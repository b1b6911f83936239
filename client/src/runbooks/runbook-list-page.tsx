import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useCompleteness } from '../app/use-completeness.ts';
import { useProjections } from '../app/hub-context.tsx';
import { lazyScreen } from '../app/lazy-screen.tsx';
import type { RunbookFilter } from '../app/routes.ts';
import { useRoute } from '../app/use-route.ts';
import { runbooksText } from '../ui/text/runbooks.ts';
import { ListCount } from './list-count.tsx';
import { useTrusts } from '../trust/use-trust.ts';
import { ListToolbar } from './list-toolbar.tsx';
import { countDue, filterChoices, listRunbooks, runbookRows, type RowCache } from './list-model.ts';
import { RunbookTable } from './runbook-table.tsx';
import { tellingPaths } from './telling-paths.ts';
import { useFullTextSearch } from './use-full-text-search.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import classes from './runbook-list-page.module.css';

const Nothing = () => null;
const loadEmpty = () => import('./list-empty.tsx');
const NoMatch = lazyScreen(async () => (await loadEmpty()).NoMatch, Nothing);
const NoRunbooks = lazyScreen(async () => (await loadEmpty()).NoRunbooks, Nothing);
const NothingArchived = lazyScreen(async () => (await loadEmpty()).NothingArchived, Nothing);
const NothingDue = lazyScreen(async () => (await loadEmpty()).NothingDue, Nothing);

/** All runbooks of the workspace: search, filter, sort, open. The address holds what is filtered. */
export function RunbookListPage(props: { readonly filter: RunbookFilter }) {
  const { filter } = props;
  const [, navigate] = useRoute();
  const projections = useProjections();
  usePageTitle(listTitle(filter));
  const query = useSearchText(filter);
  const [cache] = useState<RowCache>(() => new WeakMap());
  const rows = useMemo(() => runbookRows(projections, cache), [projections, cache]);
  const choices = useMemo(() => filterChoices(rows, filter.archived), [rows, filter.archived]);
  const completeness = useCompleteness();
  const found = useFullTextSearch(query.text, completeness === 'arriving', query.filter);
  const shownFilter = useDeferredValue(query.filter);
  const trusts = useTrusts();
  const matching = useMemo(
    () => ({ rows: listRunbooks(rows, shownFilter, found.hits, trusts), query: shownFilter.query }),
    [rows, shownFilter, found.hits, trusts],
  );
  const { rows: listed, query: listedQuery } = useLastKnown(
    matching,
    matching.rows.length > 0 || !found.asked,
  );
  const dueCount = useMemo(() => countDue(rows, trusts), [rows, trusts]);
  const archivedCount = useMemo(() => rows.filter((row) => row.runbook.archived).length, [rows]);
  const paths = useMemo(() => tellingPaths(rows), [rows]);
  const activeCount = rows.length - archivedCount;
  const total = filter.archived ? archivedCount : filter.due ? dueCount : activeCount;
  const latestFilter = useRef(query.filter);
  useEffect(() => {
    latestFilter.current = query.filter;
  }, [query.filter]);
  const change = useCallback(
    (part: Partial<RunbookFilter>) =>
      navigate(
        { page: 'runbooks', filter: { ...latestFilter.current, ...part } },
        { replace: true },
      ),
    [navigate],
  );
  const clear = () => {
    query.setText('');
    change({ query: '', owner: '', tag: '', component: '', alert: '' });
  };

  return (
    <div className={classes.page}>
      <ListToolbar
        filter={query.filter}
        choices={choices}
        archivedCount={archivedCount}
        dueCount={dueCount}
        shown={listed}
        onQuery={query.setText}
        onChange={change}
      />
      {found.reading !== undefined && query.text !== '' && (
        <p className={classes.similar} role="status">
          {runbooksText.stillReading(found.reading.done, found.reading.total)}
        </p>
      )}
      {projections === undefined ? (
        <p className={classes.loading} role="status">
          {runbooksText.loading}
        </p>
      ) : total === 0 ? (
        filter.archived ? (
          <NothingArchived />
        ) : filter.due && activeCount > 0 ? (
          <NothingDue />
        ) : (
          <NoRunbooks archivedCount={archivedCount} />
        )
      ) : listed.length === 0 && found.asked ? (
        <p className={classes.loading} role="status">
          {runbooksText.loading}
        </p>
      ) : listed.length === 0 ? (
        <NoMatch query={query.text} completeness={completeness} onClear={clear} />
      ) : (
        <>
          {listed.every((row) => row.hit?.similar === true) && (
            <p className={classes.similar} role="status">
              {completeness === 'whole' ? runbooksText.similarOnly : runbooksText.similarOnlySoFar}
            </p>
          )}
          <RunbookTable rows={listed} paths={paths} trusts={trusts} showDue={shownFilter.due} />
        </>
      )}
      {total > 0 && (
        <footer className={classes.footer}>
          <ListCount
            shown={listed.length}
            total={total}
            query={listedQuery}
            completeness={completeness}
          />
          {found.total > found.hits.length && query.text !== '' && (
            <span>{runbooksText.bestOf(found.hits.length, found.total)}</span>
          )}
          <span className={classes.hint}>{runbooksText.keysHint}</span>
        </footer>
      )}
    </div>
  );
}

/** While the search is asked and no title matches, it is not known that nothing does: the rows before stay. */
function useLastKnown<T>(value: T, isKnown: boolean): T {
  const [last, setLast] = useState(value);
  if (isKnown && last !== value) setLast(value);
  return isKnown ? value : last;
}

function listTitle(filter: RunbookFilter): string {
  if (filter.archived) return runbooksText.archivedTitle;
  return filter.due ? runbooksText.dueTitle : runbooksText.title;
}

/** How long after the last key a search goes into the address. */
const addressPauseMs = 250;

/** The search as typed, at once; the address follows, so that browsers do not refuse its changes. */
function useSearchText(filter: RunbookFilter): {
  readonly text: string;
  readonly filter: RunbookFilter;
  setText(text: string): void;
} {
  const [, navigate] = useRoute();
  const [typed, setTyped] = useState({ text: filter.query, from: filter.query });
  // Going back or to a link changes the address from outside: then it is the address that counts.
  const text =
    typed.from === filter.query || typed.text === filter.query ? typed.text : filter.query;
  const current = useMemo(() => ({ ...filter, query: text }), [filter, text]);
  useEffect(() => {
    if (text === filter.query) return undefined;
    const { pathname } = window.location;
    const timer = setTimeout(() => {
      // The list stays on screen while the next page loads; its search must not call people back.
      if (window.location.pathname !== pathname) return;
      navigate({ page: 'runbooks', filter: current }, { replace: true });
    }, addressPauseMs);
    return () => clearTimeout(timer);
  }, [current, filter.query, navigate, text]);
  const setText = useCallback(
    (next: string) => setTyped({ text: next, from: filter.query }),
    [filter.query],
  );
  return { text, filter: current, setText };
}
