import { reviewLevels, type ReviewLevel } from '@holdfast/shared/review/finding';
import { reviewTrend } from '@holdfast/shared/review/trend';
import { useMemo } from 'react';
import { useProjection } from '../app/hub-context.tsx';
import { reviewText } from '../ui/text/review.ts';
import classes from './review-page.module.css';

const words = reviewText.trend;
const weeks = 12;
const width = 320;
const height = 72;
const tones: Readonly<Record<ReviewLevel, string>> = {
  critical: 'var(--hf-bad)',
  high: 'var(--hf-warn)',
  medium: 'var(--hf-note)',
  low: 'var(--mantine-color-dimmed)',
};

/** How many findings there were, week by week: a picture, and the same as a table. */
export function Trend(props: { readonly today: string; readonly isOnPaper?: boolean }) {
  const { today, isOnPaper = false } = props;
  const log = useProjection('review-log');
  const days = log?.kind === 'review-log' ? log.days : undefined;
  const points = useMemo(() => reviewTrend(days ?? [], weeks - 1, today), [days, today]);
  const known = points.filter(({ counts }) => counts !== undefined);
  if (known.length < 2) return isOnPaper ? null : <p className={classes.facts}>{words.none}</p>;
  const most = Math.max(
    1,
    ...known.flatMap(({ counts }) => reviewLevels.map((level) => counts?.[level] ?? 0)),
  );
  const x = (at: number): number => 4 + (at * (width - 8)) / (points.length - 1);
  const y = (count: number): number => height - 6 - (count * (height - 12)) / most;
  return (
    <figure className={classes.trend}>
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" className={classes.trendPicture}>
        {reviewLevels.map((level) => {
          const line = points.flatMap(({ counts }, at) =>
            counts === undefined ? [] : [`${x(at)},${y(counts[level])}`],
          );
          return (
            <g key={level} stroke={tones[level]} fill={tones[level]}>
              <polyline points={line.join(' ')} fill="none" strokeWidth="1.5" />
              {line.map((point) => {
                const [cx, cy] = point.split(',');
                return <circle key={point} cx={cx} cy={cy} r="2" stroke="none" />;
              })}
            </g>
          );
        })}
      </svg>
      <figcaption className={classes.facts}>
        {reviewLevels.map((level) => (
          <span key={level} className={classes.legend}>
            <span className={classes.swatch} style={{ background: tones[level] }} aria-hidden />
            {reviewText.levels[level]} {known.at(-1)?.counts?.[level] ?? 0}
          </span>
        ))}
      </figcaption>
      <table className={classes.hidden}>
        <caption>{words.label(weeks)}</caption>
        <thead>
          <tr>
            <th scope="col">{words.week}</th>
            {reviewLevels.map((level) => (
              <th key={level} scope="col">
                {reviewText.levels[level]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map(({ until, counts }) => (
            <tr key={until}>
              <th scope="row">{until}</th>
              {counts === undefined ? (
                <td colSpan={reviewLevels.length}>{words.nobody}</td>
              ) : (
                reviewLevels.map((level) => <td key={level}>{counts[level]}</td>)
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
