import { Button, Group, Text } from '@mantine/core';
import { IconArchive, IconTarget } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { useProjections } from '../app/hub-context.tsx';
import {
  allDrillsFilter,
  noFilter,
  routeToPath,
  runbookPath,
  type DrillFilter,
} from '../app/routes.ts';
import { useCompleteness } from '../app/use-completeness.ts';
import { MessagePage } from '../ui/message-page.tsx';
import { runbooksLateText } from '../ui/text/runbooks-late.ts';
import { runsText } from '../ui/text/runs.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { drillRows, listDrills, type DrillRowCache } from './drill-list-model.ts';
import { DrillTable } from './drill-table.tsx';
import { DrillViews } from './drills-frame.tsx';
import classes from './drill-list-page.module.css';

const words = runsText.list;

/** Every drill of the workspace: open ones first. The address holds what is shown. */
export function DrillListPage(props: { readonly filter: DrillFilter }) {
  const { filter } = props;
  const projections = useProjections();
  const of = filter.runbook === '' ? undefined : projections?.get(filter.runbook)?.title;
  const title =
    of === undefined ? (filter.archived ? words.archivedTitle : words.title) : words.of(of);
  usePageTitle(title);
  const [cache] = useState<DrillRowCache>(() => new WeakMap());
  const rows = useMemo(() => drillRows(projections, cache), [projections, cache]);
  const listed = useMemo(() => listDrills(rows, filter), [rows, filter]);
  const archivedCount = useMemo(
    () => listDrills(rows, { ...filter, archived: true }).length,
    [rows, filter],
  );
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1 className={classes.title} dir="auto">
          {title}
        </h1>
        <DrillViews at="all" isOfOne={filter.archived || filter.runbook !== ''} />
        <nav className={classes.views} aria-label={words.views}>
          {[false, true].map((archived) => (
            <Link
              key={String(archived)}
              href={routeToPath({
                page: 'drills',
                filter: { ...filter, all: !archived, archived },
              })}
              className={classes.view}
              {...(archived === filter.archived ? { 'aria-current': 'page' as const } : {})}
            >
              {archived ? words.archived(archivedCount) : words.active}
            </Link>
          ))}
        </nav>
        {filter.runbook !== '' && (
          <Link
            href={routeToPath({ page: 'drills', filter: allDrillsFilter })}
            className={classes.all}
          >
            {words.all}
          </Link>
        )}
      </div>
      {projections === undefined ? (
        <p className={classes.loading} role="status">
          {words.loading}
        </p>
      ) : listed.length === 0 ? (
        <Nothing filter={filter} />
      ) : (
        <>
          <DrillTable rows={listed} />
          <footer className={classes.footer}>
            <span role="status">{words.count(listed.length)}</span>
            <span className={classes.hint}>{words.keysHint}</span>
          </footer>
        </>
      )}
    </div>
  );
}

/** What drills are, and the way to the first; said only as surely as it is known. */
function Nothing(props: { readonly filter: DrillFilter }) {
  const { filter } = props;
  const completeness = useCompleteness();
  const text = filter.archived
    ? words.emptyArchive
    : filter.runbook === ''
      ? words.empty
      : words.emptyOf;
  const Picture = filter.archived ? IconArchive : IconTarget;
  return (
    <MessagePage title={text.title} icon={<Picture size={30} stroke={1.5} />}>
      <Text size="sm">{text.body}</Text>
      {completeness !== 'whole' && (
        <Text size="sm">{runbooksLateText.notAllHere[completeness]}</Text>
      )}
      {!filter.archived && (
        <Group>
          <Button
            component={Link}
            href={
              filter.runbook === ''
                ? routeToPath({ page: 'runbooks', filter: noFilter })
                : runbookPath(filter.runbook)
            }
            w="fit-content"
          >
            {filter.runbook === '' ? words.empty.choose : words.emptyOf.open}
          </Button>
        </Group>
      )}
    </MessagePage>
  );
}
