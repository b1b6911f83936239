import { Text } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { isAccepted } from '@holdfast/shared/model/map-acceptances';
import { mapPath, type MapRoute } from '../../app/routes.ts';
import { useCompleteness } from '../../app/use-completeness.ts';
import { MessagePage } from '../../ui/message-page.tsx';
import { mapFindingsText as words } from '../../ui/text/map-findings.ts';
import { runbooksLateText } from '../../ui/text/runbooks-late.ts';
import { lastOf, useAnalysis, useAnswer } from '../analysis/use-analysis.ts';
import { useMap } from '../map-context.tsx';
import { MapFrame } from '../map-frame.tsx';
import { useSearchView } from '../people/use-search-view.ts';
import { useToday } from '../people/use-today.ts';
import { WhatIfButton } from '../what-if/what-if-bar.tsx';
import { listedFindings } from './findings-model.ts';
import { FindingsList } from './findings-list.tsx';
import { ObjectivesTable } from './objectives-table.tsx';
import { useAcceptances } from './use-acceptances.ts';
import { useReviewQuestion } from './use-review-question.ts';
import pageClasses from '../people/people-page.module.css';
import classes from './findings.module.css';

const views = ['findings', 'objectives', 'accepted'] as const;
type View = (typeof views)[number];

/** What the map shows to be wrong, and how its components stand to their objectives. */
export function FindingsPage({ route }: { readonly route: MapRoute }) {
  const search = useSearchView();
  const view = views.find((one) => one === search.get('view')) ?? 'findings';
  return (
    <MapFrame route={route} actions={<WhatIfButton />}>
      <nav className={pageClasses.views} aria-label={words.viewsLabel}>
        {views.map((one) => (
          <Link
            key={one}
            href={mapPath('findings', '', viewSearch(route.search, one))}
            className={pageClasses.view}
            {...(one === view ? { 'aria-current': 'page' as const } : {})}
          >
            {words.views[one]}
          </Link>
        ))}
      </nav>
      <Body view={view} />
    </MapFrame>
  );
}

function viewSearch(search: string, view: View): string {
  const next = new URLSearchParams();
  const without = new URLSearchParams(search).get('without');
  if (view !== 'findings') next.set('view', view);
  if (without !== null) next.set('without', without);
  return next.toString();
}

function Body({ view }: { readonly view: View }) {
  const map = useMap();
  const today = useToday();
  const question = useReviewQuestion();
  const analysis = useAnalysis();
  const { acceptances } = useAcceptances();
  const completeness = useCompleteness();
  const review = lastOf(useAnswer('review', [question]));
  const findings = useMemo(
    () => (review === undefined ? undefined : listedFindings(map, review.findings)),
    [map, review],
  );
  const { open, accepted } = useMemo(
    () => ({
      open: findings?.filter(({ id }) => !isAccepted(acceptances.get(id), today)) ?? [],
      accepted: findings?.filter(({ id }) => isAccepted(acceptances.get(id), today)) ?? [],
    }),
    [findings, acceptances, today],
  );
  if (map.components.size === 0) {
    return (
      <MessagePage title={words.emptyMap.title}>
        <Text size="sm">{words.emptyMap.body}</Text>
      </MessagePage>
    );
  }
  if (findings === undefined || review === undefined) {
    return (
      <p className={pageClasses.nothing} role="status">
        {analysis.kind === 'failed' ? words.failed : words.working}
      </p>
    );
  }
  if (view === 'objectives') return <ObjectivesTable rows={review.objectives} />;
  if (view === 'accepted') {
    return accepted.length === 0 ? (
      <p className={pageClasses.nothing} role="status">
        {words.noneAccepted}
      </p>
    ) : (
      <FindingsList key={view} findings={accepted} />
    );
  }
  if (findings.length === 0) {
    return (
      <MessagePage
        title={completeness === 'whole' ? words.none.title : words.none.soFar}
        icon={<IconShieldCheck size={30} stroke={1.5} />}
      >
        <Text size="sm" className={classes.none}>
          {completeness === 'whole' ? words.none.body : runbooksLateText.notAllHere[completeness]}
        </Text>
      </MessagePage>
    );
  }
  return <FindingsList key={view} findings={open} />;
}
