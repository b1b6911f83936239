import { useMemo } from 'react';
import { InDoubt } from '../../signing/doubts.tsx';
import { useNamed } from '../../signing/use-named.ts';
import { drillReportText as words } from '../../ui/text/drill-report.ts';
import { drillRoomText } from '../../ui/text/drill-room.ts';
import { signingText } from '../../ui/text/signing.ts';
import { describeSecond } from '../../ui/when.ts';
import type { ReadDrill } from '../room/drill-store.ts';
import { drillTimeline } from '../room/drill-timeline-model.ts';
import classes from '../../room/report.module.css';
import own from './drill-report.module.css';

/** The whole timeline, for paper. */
export function Course({ name, drill }: { readonly name: string; readonly drill: ReadDrill }) {
  const named = useNamed();
  const items = useMemo(() => drillTimeline(drill, describeSecond), [drill]);
  return (
    <>
      <p className={classes.remarks}>{words.count(items.length)}</p>
      <ol className={classes.entries}>
        {items.map((item) => (
          <li key={item.id} className={own.entry}>
            <span className={classes.clock}>{describeSecond(item.atMs)}</span>
            <div className={classes.said}>
              <strong dir="auto">
                {named(item.by, item.person) || drillRoomText.timeline.someone}
              </strong>{' '}
              <span dir="auto" data-struck={item.correction?.withdrawn === true}>
                {item.says}
              </span>
              {item.correction?.withdrawn === true && ` ${words.withdrawn(item.correction.by)}`}
              <InDoubt document={name} on={[item]} />
              {item.correction !== undefined && (
                <InDoubt
                  document={name}
                  on={[item.correction]}
                  about={signingText.report.correction}
                />
              )}
              {item.text !== '' &&
                (item.what.kind === 'said' && item.what.entry.kind === 'output' ? (
                  <pre className={classes.output}>{item.text}</pre>
                ) : (
                  <p
                    className={classes.words}
                    dir="auto"
                    data-struck={item.correction?.withdrawn === true}
                  >
                    {item.text}
                  </p>
                ))}
            </div>
          </li>
        ))}
      </ol>
    </>
  );
}
