import classes from './line-chart.module.css';

/** A value at a moment; absent where nobody knows: the line has a gap there. */
export interface ChartPoint {
  readonly label: string;
  readonly value?: number | undefined;
}

const width = 640;
const height = 120;
const left = 34;
const right = 10;
const top = 10;
const bottom = 22;

/** A line over time, with the same as a table for whoever cannot see it. */
export function LineChart(props: {
  /** What it shows, in a sentence. */
  readonly name: string;
  readonly points: readonly ChartPoint[];
  /** The highest value that has room; the highest of the points where absent. */
  readonly max?: number;
  readonly valueName: string;
  readonly labelName: string;
  readonly tableName: string;
  readonly unknown: string;
  readonly say?: (value: number) => string;
}) {
  const { points, say = String } = props;
  const known = points.flatMap(({ value }) => value ?? []);
  const max = Math.max(1, props.max ?? Math.max(0, ...known));
  const x = (at: number): number =>
    left + (at / Math.max(1, points.length - 1)) * (width - left - right);
  const y = (value: number): number => top + (1 - value / max) * (height - top - bottom);
  const last = points.findLast(({ value }) => value !== undefined);
  return (
    <figure className={classes.figure}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className={classes.chart}
        role="img"
        aria-label={`${props.name}${last?.value === undefined ? '' : `: ${say(last.value)}, ${last.label}`}`}
      >
        {[0, max].map((value) => (
          <g key={value}>
            <line
              x1={left}
              x2={width - right}
              y1={y(value)}
              y2={y(value)}
              className={classes.grid}
            />
            <text x={left - 6} y={y(value) + 4} textAnchor="end" className={classes.label}>
              {say(value)}
            </text>
          </g>
        ))}
        <path d={pathOf(points, x, y)} className={classes.line} />
        {points.map(({ label, value }, at) =>
          value === undefined ? null : (
            <circle key={label} cx={x(at)} cy={y(value)} r={2.6} className={classes.dot} />
          ),
        )}
        <text x={left} y={height - 5} className={classes.label}>
          {points[0]?.label}
        </text>
        <text x={width - right} y={height - 5} textAnchor="end" className={classes.label}>
          {points.at(-1)?.label}
        </text>
      </svg>
      <details className={classes.details}>
        <summary>{props.tableName}</summary>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{props.labelName}</th>
              <th scope="col">{props.valueName}</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ label, value }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{value === undefined ? props.unknown : say(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** One line for each stretch that is known. */
function pathOf(
  points: readonly ChartPoint[],
  x: (at: number) => number,
  y: (value: number) => number,
): string {
  let path = '';
  let isDrawing = false;
  points.forEach(({ value }, at) => {
    if (value === undefined) {
      isDrawing = false;
      return;
    }
    path += `${isDrawing ? 'L' : 'M'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    isDrawing = true;
  });
  return path;
}
