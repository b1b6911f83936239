import { Button, NativeSelect } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { ReactFlowProvider } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useHub } from '../../app/hub-context.tsx';
import { mapPath, type MapRoute } from '../../app/routes.ts';
import { MessagePage } from '../../ui/message-page.tsx';
import { mapGraphText as words } from '../../ui/text/map-graph.ts';
import { mapText } from '../../ui/text/map.ts';
import type { MapValue } from '@holdfast/shared/model/map-value';
import type { AnalysisCalls, Cause } from '../analysis/analysis-messages.ts';
import { AnalysisLine } from '../analysis-line.tsx';
import { useAnalysis, useAnswer } from '../analysis/use-analysis.ts';
import { MapFilters } from '../list/map-filters.tsx';
import { MapAside } from '../map-aside.tsx';
import { useMap, useShownMap } from '../map-context.tsx';
import { MapFrame } from '../map-frame.tsx';
import { arrangements, groupings } from '../map-view.ts';
import { useView } from '../use-view.ts';
import { useWhatIf } from '../what-if/use-what-if.ts';
import { type Fates, fatesOf, noFates } from './fate.ts';
import { GraphCanvas } from './graph-canvas.tsx';
import { graphOfView } from './graph-model.ts';
import { GraphMenu } from './graph-menu.tsx';
import { GraphPanel } from './graph-panel.tsx';
import { Legend } from './legend.tsx';
import { type LitPath, litPathOf, noPath } from './lit-path.ts';
import { createLit, LitProvider, nothingLit } from './lit.ts';
import { useMapPresence } from './map-presence.ts';
import type { Hold } from './use-fit.ts';
import { useLayout } from './use-layout.ts';
import { ZoomButtons } from './zoom-buttons.tsx';
import classes from './graph-page.module.css';

const labels = {
  without: (layer: keyof typeof mapText.layer) => words.without(mapText.layer[layer]),
};
/** More boxes than this are drawn, but said to be too many. */
const readable = 2500;

/** The map as a picture. */
export function GraphPage(props: { readonly route: MapRoute }) {
  return (
    <ReactFlowProvider>
      <Graph route={props.route} />
    </ReactFlowProvider>
  );
}

function Graph({ route }: { readonly route: MapRoute }) {
  const map = useMap();
  const { open } = useShownMap();
  const hub = useHub();
  const [view, change] = useView(route);
  const analysis = useAnalysis();
  const summary = analysis.kind === 'ready' ? analysis.summary : undefined;
  // What fails is only looked at by a filter that asks for it: the picture must not wait for it.
  const filterSummary = view.finding === undefined ? undefined : summary;
  const opened = view.open.join('\n');
  const graph = useMemo(
    () => graphOfView(map, view, filterSummary, labels),
    // The selection changes nothing of what is drawn.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [
      map.components,
      map.dependencies,
      map.groups,
      map.domains,
      filterSummary,
      view.by,
      view.arrange,
      view.query,
      view.layer,
      view.finding,
      view.domain,
      view.owner,
      opened,
    ],
  );
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, {
    getInitialValueInEffect: false,
  });
  const { layout, drawn, isFailed, move, tidy } = useLayout(
    graph,
    hub.workspace,
    isNarrow ? 'narrow' : 'wide',
  );
  const hold = useRef<Hold>('fitted');
  const { behind = 0, rough = 0 } = layout?.lines ?? {};
  const [hovered, setHovered] = useState('');
  const [cause, setCause] = useState<Cause>();
  const { people, pointers, point } = useMapPresence(open, view.at);
  const selected = graph.boxOf.get(view.at) ?? view.at;
  const fates = useFates(graph.boxOf);
  const hasOrphaned = [...fates.values()].some(({ orphaned = 0 }) => orphaned > 0);
  const path = useLitPath(map, graph.boxOf, cause);
  const lit = useLitFor(graph.boxOf, hovered || view.at, path, fates);
  const { openBox, collapse, select } = useBoxActions(route, setCause);
  const whatIf = useWhatIf();

  const { showList } = whatIf;
  // There is room beside the picture for one: what somebody chose last.
  const choose = useCallback(
    (box: string) => {
      if (box !== '') showList(false);
      select(box);
    },
    [select, showList],
  );

  function tidyUp(): void {
    hold.current = 'fitted';
    tidy();
  }

  return (
    <MapFrame
      route={route}
      actions={<GraphMenu graph={drawn} layout={layout} summary={summary} onTidy={tidyUp} />}
    >
      <MapFilters view={view} onChange={change} isShort>
        <NativeSelect
          size="xs"
          className={classes.by}
          aria-label={words.arrange}
          value={view.arrange}
          data={arrangements.map((one) => ({
            value: one,
            label: `${words.arrange}: ${words.arrangements[one].toLowerCase()}`,
          }))}
          onChange={(event) =>
            change({
              arrange: arrangements.find((one) => one === event.currentTarget.value) ?? 'layers',
            })
          }
        />
        <NativeSelect
          size="xs"
          className={classes.by}
          aria-label={words.collapse}
          value={graph.by}
          data={groupings.map((one) => ({ value: one, label: words.by[one] }))}
          onChange={(event) =>
            change({
              by: groupings.find((one) => one === event.currentTarget.value),
              open: [],
            })
          }
        />
        {view.open.length > 0 && (
          <Button size="xs" variant="default" onClick={() => change({ open: [] })}>
            {words.closeAll}
          </Button>
        )}
      </MapFilters>
      <MapAside summary={summary} recentOnly />
      <div className={classes.body}>
        {graph.nodes.length === 0 ? (
          <MessagePage title={mapText.list.nothing}>
            <Link href={mapPath('graph')}>{mapText.list.clear}</Link>
          </MessagePage>
        ) : isFailed && layout === undefined ? (
          <MessagePage title={words.failed}>
            <Link href={mapPath('list', '', route.search)}>{words.toList}</Link>
          </MessagePage>
        ) : layout === undefined ? (
          <p className={classes.waiting} role="status">
            {words.layingOut}
          </p>
        ) : (
          <LitProvider value={lit}>
            <GraphCanvas
              graph={drawn}
              layout={layout}
              summary={summary}
              selected={selected}
              fates={fates}
              path={path}
              people={people}
              pointers={pointers}
              onSelect={choose}
              onHover={setHovered}
              shown={{
                kind: `${view.arrange} ${graph.by} ${isNarrow ? 'narrow' : 'wide'}`,
                opened: view.open.length,
                query: view.query,
              }}
              hold={hold}
              onTaken={() => {
                hold.current = 'own';
              }}
              onOpen={openBox}
              onCollapse={graph.by === 'domain' ? collapse : undefined}
              onMove={move}
              onPoint={point}
            />
          </LitProvider>
        )}
        {view.at !== '' && map.components.has(view.at) && !whatIf.isListShown && (
          <GraphPanel
            id={view.at}
            lit={cause?.event ?? ''}
            onCause={setCause}
            onClose={() => select('')}
          />
        )}
      </div>
      <footer className={classes.footer} data-beside-list={whatIf.isListShown || undefined}>
        {layout !== undefined && <ZoomButtons layout={layout} hold={hold} />}
        <span className={classes.found}>
          <AnalysisLine state={analysis} />
        </span>
        <span className={classes.end} role="status">
          {[
            graph.hidden > 0 ? words.hidden(graph.hidden) : '',
            behind > 0 ? words.behind(behind) : '',
            rough > 0 ? words.rough(rough) : '',
            layout !== undefined && layout.lines === undefined ? words.layingLines : '',
            graph.nodes.length > readable ? words.tooMany(graph.nodes.length) : '',
          ]
            .filter((one) => one !== '')
            .join(' ')}
        </span>
        <Legend isNarrow={isNarrow} isWhatIf={fates.size > 0} hasOrphaned={hasOrphaned} />
      </footer>
    </MapFrame>
  );
}

function useBoxActions(route: MapRoute, setCause: (cause: undefined) => void) {
  const [view, change] = useView(route);
  const openBox = useCallback(
    (key: string) => change({ open: [...view.open, key] }),
    [change, view.open],
  );
  const collapse = useCallback(
    (domain: string) => change({ open: view.open.filter((one) => one !== `domain/${domain}`) }),
    [change, view.open],
  );
  const select = useCallback(
    (box: string) => {
      setCause(undefined);
      if (box.startsWith('cluster:')) return;
      change({ at: box });
    },
    [change, setCause],
  );
  return { openBox, collapse, select };
}

/** What becomes of every box with what is taken away. */
function useFates(boxOf: ReadonlyMap<string, string>): Fates {
  const { without, fallen, degraded, answer } = useWhatIf();
  return useMemo(
    () =>
      answer === undefined
        ? noFates
        : fatesOf(boxOf, {
            taken: without.components,
            falls: fallen.keys(),
            degraded: degraded.keys(),
            orphaned: answer.orphaned,
          }),
    [boxOf, without, fallen, degraded, answer],
  );
}

/** The way to a cause, with what falls together on it. */
function useLitPath(
  map: MapValue,
  boxOf: ReadonlyMap<string, string>,
  cause: Cause | undefined,
): LitPath {
  const answer = useAnswer('radius', radiusOf(cause));
  const down = answer.kind === 'ready' ? answer.value : undefined;
  return useMemo(
    () => (cause === undefined ? noPath : litPathOf(map, boxOf, cause, down ?? [])),
    [map, boxOf, cause, down],
  );
}

/** What is asked of what a cause takes down; undefined where its path alone says it. */
function radiusOf(cause: Cause | undefined): Parameters<AnalysisCalls['radius']> | undefined {
  const node = cause?.cause;
  return node?.of === 'component' || node?.of === 'domain' || node?.of === 'person'
    ? [node.of, node.id]
    : undefined;
}

/** Lights what goes down with one component, or with what is taken away. */
function useLitFor(
  boxOf: ReadonlyMap<string, string>,
  center: string,
  path: LitPath,
  fates: Fates,
) {
  const [lit] = useState(createLit);
  const answer = useAnswer(
    'radius',
    center === '' || center.startsWith('cluster:') ? undefined : ['component', center],
  );
  const down = answer.kind === 'ready' ? answer.value : undefined;
  useEffect(() => {
    if (path.steps.length > 0) lit.set({ ...nothingLit, path });
    // While something is taken away, the picture shows what that does, whatever is pointed at.
    else if (fates.size > 0) lit.set({ ...nothingLit, fates });
    else if (center === '' || down === undefined) lit.set(nothingLit);
    else {
      lit.set({
        center: boxOf.get(center) ?? center,
        fates: fatesOf(boxOf, { taken: [], falls: down, degraded: [] }),
        path,
      });
    }
  }, [lit, boxOf, center, down, path, fates]);
  return lit;
}
