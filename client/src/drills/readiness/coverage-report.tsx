import { localDay } from '@holdfast/shared/model/local-day';
import type { Cell } from '@holdfast/shared/readiness/cell';
import { memo, useDeferredValue, useMemo, useState } from 'react';
import { drillPartPath } from '../../app/routes.ts';
import { useCompleteness } from '../../app/use-completeness.ts';
import { coverageText } from '../../ui/text/coverage.ts';
import { drillReportText } from '../../ui/text/drill-report.ts';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { useSlices } from '../../ui/use-slices.ts';
import { describeMinute } from '../../ui/when.ts';
import { Signatures } from '../report/signatures.tsx';
import {
  coverageRows,
  type CoverageRow,
  coverageToSearch,
  type CoverageView,
} from './coverage-model.ts';
import { attainmentOf, durationOrUnknown, filterName, scoreWords } from './figure-words.ts';
import { scenarioName } from './scenario-name.ts';
import { StateMark } from './state-mark.tsx';
import type { ShownReadiness } from './use-readiness.ts';
import { ReportTools } from '../../room/report-tools.tsx';
import report from '../../room/report.module.css';
import classes from './coverage-report.module.css';

const words = coverageText.report;
const drawnAtOnce = 20;

/** What recovery was shown of, component by component, to print and to sign. */
export function CoverageReport(props: {
  readonly shown: ShownReadiness;
  readonly view: CoverageView;
}) {
  const { view } = props;
  // Of a thousand components, others' edits must not keep a reader waiting.
  const { map, readiness, at } = useDeferredValue(props.shown);
  usePageTitle(words.title);
  const completeness = useCompleteness();
  const [madeAtMs] = useState(() => Date.now());
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const rows = useMemo(
    () => coverageRows(readiness.coverage(at), map, view),
    [readiness, at, map, view],
  );
  const whole = useMemo(() => readiness.whole(at), [readiness, at]);
  const { slices, isWhole } = useSlices(rows, drawnAtOnce);
  return (
    <div className={report.page}>
      <ReportTools
        back={{ href: drillPartPath('coverage', '', coverageToSearch(view)), words: words.back }}
        print={{ words: drillReportText.print, isWhole }}
      />
      <h1 className={report.title}>{words.title}</h1>
      <p className={report.made}>
        {drillReportText.made(describeMinute(madeAtMs), zone)}{' '}
        {words.which(view.query, filterName(view.state))}
        {completeness === 'whole' ? '' : ` ${drillReportText.notWhole}`}
      </p>
      <p className={classes.lead}>{words.intro}</p>
      <section className={report.part} aria-label={drillReportText.summary}>
        <h2 className={report.heading}>{drillReportText.summary}</h2>
        <dl className={report.facts}>
          {(['score', 'coverage', 'freshness', 'attainment'] as const).map((key) => (
            <div key={key} className={report.fact}>
              <dt>{coverageText.figures[key]}</dt>
              <dd>
                {words.ofHundred(scoreWords(whole[key]))}. {words.figures[key]}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <section className={report.part} aria-label={words.how}>
        <h2 className={report.heading}>{words.how}</h2>
        <p className={classes.how}>{coverageText.service.formula}</p>
      </section>
      <section className={report.part} aria-label={words.each}>
        <h2 className={report.heading}>{words.each}</h2>
        {rows.length === 0 && <p className={report.none}>{words.nothing}</p>}
        {slices.map((slice) => (
          <Components key={slice[0]?.component.id} rows={slice} />
        ))}
      </section>
      {isWhole && <Signatures who={['owner', 'reviewer']} />}
    </div>
  );
}

const Components = memo(function Components(props: { readonly rows: readonly CoverageRow[] }) {
  return props.rows.map((row) => <OneComponent key={row.component.id} row={row} />);
});

function OneComponent({ row }: { readonly row: CoverageRow }) {
  const { component, readiness, tier } = row;
  const { objective } = component;
  const proven = [
    [coverageText.rto, readiness.provenRtoSeconds, objective.rtoSeconds] as const,
    [coverageText.rpo, readiness.provenRpoSeconds, objective.rpoSeconds] as const,
  ].map(([name, measured, wanted]) => {
    const attained = attainmentOf(measured, wanted);
    const missed = attained?.isMissed === true ? `, ${coverageText.cell.attainment.missed}` : '';
    return `${name}: ${attained?.words ?? coverageText.unknown}${missed}`;
  });
  const cells = [...readiness.cells].filter(
    ([, cell]) => cell.isRequired || cell.state !== 'never',
  );
  return (
    <section className={classes.component} aria-label={component.name}>
      <h3 dir="auto">{component.name}</h3>
      <p className={report.made}>
        {[
          ...(tier === undefined ? [] : [words.tier(tier)]),
          `${coverageText.ownReadiness}: ${words.ofHundred(scoreWords(readiness.score))}`,
          ...proven,
        ].join('. ')}
      </p>
      <table className={classes.cells}>
        <thead>
          <tr>
            <th scope="col">{coverageText.service.column.scenario}</th>
            <th scope="col">{coverageText.service.column.state}</th>
            <th scope="col">{coverageText.service.column.why}</th>
          </tr>
        </thead>
        <tbody>
          {cells.map(([scenario, cell]) => (
            <tr key={scenario}>
              <td>{scenarioName(scenario)}</td>
              <td>
                <StateMark state={cell.state} />
                {!cell.isRequired && cell.state !== 'not-applicable' && (
                  <span className={report.ticked}> {coverageText.notRequired}</span>
                )}
              </td>
              <td dir="auto">{because(cell)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What speaks for the state of a cell, in a sentence. */
function because(cell: Cell): string {
  const { exclusion } = cell;
  if (cell.state === 'not-applicable' && exclusion !== undefined)
    return coverageText.cell.leftOut(exclusion.until, exclusion.by, exclusion.reason);
  const counted = cell.evidence.find(({ isCounted }) => isCounted);
  if (counted === undefined) return coverageText.service.because.never;
  return [
    coverageText.service.because.evidence(counted.title, localDay(counted.atMs)),
    coverageText.cell[counted.outcome],
    ...(counted.isTalk ? [coverageText.cell.talk] : []),
    coverageText.cell.measured(
      durationOrUnknown(counted.recoverySeconds),
      durationOrUnknown(counted.dataLossSeconds),
    ),
    coverageText.cell.attainment[counted.attainment],
  ].join(', ');
}
