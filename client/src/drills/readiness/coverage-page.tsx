import { Button, NativeSelect, TextInput } from '@mantine/core';
import { scenarioIds } from '@holdfast/shared/drilling/scenarios/catalogue';
import { IconPrinter, IconSearch, IconSearchOff, IconSitemap } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { drillPartPath, mapPath, routeToPath } from '../../app/routes.ts';
import { useCompleteness } from '../../app/use-completeness.ts';
import { searchFieldId } from '../../app/use-commands.tsx';
import { MapAround } from '../../map/map-around.tsx';
import { FilterSelect } from '../../runbooks/filter-select.tsx';
import { MessagePage } from '../../ui/message-page.tsx';
import { coverageText as words } from '../../ui/text/coverage.ts';
import { runbooksLateText } from '../../ui/text/runbooks-late.ts';
import { shellText } from '../../ui/text/shell.ts';
import { DrillsFrame } from '../drills-frame.tsx';
import { CellDialog } from './cell-dialog.tsx';
import {
  coverageFilters,
  coverageColumns,
  coverageRows,
  coverageSorts,
  coverageToSearch,
  searchToCoverage,
  type CoverageView,
} from './coverage-model.ts';
import { CoverageReport } from './coverage-report.tsx';
import { CoverageTable, type CellPlace } from './coverage-table.tsx';
import { filterName, scoreWords } from './figure-words.ts';
import { ServicePart } from './service-part.tsx';
import { type ShownReadiness, useReadiness } from './use-readiness.ts';
import classes from './coverage-page.module.css';

const empty = searchToCoverage('');

/** What recovery was shown of, component by scenario, and how ready each service is for it. */
export function CoveragePage(props: { readonly search: string }) {
  const { search } = props;
  const isPaper = new URLSearchParams(search).get('paper') === '1';
  const inside = (
    <MapAround
      opening={<Opening />}
      failed={
        <MessagePage title={words.title}>
          <p>{words.failed}</p>
          <Link href={routeToPath({ page: 'sync' })}>{shellText.sync}</Link>
        </MessagePage>
      }
    >
      <Body search={search} isPaper={isPaper} />
    </MapAround>
  );
  return isPaper ? (
    inside
  ) : (
    <DrillsFrame at="coverage" actions={<ToPaper search={search} />}>
      {inside}
    </DrillsFrame>
  );
}

function Opening() {
  return (
    <p className={classes.loading} role="status">
      {words.opening}
    </p>
  );
}

/** What is shown, for paper. */
function ToPaper({ search }: { readonly search: string }) {
  const paper = new URLSearchParams(coverageToSearch(searchToCoverage(search)));
  paper.set('paper', '1');
  return (
    <Button
      size="xs"
      variant="default"
      component={Link}
      href={drillPartPath('coverage', '', paper.toString())}
      leftSection={<IconPrinter size={15} aria-hidden="true" />}
    >
      {words.report.button}
    </Button>
  );
}

function Body(props: { readonly search: string; readonly isPaper: boolean }) {
  const { search, isPaper } = props;
  const shown = useReadiness();
  const view = useMemo(() => searchToCoverage(search), [search]);
  if (shown === undefined) return <Opening />;
  return isPaper ? (
    <CoverageReport shown={shown} view={view} />
  ) : (
    <Known shown={shown} view={view} />
  );
}

const behind = { score: '', coverage: 'never', freshness: 'fading', attainment: 'missed' } as const;

/** The table of what pulls a figure down. */
function madeOf(figure: keyof typeof behind, { of }: CoverageView): CoverageView {
  return { ...empty, of, state: behind[figure] };
}

function Known(props: { readonly shown: ShownReadiness; readonly view: CoverageView }) {
  const { shown, view } = props;
  const { map, readiness, at } = shown;
  const [, setPath] = useLocation();
  const [place, setPlace] = useState<CellPlace>();
  const completeness = useCompleteness();
  const { coverage, whole } = useMemo(
    () => ({ coverage: readiness.coverage(at), whole: readiness.whole(at) }),
    [readiness, at],
  );
  const columns = useMemo(() => coverageColumns(coverage, scenarioIds), [coverage]);
  const rows = useMemo(() => coverageRows(coverage, map, view), [coverage, map, view]);
  const change = (part: Partial<CoverageView>): void =>
    setPath(drillPartPath('coverage', '', coverageToSearch({ ...view, ...part })), {
      replace: true,
    });
  const cell =
    place === undefined ? undefined : coverage.get(place.component)?.cells.get(place.scenario);
  const notAll =
    completeness === 'whole' ? null : <p>{runbooksLateText.notAllHere[completeness]}</p>;

  if (coverage.size === 0) {
    return (
      <MessagePage title={words.empty} icon={<IconSitemap size={30} stroke={1.5} />}>
        <p>{words.emptyBody}</p>
        {notAll}
        <Link href={mapPath('graph')}>{words.goToMap}</Link>
      </MessagePage>
    );
  }
  return (
    <div className={classes.body}>
      <p className={classes.lead}>{words.lead}</p>
      <dl className={classes.figures} aria-label={words.whole}>
        {(['score', 'coverage', 'freshness', 'attainment'] as const).map((key) => {
          const score = scoreWords(whole[key]);
          return (
            <div key={key}>
              <dt>{words.figures[key]}</dt>
              <dd>
                {score === undefined ? words.unknown : words.percent(score)}
                <span className={classes.means}>{words.report.figures[key]}</span>
                <Link
                  href={drillPartPath('coverage', '', coverageToSearch(madeOf(key, view)))}
                  className={classes.madeOf}
                >
                  {words.figureLinks[key]}
                </Link>
              </dd>
            </div>
          );
        })}
      </dl>
      {map.components.has(view.of) && (
        <>
          <ServicePart key={view.of} id={view.of} shown={shown} />
          <Button size="xs" variant="default" w="fit-content" onClick={() => change({ of: '' })}>
            {words.service.all}
          </Button>
        </>
      )}
      <div className={classes.filters}>
        <TextInput
          id={searchFieldId}
          size="xs"
          type="search"
          className={classes.search}
          aria-label={words.search}
          placeholder={words.search}
          value={view.query}
          autoComplete="off"
          leftSection={<IconSearch size={14} aria-hidden="true" />}
          onChange={(event) => change({ query: event.currentTarget.value })}
        />
        <FilterSelect
          label={words.stateFilter}
          placeholder={words.anyState}
          value={view.state}
          data={coverageFilters.map((state) => ({ value: state, label: filterName(state) }))}
          onChange={(value) =>
            change({ state: coverageFilters.find((state) => state === value) ?? '' })
          }
        />
        <NativeSelect
          size="xs"
          aria-label={words.sortLabel}
          value={view.sort}
          data={coverageSorts.map((sort) => ({ value: sort, label: words.sorts[sort] }))}
          onChange={(event) => {
            const { value } = event.currentTarget;
            change({ sort: coverageSorts.find((sort) => sort === value) ?? 'ready' });
          }}
        />
        <span role="status" className={classes.dim}>
          {words.count(rows.length)}
        </span>
      </div>
      {rows.length === 0 ? (
        <MessagePage title={words.noMatch} icon={<IconSearchOff size={30} stroke={1.5} />}>
          <p>{words.noMatchBody}</p>
          <Button variant="default" w="fit-content" onClick={() => change(empty)}>
            {words.clear}
          </Button>
        </MessagePage>
      ) : (
        <CoverageTable
          rows={rows}
          columns={columns}
          pathOf={(id) => drillPartPath('coverage', '', coverageToSearch({ ...view, of: id }))}
          onCell={setPlace}
        />
      )}
      {place !== undefined && cell !== undefined && (
        <CellDialog {...place} cell={cell} shown={shown} onClose={() => setPlace(undefined)} />
      )}
    </div>
  );
}
