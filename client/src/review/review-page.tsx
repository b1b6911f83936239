import { Button, Text } from '@mantine/core';
import { IconShieldCheck, IconSitemap } from '@tabler/icons-react';
import { restoreAcceptance, takeBackAcceptance } from '@holdfast/shared/model/map-acceptances';
import type { ReviewFinding } from '@holdfast/shared/review/finding';
import { reviewRows } from '@holdfast/shared/review/rows';
import { whoseOf } from '@holdfast/shared/review/whose';
import { findingTitle } from '@holdfast/shared/review/words';
import { useCallback, useMemo, useState } from 'react';
import { Link } from 'wouter';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { mapPath, routeToPath } from '../app/routes.ts';
import { useCompleteness } from '../app/use-completeness.ts';
import { AcceptDialog } from '../map/findings/accept-dialog.tsx';
import { useAcceptances } from '../map/findings/use-acceptances.ts';
import { MapAround } from '../map/map-around.tsx';
import { useMap } from '../map/map-context.tsx';
import { useToday } from '../map/people/use-today.ts';
import { MessagePage } from '../ui/message-page.tsx';
import { showNotice } from '../ui/notice.tsx';
import { reviewText as words } from '../ui/text/review.ts';
import { runbooksLateText } from '../ui/text/runbooks-late.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { FindingList } from './finding-list.tsx';
import { ReviewFilters } from './review-filters.tsx';
import {
  filterFindings,
  readReviewFilter,
  type ReviewFilter,
  reviewSearch,
} from './review-model.ts';
import { Trend } from './trend.tsx';
import { useRecordDay } from './use-record-day.ts';
import { useReview } from './use-review.ts';
import classes from './review-page.module.css';
import { WhyNot } from '../access/writes.tsx';

/** What should not stay as it is, and what clears it. The address holds what is shown. */
export function ReviewPage({ search }: { readonly search: string }) {
  usePageTitle(words.title);
  const filter = useMemo(() => readReviewFilter(search), [search]);
  return (
    <div className={classes.page}>
      <div className={classes.top}>
        <h1 className={classes.title}>{words.title}</h1>
        <nav className={classes.views} aria-label={words.viewsLabel}>
          {(['open', 'accepted'] as const).map((view) => (
            <Link
              key={view}
              href={routeToPath({ page: 'review', search: reviewSearch({ ...filter, view }) })}
              className={classes.view}
              {...(view === filter.view ? { 'aria-current': 'page' as const } : {})}
            >
              {words.views[view]}
            </Link>
          ))}
        </nav>
        <Link
          href={routeToPath({
            page: 'review-report',
            search: reviewSearch({ ...filter, view: 'open' }),
          })}
          className={classes.link}
        >
          {words.report.open}
        </Link>
      </div>
      <p className={classes.lead}>{words.lead}</p>
      <WhyNot operation="edit" doc="map" />
      <MapAround
        opening={<Waiting text={words.opening} />}
        failed={<Waiting text={words.failed} />}
      >
        <Body filter={filter} />
      </MapAround>
    </div>
  );
}

function Waiting({ text }: { readonly text: string }) {
  return (
    <p className={classes.facts} role="status">
      {text}
    </p>
  );
}

function Body({ filter }: { readonly filter: ReviewFilter }) {
  const shown = useReview();
  const map = useMap();
  const today = useToday();
  const { name } = useObservable(useHub().me);
  const completeness = useCompleteness();
  const whose = useMemo(() => whoseOf(map), [map]);
  const { acceptances, attempt } = useAcceptances();
  const [accepting, setAccepting] = useState<readonly ReviewFinding[]>();
  const state = shown.kind === 'ready' ? shown.state : undefined;
  useRecordDay(shown.kind === 'ready' && !shown.isMapMissing ? state : undefined, today);
  const all = filter.view === 'accepted' ? state?.accepted : state?.findings;
  const findings = useMemo(
    () => filterFindings(all ?? [], filter, whose, name),
    [all, filter, whose, name],
  );
  const rows = useMemo(() => reviewRows(findings), [findings]);
  const takeBack = useCallback(
    (finding: ReviewFinding) => {
      const before = finding.parts.flatMap((part) => acceptances.get(part) ?? []);
      attempt((doc) => {
        for (const part of finding.parts) takeBackAcceptance(doc, part);
        return { ok: true, changed: true };
      });
      showNotice(words.takenBack, {
        label: words.undo,
        run: () => {
          attempt((doc) => {
            for (const one of before) restoreAcceptance(doc, one);
            return { ok: true, changed: true };
          });
        },
      });
    },
    [attempt, acceptances],
  );
  if (shown.kind !== 'ready' || all === undefined) {
    return <Waiting text={words.waiting[shown.kind === 'failed' ? 'failed' : 'working']} />;
  }

  return (
    <>
      {filter.view === 'open' && <Trend today={today} />}
      {all.length > 0 && <ReviewFilters filter={filter} />}
      {rows.length === 0 ? (
        <Nothing filter={filter} isAny={all.length > 0} />
      ) : (
        <>
          <p className={classes.facts} role="status">
            {words.count(findings.length)}
            {completeness !== 'whole' && ` ${runbooksLateText.notAllHere[completeness]}`}
            {shown.isMapMissing && ` ${words.analysisFailed}`}
          </p>
          <FindingList rows={rows} today={today} onAccept={setAccepting} onTakeBack={takeBack} />
        </>
      )}
      {accepting !== undefined && (
        <AcceptDialog
          findings={accepting.flatMap(({ parts }) => parts)}
          title={words.acceptTitle(accepting.map(findingTitle).join(', '))}
          today={today}
          onClose={() => setAccepting(undefined)}
        />
      )}
    </>
  );
}

function Nothing(props: { readonly filter: ReviewFilter; readonly isAny: boolean }) {
  const map = useMap();
  if (props.isAny) {
    return (
      <MessagePage title={words.noneFiltered.title}>
        <Text size="sm">{words.noneFiltered.body}</Text>
      </MessagePage>
    );
  }
  if (props.filter.view === 'accepted') {
    return (
      <MessagePage title={words.noneAccepted.title}>
        <Text size="sm">{words.noneAccepted.body}</Text>
      </MessagePage>
    );
  }
  if (map.components.size === 0) {
    return (
      <MessagePage title={words.noMap.title} icon={<IconSitemap size={30} stroke={1.5} />}>
        <Text size="sm">{words.noMap.body}</Text>
        <Button component={Link} href={mapPath('graph')} w="fit-content">
          {words.noMap.go}
        </Button>
      </MessagePage>
    );
  }
  return (
    <MessagePage title={words.none.title} icon={<IconShieldCheck size={30} stroke={1.5} />}>
      <Text size="sm">{words.none.body}</Text>
    </MessagePage>
  );
}
