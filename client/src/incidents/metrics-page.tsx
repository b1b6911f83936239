import { IconArrowLeft } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import { Link } from 'wouter';
import { useProjections } from '../app/hub-context.tsx';
import { incidentPath, incidentProsePath, routeToPath } from '../app/routes.ts';
import { durationInWords } from '../ui/duration.ts';
import { incidentsText } from '../ui/text/incidents.ts';
import { useNow } from '../ui/use-now.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { incidentRows } from './incident-list-model.ts';
import { localTime } from '../ui/local-time.ts';
import { SeverityMark } from './marks.tsx';
import { useIncidentWords } from './incident-words.ts';
import {
  countedSeverities,
  countOf,
  incidentMetrics,
  type IncidentMetrics,
} from './metrics-model.ts';
import { type ComponentTrend, withoutGaps } from './metrics-trend.ts';
import classes from './metrics-page.module.css';

const words = incidentsText.metrics;
const hourMs = 3_600_000;

/** Figures over all incidents; each picture is the table it is drawn from. */
export function IncidentMetricsPage() {
  usePageTitle(words.title);
  const projections = useProjections();
  const nowMs = useNow(hourMs);
  const metrics = useMemo(
    () => incidentMetrics(incidentRows(projections), localTime(nowMs).slice(0, 10)),
    [projections, nowMs],
  );
  return (
    <div className={classes.page}>
      <Link href={routeToPath({ page: 'incidents', view: 'all' })} className={classes.back}>
        <IconArrowLeft size={15} aria-hidden="true" />
        {words.back}
      </Link>
      <h1 className={classes.title}>{words.title}</h1>
      <p className={classes.aside}>{words.intro}</p>
      {projections === undefined ? (
        <p role="status">{incidentsText.list.loading}</p>
      ) : metrics.months.length === 0 && metrics.undated === 0 ? (
        <p role="status">{words.none}</p>
      ) : (
        <Figures metrics={metrics} />
      )}
    </div>
  );
}

function Figures(props: { readonly metrics: IncidentMetrics }) {
  const { metrics } = props;
  const { resolve, actions } = metrics;
  return (
    <>
      <Part title={words.due}>
        {metrics.postmortemsDue.length === 0 ? (
          <p className={classes.aside}>{words.nothingDue}</p>
        ) : (
          <ul className={classes.list}>
            {metrics.postmortemsDue.map(({ name, incident }) => (
              <li key={name} className={classes.item}>
                <SeverityMark severity={incident.severity} stated={incident.severityStated} />
                <Link href={incidentProsePath(name, 'postmortem')} dir="auto">
                  {incident.title}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Part>
      <Part title={words.overdue}>
        {metrics.actionsOverdue.length === 0 ? (
          <p className={classes.aside}>{words.nothingOverdue}</p>
        ) : (
          <ul className={classes.list}>
            {metrics.actionsOverdue.map((action) => (
              <li key={action.id} className={classes.item}>
                <Link href={incidentPath(action.incident)} dir="auto">
                  {action.text}
                </Link>
                <span className={classes.aside}>{words.owner(action.owner, action.due)}</span>
              </li>
            ))}
          </ul>
        )}
      </Part>
      <Part title={words.actions}>
        <p className={classes.aside}>{words.done(actions.done, actions.all)}</p>
      </Part>
      <Part title={words.bySeverity}>
        <BySeverity metrics={metrics} />
        {metrics.undated > 0 && <p className={classes.aside}>{words.undated(metrics.undated)}</p>}
      </Part>
      <Part title={words.resolve}>
        {resolve.medianMs !== undefined && (
          <p className={classes.aside}>{words.median(durationInWords(resolve.medianMs))}</p>
        )}
        <Bars
          label={words.resolve}
          head={words.took}
          rows={resolve.ranges.map(({ range, count }) => ({ name: words.ranges[range], count }))}
        />
        {resolve.leftOut > 0 && (
          <p className={classes.aside}>{words.unresolved(resolve.leftOut)}</p>
        )}
      </Part>
      {metrics.components.length > 0 && (
        <Part title={words.byComponent}>
          <Bars label={words.byComponent} head={words.component} rows={metrics.components} />
        </Part>
      )}
      {metrics.trend.rows.length > 0 && (
        <Part title={words.overTime}>
          <Trend trend={metrics.trend} />
        </Part>
      )}
    </>
  );
}

function Part(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes.part} aria-label={props.title}>
      <h2 className={classes.heading}>{props.title}</h2>
      {props.children}
    </section>
  );
}

function BySeverity(props: { readonly metrics: IncidentMetrics }) {
  const { months } = props.metrics;
  const names = useIncidentWords();
  // A column for those that nobody rated, where there are any.
  const shown = countedSeverities.filter(
    (one) => one !== 'unstated' || months.some(({ counts }) => counts.unstated > 0),
  );
  const most = Math.max(1, ...months.map(({ counts }) => countOf(counts)));
  return (
    // What scrolls must be reached by Tab.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scroller} tabIndex={0} role="group" aria-label={words.bySeverity}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{words.month}</th>
            {shown.map((one) => (
              <th key={one} scope="col" className={classes.number}>
                {one === 'unstated' ? incidentsText.notStatedShort : names.severity(one).short}
              </th>
            ))}
            <th scope="col" className={classes.number}>
              {words.all}
            </th>
            <th scope="col" className={classes.picture}>
              {words.picture}
            </th>
          </tr>
        </thead>
        <tbody>
          {withoutGaps(months)
            .toReversed()
            .map(({ month, until, counts }) => (
              <tr key={month}>
                <th scope="row">{until === month ? month : words.months(month, until)}</th>
                {shown.map((one) => (
                  <td key={one} className={classes.number}>
                    {counts[one]}
                  </td>
                ))}
                <td className={classes.number}>{countOf(counts)}</td>
                <td className={classes.picture}>
                  <span className={classes.bars} aria-hidden="true">
                    {shown
                      .filter((one) => counts[one] > 0)
                      .map((one) => (
                        <span
                          key={one}
                          className={classes.bar}
                          data-severity={one}
                          style={{ width: `${(100 * counts[one]) / most}%` }}
                        />
                      ))}
                  </span>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

/** How often each component failed in each period: a figure, shaded by how large it is. */
function Trend(props: { readonly trend: ComponentTrend }) {
  const { periods, rows } = props.trend;
  const most = Math.max(1, ...rows.flatMap(({ counts }) => counts));
  return (
    // What scrolls must be reached by Tab.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.scroller} tabIndex={0} role="group" aria-label={words.overTime}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{words.component}</th>
            {periods.map((period) => (
              <th key={period} scope="col" className={classes.number}>
                {period}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, counts }) => (
            <tr key={name}>
              <th scope="row" dir="auto">
                {name}
              </th>
              {counts.map((count, at) => (
                <td
                  key={periods[at]}
                  className={classes.number}
                  style={{
                    background: `color-mix(in srgb, var(--hf-note) ${Math.round((30 * count) / most)}%, transparent)`,
                  }}
                >
                  {count}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Bars(props: {
  readonly label: string;
  readonly head: string;
  readonly rows: readonly { readonly name: string; readonly count: number }[];
}) {
  const most = Math.max(1, ...props.rows.map(({ count }) => count));
  return (
    <table className={classes.table} aria-label={props.label}>
      <thead>
        <tr>
          <th scope="col">{props.head}</th>
          <th scope="col" className={classes.number}>
            {words.incidents}
          </th>
          <th scope="col" className={classes.picture}>
            {words.picture}
          </th>
        </tr>
      </thead>
      <tbody>
        {props.rows.map(({ name, count }) => (
          <tr key={name}>
            <th scope="row" dir="auto">
              {name}
            </th>
            <td className={classes.number}>{count}</td>
            <td className={classes.picture} aria-label={String(count)}>
              <span className={classes.bars} aria-hidden="true">
                {count > 0 && (
                  <span className={classes.bar} style={{ width: `${(100 * count) / most}%` }} />
                )}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
