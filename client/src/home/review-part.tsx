import { whoseOf } from '@holdfast/shared/review/whose';
import { findingTitle, findingWhy } from '@holdfast/shared/review/words';
import { localDay } from '@holdfast/shared/model/local-day';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { routeToPath } from '../app/routes.ts';
import { isGuestName } from '../hub/guest-name.ts';
import { MapAround } from '../map/map-around.tsx';
import { useMap } from '../map/map-context.tsx';
import { LevelMark } from '../review/level-mark.tsx';
import { reviewSearch } from '../review/review-model.ts';
import { useReview } from '../review/use-review.ts';
import { reviewText } from '../ui/text/review.ts';
import { HomeLine, HomePart } from './home-part.tsx';
import classes from './home-page.module.css';

const words = reviewText.home;
const mostShown = 5;

/** What the review puts first; of equal weight what is the reader's own. */
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
  if (shown.kind !== 'ready') {
    return (
      <p className={classes.none}>
        {shown.kind === 'failed' ? reviewText.failed : reviewText.working}
      </p>
    );
  }
  const { findings } = shown.state;
  if (findings.length === 0) {
    return (
      <p className={classes.none}>
        {map.components.size === 0 ? reviewText.noMap.body : words.none}
      </p>
    );
  }
  const isMine = (at: number): boolean => {
    const one = findings[at];
    return one !== undefined && !isGuestName(name) && whose.isOfPerson(one, name);
  };
  const mine = findings.filter((_, at) => isMine(at));
  const top = [...new Set([...findings.slice(0, mostShown), ...mine.slice(0, 2)])];
  return (
    <ul className={classes.list}>
      {top.map((finding) => (
        <HomeLine
          key={finding.id}
          href={routeToPath({
            page: 'review',
            search: reviewSearch({ query: findingTitle(finding).split(':')[0] ?? '' }),
          })}
          title={findingTitle(finding)}
          detail={
            <>
              <LevelMark level={finding.level} />
              {mine.includes(finding) && <span>{words.yours}</span>}
              <span dir="auto">{findingWhy(finding, localDay)}</span>
            </>
          }
        />
      ))}
    </ul>
  );
}
