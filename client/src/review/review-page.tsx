import { Button, NativeSelect, Text, TextInput } from '@mantine/core';
import { IconShieldCheck, IconSitemap } from '@tabler/icons-react';
import { acceptFindings, takeBackAcceptance } from '@holdfast/shared/model/map-acceptances';
import type { ReviewFinding } from '@holdfast/shared/review/finding';
import { reviewLevels, reviewRules } from '@holdfast/shared/review/finding';
import { reviewRows } from '@holdfast/shared/review/rows';
import { whoseOf } from '@holdfast/shared/review/whose';
import { findingTitle, ruleWords } from '@holdfast/shared/review/words';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { mapPath, routeToPath } from '../app/routes.ts';
import { useCompleteness } from '../app/use-completeness.ts';
import { useRoute } from '../app/use-route.ts';
import { isGuestName } from '../hub/guest-name.ts';
import { AcceptDialog } from '../map/findings/accept-dialog.tsx';
import { useAcceptances } from '../map/findings/use-acceptances.ts';
import { MapAround } from '../map/map-around.tsx';
import { useMap } from '../map/map-context.tsx';
import { byName } from '../map/people/matrix-model.ts';
import { useToday } from '../map/people/use-today.ts';
import { MessagePage } from '../ui/message-page.tsx';
import { showNotice } from '../ui/notice.tsx';
import { reviewText as words } from '../ui/text/review.ts';
import { runbooksText } from '../ui/text/runbooks.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { FindingRow } from './finding-row.tsx';
import {
  filterFindings,
  me,
  readReviewFilter,
  type ReviewFilter,
  reviewSearch,
} from './review-model.ts';
import { Trend } from './trend.tsx';
import { useRecordDay } from './use-record-day.ts';
import { useReview } from './use-review.ts';
import classes from './review-page.module.css';

const shownAtOnce = 40;

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
  const { attempt } = useAcceptances();
  const [accepting, setAccepting] = useState<readonly ReviewFinding[]>();
  const [most, setMost] = useState(shownAtOnce);
  const state = shown.kind === 'ready' ? shown.state : undefined;
  useRecordDay(shown.kind === 'ready' && shown.isWhole ? shown.state : undefined, today);
  const all = filter.view === 'accepted' ? state?.accepted : state?.findings;
  const findings = useMemo(
    () => filterFindings(all ?? [], filter, whose, name),
    [all, filter, whose, name],
  );
  const rows = useMemo(() => reviewRows(findings), [findings]);
  if (state === undefined || all === undefined) {
    return <Waiting text={shown.kind === 'failed' ? words.failed : words.working} />;
  }

  function takeBack(finding: ReviewFinding): void {
    const known = state?.accepted.find(({ id }) => id === finding.id)?.acceptance;
    attempt((doc) => {
      for (const part of finding.parts) takeBackAcceptance(doc, part);
      return { ok: true, changed: true };
    });
    showNotice(words.takenBack, {
      label: words.undo,
      run: () => {
        if (known === undefined) return;
        attempt((doc, context) => acceptFindings(doc, finding.parts, known, context));
      },
    });
  }

  return (
    <>
      {filter.view === 'open' && <Trend today={today} />}
      {all.length > 0 && <Filters filter={filter} />}
      {rows.length === 0 ? (
        <Nothing filter={filter} isAny={all.length > 0} />
      ) : (
        <>
          <p className={classes.facts} role="status">
            {words.count(findings.length)}
            {completeness !== 'whole' && ` ${runbooksText.notAllHere[completeness]}`}
          </p>
          <ul className={classes.list}>
            {rows.slice(0, most).map((row) => (
              <FindingRow
                key={row.id}
                row={row}
                today={today}
                onAccept={setAccepting}
                onTakeBack={takeBack}
              />
            ))}
          </ul>
        </>
      )}
      {rows.length > most && (
        <Button variant="default" size="xs" onClick={() => setMost(most + 5 * shownAtOnce)}>
          {words.showMore(rows.length - most)}
        </Button>
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

function Filters({ filter }: { readonly filter: ReviewFilter }) {
  const map = useMap();
  const [, navigate] = useRoute();
  const { name } = useObservable(useHub().me);
  const set = (part: Partial<ReviewFilter>): void =>
    navigate({ page: 'review', search: reviewSearch({ ...filter, ...part }) }, { replace: true });
  const who = filter.team === '' ? filter.person : `team:${filter.team}`;
  const isFiltered = reviewSearch({ ...filter, view: 'open' }) !== '';
  return (
    <div className={classes.filters}>
      <TextInput
        size="xs"
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        value={filter.query}
        onChange={(event) => set({ query: event.currentTarget.value })}
      />
      <NativeSelect
        size="xs"
        aria-label={words.level}
        value={filter.level}
        data={[
          { value: '', label: words.anyLevel },
          ...reviewLevels.map((level) => ({ value: level, label: words.levels[level] })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          set({ level: reviewLevels.find((one) => one === value) ?? '' })
        }
      />
      <NativeSelect
        size="xs"
        aria-label={words.rule}
        value={filter.rule}
        data={[
          { value: '', label: words.anyRule },
          ...reviewRules.map((rule) => ({ value: rule, label: ruleWords[rule] })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          set({ rule: reviewRules.find((one) => one === value) ?? '' })
        }
      />
      <NativeSelect
        size="xs"
        aria-label={words.who}
        value={who}
        data={[
          { value: '', label: words.anyone },
          ...(isGuestName(name) ? [] : [{ value: me, label: words.yours }]),
          ...[...map.teams.values()]
            .toSorted(byName)
            .map((team) => ({ value: `team:${team.name}`, label: words.team(team.name) })),
          ...[...map.people.values()]
            .toSorted(byName)
            .map((person) => ({ value: person.name, label: person.name })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          set(
            value.startsWith('team:')
              ? { team: value.slice('team:'.length), person: '' }
              : { team: '', person: value },
          )
        }
      />
      <NativeSelect
        size="xs"
        aria-label={words.service}
        value={filter.component}
        data={[
          { value: '', label: words.anyService },
          ...[...map.components.values()]
            .toSorted(byName)
            .map((component) => ({ value: component.id, label: component.name })),
        ]}
        onChange={({ currentTarget: { value } }) => set({ component: value })}
      />
      {isFiltered && (
        <Button
          size="compact-sm"
          variant="subtle"
          component={Link}
          href={routeToPath({ page: 'review', search: reviewSearch({ view: filter.view }) })}
        >
          {words.clear}
        </Button>
      )}
    </div>
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
