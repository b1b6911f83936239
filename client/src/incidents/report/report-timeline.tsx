import { InDoubt } from '../../signing/doubts.tsx';
import { useNamed } from '../../signing/use-named.ts';
import { reportText } from '../../ui/text/incident-report.ts';
import { roomText } from '../../ui/text/incident-room.ts';
import { incidentsText } from '../../ui/text/incidents.ts';
import { signingText } from '../../ui/text/signing.ts';
import { describeDay, describeMinute } from '../../ui/when.ts';
import { isClockAhead, postedAtMs } from '../clock-ahead.ts';
import { describeItem, type Names } from '../describe-item.ts';
import { wordsOf, type TimelineItem } from '../timeline-model.ts';
import classes from '../../room/report.module.css';

const words = incidentsText.timeline;
/** Less apart than this, when it happened and when it was posted are the same. */
const samePostMs = 60_000;
const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Every entry, none left out: paper has no filter and no “more”. */
export function ReportTimeline(props: {
  readonly name: string;
  readonly items: readonly TimelineItem[];
  readonly names: Names;
  /** When the report was made, wall clock ms. */
  readonly nowMs: number;
}) {
  const { items, name, names, nowMs } = props;
  return (
    <>
      {daysOf(items).map(({ day, ofDay }) => (
        <section key={day} aria-label={day || words.label}>
          <h3 className={classes.day}>{day}</h3>
          <ol className={classes.entries}>
            {ofDay.map((item) => (
              <Entry key={item.id} item={item} name={name} names={names} nowMs={nowMs} />
            ))}
          </ol>
        </section>
      ))}
    </>
  );
}

function daysOf(items: readonly TimelineItem[]) {
  const days: { day: string; ofDay: TimelineItem[] }[] = [];
  for (const item of items) {
    const day = item.atMs > 0 ? describeDay(item.atMs) : '';
    const last = days.at(-1);
    if (last?.day === day) last.ofDay.push(item);
    else days.push({ day, ofDay: [item] });
  }
  return days;
}

function Entry(props: {
  readonly item: TimelineItem;
  readonly name: string;
  readonly names: Names;
  readonly nowMs: number;
}) {
  const { item, name, names, nowMs } = props;
  const named = useNamed();
  const { what, correction } = item;
  const entry = what.kind === 'said' ? what.entry : undefined;
  const text = wordsOf(item);
  const first = entry !== undefined && 'text' in entry ? (entry.text ?? '') : '';
  const postedMs = postedAtMs(item, nowMs);
  const isLate = postedMs !== undefined && Math.abs(postedMs - item.atMs) >= samePostMs;
  const remarks = [
    ...(item.pinned ? [words.pinned] : []),
    ...(item.document === name ? [] : [words.from(names.titleOf(item.document))]),
    ...(item.alsoIn === undefined
      ? []
      : [words.alsoIn(item.alsoIn.map((one) => `“${names.titleOf(one)}”`).join(', '))]),
    ...(isLate ? [reportText.posted(describeMinute(postedMs))] : []),
    ...(isClockAhead(item, nowMs) ? [roomText.clockAhead] : []),
    ...(correction === undefined
      ? []
      : [correction.withdrawn ? words.withdrawn(correction.by) : words.corrected(correction.by)]),
    ...(correction?.text !== undefined && first !== '' && first !== correction.text
      ? [reportText.firstSaid(first)]
      : []),
  ];
  const isOutput = entry?.kind === 'output' || (what.kind === 'did' && text.includes('\n'));
  return (
    <li className={classes.entry} id={item.id}>
      <time
        className={classes.clock}
        dateTime={item.atMs > 0 ? new Date(item.atMs).toISOString() : undefined}
      >
        {item.atMs > 0 ? clock.format(item.atMs) : ''}
      </time>
      <div className={classes.said}>
        <div data-struck={correction?.withdrawn === true}>
          <strong dir="auto">{named(item.by, item.person) || words.someone}</strong>{' '}
          <span dir="auto">{describeItem(item, names)}</span>
          {entry?.kind === 'link' && (
            <>
              {' '}
              <a href={entry.url} rel="noopener noreferrer" target="_blank">
                {entry.url}
              </a>
            </>
          )}
        </div>
        <InDoubt document={item.document} on={[item]} />
        {correction !== undefined && (
          <InDoubt
            document={item.document}
            on={[correction]}
            about={signingText.report.correction}
          />
        )}
        {item.pin !== undefined && (
          <InDoubt document={item.document} on={[item.pin]} about={signingText.report.pin} />
        )}
        {text !== '' &&
          (isOutput ? (
            <pre className={classes.output}>{text}</pre>
          ) : (
            <p className={classes.words} dir="auto" data-struck={correction?.withdrawn === true}>
              {text}
            </p>
          ))}
        {remarks.length > 0 && <p className={classes.remarks}>{remarks.join('; ')}</p>}
      </div>
    </li>
  );
}
