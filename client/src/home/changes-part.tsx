import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useProjections } from '../app/hub-context.tsx';
import { namedDocument } from '../sync/named-document.ts';
import { Moment } from '../ui/moment.tsx';
import { homeText } from '../ui/text/home.ts';
import { useNow } from '../ui/use-now.ts';
import { changesSince } from './home-model.ts';
import { HomeLine, HomePart } from './home-part.tsx';
import classes from './home-page.module.css';

const words = homeText.changes;
const shownAtOnce = 6;
const everyMs = 60_000;

/** What was changed since yesterday began, by whom. */
export function ChangesPart() {
  const projections = useProjections();
  const nowMs = useNow(everyMs);
  const changes = useMemo(
    () => changesSince(projections, yesterdayMs(nowMs)),
    [projections, nowMs],
  );
  const [most, setMost] = useState(shownAtOnce);
  return (
    <HomePart title={words.title}>
      {changes.length === 0 ? (
        <p className={classes.none}>{words.none}</p>
      ) : (
        <ul className={classes.list}>
          {changes.slice(0, most).map(({ doc, kind, atMs, by, isNew }) => {
            const { title, href = '' } = namedDocument(doc, projections?.get(doc));
            return (
              <HomeLine
                key={doc}
                href={href}
                title={title}
                detail={
                  <>
                    <span>
                      {words.kinds[kind]}
                      {isNew && `, ${words.isNew}`}
                    </span>
                    {by !== '' && <span dir="auto">{words.by(by)}</span>}
                    <Moment atMs={atMs} />
                  </>
                }
              />
            );
          })}
        </ul>
      )}
      {changes.length > most && (
        <Button size="compact-sm" variant="subtle" onClick={() => setMost(most + 10 * shownAtOnce)}>
          {words.more(changes.length - most)}
        </Button>
      )}
    </HomePart>
  );
}

/** When yesterday began, where this device is. */
function yesterdayMs(nowMs: number): number {
  const day = new Date(nowMs);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - 1);
  return day.getTime();
}
