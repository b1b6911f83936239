import { useMediaQuery } from '@mantine/hooks';
import { useMemo } from 'react';
import { InDoubt, RestsOnDoubt, useIsInDoubt } from '../../signing/doubts.tsx';
import { durationInWords } from '../../ui/duration.ts';
import { reportText } from '../../ui/text/incident-report.ts';
import { incidentsText } from '../../ui/text/incidents.ts';
import { useNow } from '../../ui/use-now.ts';
import { describeMinute } from '../../ui/when.ts';
import { useShownIncident } from '../incident-context.tsx';
import { type ReadIncident } from '../incident-store.ts';
import { type IncidentWords, useIncidentWords } from '../incident-words.ts';
import {
  axisTicks,
  courseOf,
  type IncidentCourse,
  type PictureMark,
  placeMarks,
} from './picture-model.ts';
import { timesInDoubt } from './in-doubt.ts';
import classes from './incident-picture.module.css';

const words = reportText.picture;
const everyMs = 10_000;
const dayMs = 24 * 60 * 60_000;
const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const year = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric' });

/** Units of the picture, which is stretched to the width that there is. */
const sizes = {
  wide: { width: 760, ticks: 8 },
  narrow: { width: 350, ticks: 3 },
} as const;
const margin = 14;
const bandTop = 18;
const bandHeight = 16;
const rowHeight = 22;
const radius = 9;

/** The course of an incident, drawn, with the table of what is marked in it. */
export function IncidentPicture(props: { readonly incident: ReadIncident }) {
  const { incident } = props;
  const isLive = incident.state.status.now?.value !== 'resolved';
  const nowMs = useNow(everyMs, isLive);
  const course = useMemo(() => courseOf(incident, nowMs), [incident, nowMs]);
  const names = useIncidentWords();
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  if (course === undefined) return <p className={classes.aside}>{words.nothing}</p>;
  return (
    <figure className={classes.figure}>
      <Drawing course={course} names={names} size={narrow === true ? sizes.narrow : sizes.wide} />
      <figcaption>
        <Marks incident={incident} course={course} names={names} />
        {course.leftOut > 0 && <p className={classes.aside}>{words.leftOut(course.leftOut)}</p>}
      </figcaption>
    </figure>
  );
}

function Drawing(props: {
  readonly course: IncidentCourse;
  readonly names: IncidentWords;
  readonly size: (typeof sizes)[keyof typeof sizes];
}) {
  const { course, names, size } = props;
  const { fromMs, toMs, bands, marks } = course;
  const inner = size.width - 2 * margin;
  const x = (atMs: number): number => margin + (inner * (atMs - fromMs)) / (toMs - fromMs);
  const places = placeMarks(course, (2 * radius + 3) / inner);
  const rows = 1 + Math.max(0, ...places.map(({ row }) => row));
  const bandEnd = bandTop + bandHeight;
  const axisTop = bandEnd + 8 + rows * rowHeight;
  const height = axisTop + 24;
  const ends = [fromMs, toMs].map(describeMinute);
  const severities = bands
    .map((band) =>
      words.band(
        nameOf(band.severity, names),
        describeMinute(band.fromMs),
        describeMinute(band.toMs),
      ),
    )
    .join(' ');
  return (
    <svg
      className={classes.picture}
      viewBox={`0 0 ${size.width} ${height}`}
      role="img"
      aria-label={`${words.title}. ${words.summary(ends[0] ?? '', ends[1] ?? '', severities, marks.length)}`}
    >
      {bands.map((band) => {
        const left = x(band.fromMs);
        const width = Math.max(1, x(band.toMs) - left);
        const name = nameOf(band.severity, names);
        return (
          <g key={band.fromMs}>
            <rect
              className={classes.band}
              data-severity={band.severity ?? 'unstated'}
              x={left}
              y={bandTop}
              width={width}
              height={bandHeight}
            />
            {/* Six units a letter: one that has no room is named in the table. */}
            {width > name.length * 6 + 4 && (
              <text className={classes.words} x={left} y={bandTop - 5}>
                {name}
              </text>
            )}
          </g>
        );
      })}
      <line className={classes.axis} x1={margin} x2={margin + inner} y1={axisTop} y2={axisTop} />
      {axisTicks(course, size.ticks).map((atMs) => (
        <g key={atMs}>
          <line className={classes.axis} x1={x(atMs)} x2={x(atMs)} y1={axisTop} y2={axisTop + 4} />
          <text
            className={classes.words}
            x={x(atMs)}
            y={axisTop + 16}
            textAnchor={anchorAt(x(atMs), size.width)}
          >
            {tickWords(atMs, toMs - fromMs)}
          </text>
        </g>
      ))}
      {marks.map((mark, at) => {
        const { place = 0, row = 0 } = places[at] ?? {};
        const left = margin + inner * place;
        const top = bandEnd + 8 + row * rowHeight + radius;
        return (
          <g key={at} className={classes.mark} data-kind={mark.kind}>
            <line x1={left} x2={left} y1={bandTop} y2={axisTop} />
            {mark.kind === 'milestone' ? (
              <circle cx={left} cy={top} r={radius} />
            ) : (
              <rect
                x={left - radius}
                y={top - radius}
                width={2 * radius}
                height={2 * radius}
                rx={3}
              />
            )}
            <text x={left} y={top + 3.5} textAnchor="middle">
              {at + 1}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** Words near an edge stay within it. */
function anchorAt(x: number, width: number): 'start' | 'middle' | 'end' {
  if (x < 40) return 'start';
  return x > width - 40 ? 'end' : 'middle';
}

function tickWords(atMs: number, spanMs: number): string {
  if (spanMs > 200 * dayMs) return year.format(atMs);
  if (spanMs > 3 * dayMs) return day.format(atMs);
  const isMidnight = clock.format(atMs) === '00:00';
  return isMidnight && spanMs > dayMs / 2 ? day.format(atMs) : clock.format(atMs);
}

function nameOf(severity: IncidentCourse['bands'][number]['severity'], names: IncidentWords) {
  return severity === undefined ? incidentsText.notStated : names.severity(severity).short;
}

function Marks(props: {
  readonly incident: ReadIncident;
  readonly course: IncidentCourse;
  readonly names: IncidentWords;
}) {
  const { incident } = props;
  const { marks, fromMs } = props.course;
  const { name } = useShownIncident();
  const inDoubt = timesInDoubt({ name, incident }, useIsInDoubt()).milestones;
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{words.number}</th>
          <th scope="col">{words.when}</th>
          <th scope="col">{words.after}</th>
          <th scope="col">{words.what}</th>
        </tr>
      </thead>
      <tbody>
        {marks.map((mark, at) => (
          <tr key={at}>
            <td>{at + 1}</td>
            <td>
              <time dateTime={new Date(mark.atMs).toISOString()}>{describeMinute(mark.atMs)}</time>
            </td>
            <td>{mark.atMs >= fromMs ? durationInWords(mark.atMs - fromMs) : ''}</td>
            <td dir="auto">
              {wordsOf(mark, props.names)}
              <InDoubt document={name} on={mark.on} />
              {mark.kind === 'milestone' &&
                mark.which !== 'declared' &&
                inDoubt.has(mark.which) && <RestsOnDoubt />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function wordsOf(mark: PictureMark, names: IncidentWords): string {
  switch (mark.kind) {
    case 'milestone':
      return mark.which === 'declared'
        ? words.declared
        : incidentsText.details.milestones[mark.which];
    case 'severity':
      return words.severity(names.severity(mark.severity).short);
    case 'decision':
      return words.decision(mark.text);
    case 'pinned':
      return words.pinned(mark.text);
  }
}
