import { Button, SegmentedControl } from '@mantine/core';
import { IconSitemapOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import { type MapRoute } from '../../app/routes.ts';
import { MessagePage } from '../../ui/message-page.tsx';
import { mapText } from '../../ui/text/map.ts';
import { AnalysisLine } from '../analysis-line.tsx';
import { useAnalysis } from '../analysis/use-analysis.ts';
import { MapAside } from '../map-aside.tsx';
import { useMap } from '../map-context.tsx';
import { MapFrame } from '../map-frame.tsx';
import { shapes } from '../map-view.ts';
import { useView } from '../use-view.ts';
import { componentRows, filterRows } from './component-rows.ts';
import { ComponentTable } from './component-table.tsx';
import { ComponentTree } from './component-tree-view.tsx';
import { MapFilters } from './map-filters.tsx';
import classes from './map-list-page.module.css';

const words = mapText.list;

/** Every component in words: as a table, or as a tree of what needs what. */
export function MapListPage(props: { readonly route: MapRoute }) {
  const { route } = props;
  const map = useMap();
  const [view, change] = useView(route);
  const analysis = useAnalysis();
  const summary = analysis.kind === 'ready' ? analysis.summary : undefined;
  const rows = useMemo(() => componentRows(map, summary), [map, summary]);
  const shown = useMemo(() => filterRows(rows, map, view, summary), [rows, map, view, summary]);
  return (
    <MapFrame route={{ ...route, part: 'list' }}>
      <MapFilters view={view} onChange={change}>
        <SegmentedControl
          size="xs"
          className={classes.shape}
          aria-label={words.shape}
          value={view.shape}
          data={[
            { value: 'table', label: words.asTable },
            { value: 'tree', label: words.asTree },
            { value: 'domains', label: words.asDomains },
          ]}
          onChange={(shape) => change({ shape: shapes.find((one) => one === shape) ?? 'table' })}
        />
      </MapFilters>
      <MapAside summary={summary} />
      {shown.length === 0 ? (
        <MessagePage title={words.nothing} icon={<IconSitemapOff size={30} stroke={1.5} />}>
          <Button
            variant="default"
            w="fit-content"
            onClick={() =>
              change({ query: '', layer: undefined, finding: undefined, domain: '', owner: '' })
            }
          >
            {words.clear}
          </Button>
        </MessagePage>
      ) : view.shape !== 'table' ? (
        <ComponentTree
          key={view.shape}
          rows={shown}
          by={view.shape === 'tree' ? 'needs' : 'domains'}
        />
      ) : (
        <ComponentTable rows={shown} />
      )}
      <footer className={classes.footer}>
        <span>
          <span role="status">{words.count(shown.length)}</span>
          {' · '}
          <AnalysisLine state={analysis} />
        </span>
        <span className={classes.hint}>
          {view.shape === 'table' ? words.keysHint : words.treeHint}
        </span>
      </footer>
    </MapFrame>
  );
}
