import { whoseOf } from '@holdfast/shared/review/whose';
import { findingTitle, ruleWords } from '@holdfast/shared/review/words';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { routeToPath } from '../app/routes.ts';
import { isGuestName } from '../hub/guest-name.ts';
import { MapAround } from '../map/map-around.tsx';
import { useMap } from '../map/map-context.tsx';
import { LevelMark } from '../review/level-mark.tsx';
import { me, reviewSearch } from '../review/review-model.ts';
import { useFindingAction } from '../review/use-finding-action.ts';
import { useReview } from '../review/use-review.ts';
import { reviewText } from '../ui/text/review.ts';
import { HomeLine, HomePart } from './home-part.tsx';
import classes from './home-page.module.css';

const words = reviewText.home;
const mostShown = 5;
/** Of the reader's own, beside those. */
const mostOwn = 2;

/** What the review puts first, and the reader's own, each with what clears it. */
export function ReviewPart() {
  return (
    <HomePart
      title={words.title}
      action={
        <Link href={routeToPath({ page: 'review', search: '' })} className={classes.link}>
          {words.all}
        </Link>
      }
    >
      <MapAround
        opening={<p className={classes.none}>{reviewText.opening}</p>}
        failed={<p className={classes.none}>{reviewText.failed}</p>}
      >
        <Top />
      </MapAround>
    </HomePart>
  );
}

function Top() {
  const shown = useReview();
  const map = useMap();
  const { name } = useObservable(useHub().me);
  const whose = useMemo(() => whoseOf(map), [map]);
  const actionOf = useFindingAction();
  const findings = shown.kind === 'ready' ? shown.state.findings : undefined;
  const { top, mine } = useMemo(() => {
    const own = new Set(
      isGuestName(name) ? [] : findings?.filter((one) => whose.isOfPerson(one, name)),
    );
    const first = findings?.slice(0, mostShown) ?? [];
    return { top: [...new Set([...first, ...[...own].slice(0, mostOwn)])], mine: own };
  }, [findings, whose, name]);
  if (shown.kind !== 'ready')
    return <p className={classes.none}>{reviewText.waiting[shown.kind]}</p>;
  if (top.length === 0 && !shown.isMapMissing) {
    return (
      <p className={classes.none}>
        {map.components.size === 0 ? reviewText.noMap.body : words.none}
      </p>
    );
  }
  return (
    <>
      {shown.isMapMissing && <p className={classes.none}>{reviewText.analysisFailed}</p>}
      <ul className={classes.list}>
        {top.map((finding) => {
          const action = actionOf(finding);
          return (
            <HomeLine
              key={finding.id}
              href={action.path}
              onPress={action.show}
              title={action.words}
              detail={
                <>
                  <LevelMark level={finding.level} />
                  {mine.has(finding) && <span>{words.yours}</span>}
                  <span dir="auto">
                    {ruleWords[finding.rule]}: {findingTitle(finding)}
                  </span>
                </>
              }
            />
          );
        })}
      </ul>
      {mine.size > 0 && (
        <Link
          href={routeToPath({ page: 'review', search: reviewSearch({ person: me }) })}
          className={classes.link}
        >
          {words.allYours(mine.size)}
        </Link>
      )}
    </>
  );
}
