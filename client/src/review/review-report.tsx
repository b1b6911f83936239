import { localDay } from '@holdfast/shared/model/local-day';
import { countLevels } from '@holdfast/shared/review/review';
import { reviewLevels } from '@holdfast/shared/review/finding';
import { reviewRows } from '@holdfast/shared/review/rows';
import { whoseOf } from '@holdfast/shared/review/whose';
import { findingTitle, findingWhy, ruleWords } from '@holdfast/shared/review/words';
import { useMemo } from 'react';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { routeToPath } from '../app/routes.ts';
import { useCompleteness } from '../app/use-completeness.ts';
import { useWorkspaceName } from '../app/use-workspace-name.ts';
import { isGuestName } from '../hub/guest-name.ts';
import { MapAround } from '../map/map-around.tsx';
import { useMap } from '../map/map-context.tsx';
import { useToday } from '../map/people/use-today.ts';
import { ReportTools } from '../room/report-tools.tsx';
import report from '../room/report.module.css';
import { reviewText } from '../ui/text/review.ts';
import { runbooksLateText } from '../ui/text/runbooks-late.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { LevelMark } from './level-mark.tsx';
import { filterFindings, me, readReviewFilter, type ReviewFilter } from './review-model.ts';
import { Trend } from './trend.tsx';
import { useFindingAction } from './use-finding-action.ts';
import { useReview } from './use-review.ts';
import pageClasses from './review-page.module.css';
import classes from './review-report.module.css';

const words = reviewText.report;
/** What a meeting can talk about; the rest is counted. */
const mostTold = 25;
const signers = 3;

/** The review for paper, for those who were not there: what it threatens, who does what. */
export function ReviewReport({ search }: { readonly search: string }) {
  usePageTitle(words.title);
  const filter = useMemo(() => readReviewFilter(search), [search]);
  return (
    <div className={`${report.page ?? ''} ${classes.report ?? ''}`}>
      <ReportTools
        back={{ href: routeToPath({ page: 'review', search }), words: words.back }}
        print={{ words: words.print }}
      />
      <h1 className={report.title}>{words.title}</h1>
      <MapAround
        opening={<p role="status">{reviewText.opening}</p>}
        failed={<p role="status">{reviewText.failed}</p>}
      >
        <Body filter={filter} />
      </MapAround>
    </div>
  );
}

function Body({ filter }: { readonly filter: ReviewFilter }) {
  const shown = useReview();
  const map = useMap();
  const today = useToday();
  const workspace = useWorkspaceName();
  const { name } = useObservable(useHub().me);
  const completeness = useCompleteness();
  const action = useFindingAction();
  const whose = useMemo(() => whoseOf(map), [map]);
  if (shown.kind !== 'ready') {
    return <p role="status">{reviewText.waiting[shown.kind]}</p>;
  }
  const findings = filterFindings(shown.state.findings, filter, whose, name);
  const accepted = filterFindings(shown.state.accepted, filter, whose, name);
  const counts = countLevels(findings);
  const only = [
    filter.level === '' ? '' : reviewText.levels[filter.level].toLowerCase(),
    filter.rule === '' ? '' : ruleWords[filter.rule].toLowerCase(),
    filter.component === '' ? '' : (map.components.get(filter.component)?.name ?? filter.component),
    filter.team === '' ? '' : reviewText.team(filter.team),
    filter.person === me ? name : filter.person,
    filter.query === '' ? '' : `“${filter.query}”`,
  ].filter((one) => one !== '');
  const rows = reviewRows(findings);
  const told = rows.slice(0, mostTold);
  return (
    <>
      <p className={pageClasses.lead}>
        {workspace}. {words.made(today, isGuestName(name) ? '' : name)}
        {completeness !== 'whole' && ` ${runbooksLateText.notAllHere[completeness]}`}
        {only.length > 0 && ` ${words.only(only.join(', '))}`}
        {shown.isMapMissing && ` ${reviewText.analysisFailed}`}
      </p>
      <h2 className={classes.heading}>{words.summary}</h2>
      <p>{words.summaryWords(findings.length, counts.critical, counts.high)}</p>
      <ul className={classes.counts}>
        {reviewLevels.map((level) => (
          <li key={level}>
            <LevelMark level={level} /> {counts[level]}
          </li>
        ))}
      </ul>
      {only.length === 0 && <Trend today={today} isOnPaper />}
      <h2 className={classes.heading}>{words.top}</h2>
      <ol className={classes.list}>
        {told.map(({ id, findings: [first, ...others] }) => {
          const names = [...first.owners.people, ...first.owners.teams].join(', ');
          const likewise = others.length === 0 ? '' : ` ${words.likewise}`;
          return (
            <li key={id} className={classes.item}>
              <strong dir="auto">
                {[first, ...others.slice(0, 3)].map(findingTitle).join(', ')}
                {others.length > 3 && ` ${reviewText.more(others.length - 3)}`}
              </strong>
              <div className={classes.line}>
                <LevelMark level={first.level} />
                <span>{first.rules.map((rule) => ruleWords[rule]).join(', ')}</span>
              </div>
              <p>{findingWhy(first, localDay)}</p>
              <p>
                {words.todo}: {action(first).words}
                {likewise} ({names || words.nobody})
              </p>
            </li>
          );
        })}
      </ol>
      {rows.length > told.length && (
        <p>
          {words.more(rows.slice(told.length).reduce((sum, one) => sum + one.findings.length, 0))}
        </p>
      )}
      {accepted.length > 0 && (
        <>
          <h2 className={classes.heading}>{words.accepted}</h2>
          <ul className={classes.list}>
            {accepted.map((one) => (
              <li key={one.id} className={classes.item} dir="auto">
                <strong>
                  {findingTitle(one)} ({ruleWords[one.rule]})
                </strong>
                <p>
                  {reviewText.acceptedBy(one.acceptance.by, one.acceptance.until)}:{' '}
                  {one.acceptance.reason}
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2 className={classes.heading}>{words.signed}</h2>
      <ul className={classes.signatures}>
        {Array.from({ length: signers }, (_, at) => (
          <li key={at}>
            <span>{words.name}</span>
            <span>{words.date}</span>
            <span>{words.signature}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
