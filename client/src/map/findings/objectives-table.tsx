import { Link } from 'wouter';
import { mapPath } from '../../app/routes.ts';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { mapFindingsText } from '../../ui/text/map-findings.ts';
import { useMap } from '../map-context.tsx';
import type { Downtime, ObjectiveRow } from './review.ts';
import pageClasses from '../people/people-page.module.css';
import classes from './findings.module.css';

const words = mapFindingsText.objectives;

/** Every component with an objective: what the map reaches, how sure that is, and what is in the way. */
export function ObjectivesTable(props: { readonly rows: readonly ObjectiveRow[] }) {
  const map = useMap();
  const { columns } = words;
  const rows = props.rows.toSorted(
    (a, b) =>
      Number(b.verdict === 'not met') - Number(a.verdict === 'not met') ||
      b.objective - a.objective,
  );
  if (rows.length === 0) {
    return (
      <p className={pageClasses.nothing} role="status">
        {words.none}
      </p>
    );
  }
  return (
    <ScrollBox label={words.table} className={classes.scroller}>
      <table className={classes.table} aria-label={words.table}>
        <thead>
          <tr>
            <th scope="col">{columns.component}</th>
            <th scope="col">{columns.objective}</th>
            <th scope="col">{columns.reached}</th>
            <th scope="col">{columns.verdict}</th>
            <th scope="col">{columns.advice}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.component}>
              <th scope="row">
                <Link href={mapPath('components', row.component)} dir="auto">
                  {map.components.get(row.component)?.name ?? row.component}
                </Link>
              </th>
              <td className={classes.number} data-label={columns.objective}>
                {percent(row.objective)}
              </td>
              <td className={classes.number} data-label={columns.reached}>
                {reached(row.downtime)}
              </td>
              <td data-label={columns.verdict}>
                <Verdict row={row} />
              </td>
              <td data-label={columns.advice}>
                <Advice row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function Verdict({ row }: { readonly row: ObjectiveRow }) {
  if (row.verdict === 'not met') return <strong className={classes.bad}>{words.missed}</strong>;
  return row.verdict === 'met' ? <span className={classes.good}>{words.met}</span> : words.open;
}

/** A number never stands without what it is worth. */
function reached(downtime: Downtime | undefined): string {
  if (downtime === undefined) return words.late;
  const { value, kind, unknown } = downtime;
  const number =
    kind === 'exact'
      ? `${percent(1 - value)} (${words.kinds.exact})`
      : `${words.kinds[kind]} ${percent(1 - value)}`;
  return unknown.length === 0 ? number : `${number}, ${words.unknown(unknown.length)}`;
}

const mostReasons = 5;

function Advice({ row }: { readonly row: ObjectiveRow }) {
  const { level, obstacles, isAlwaysDown } = row;
  const reasons = [
    ...(isAlwaysDown ? [words.alwaysDown] : []),
    ...obstacles.map(({ name, topology, isOwn, hasSeveral, unavailability }) => {
      const often = unavailability === undefined ? '' : percent(unavailability);
      return isOwn
        ? words.own(name, topology, often, hasSeveral)
        : words.obstacle(name, topology, often);
    }),
  ];
  return (
    <>
      {level === undefined ? words.one : words.levels[level]}
      {reasons.length === 0 ? (
        <span className={classes.dim}> {words.nothing[nothingOf(row)]}</span>
      ) : (
        <ul className={classes.paths}>
          {reasons.slice(0, mostReasons).map((reason) => (
            <li key={reason} dir="auto">
              {reason}
            </li>
          ))}
          {reasons.length > mostReasons && <li>{words.more(reasons.length - mostReasons)}</li>}
        </ul>
      )}
    </>
  );
}

/** What it is worth that nothing single stands in the way. */
function nothingOf({ verdict, topology }: ObjectiveRow): ObjectiveRow['verdict'] {
  return topology === 'reached' ? verdict : 'not known';
}

/** `99.95 %`: as many digits as tell it from 100 %. */
function percent(share: number): string {
  return `${Number((share * 100).toPrecision(8))}\u00a0%`;
}
