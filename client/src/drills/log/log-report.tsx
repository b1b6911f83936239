import { memo, useDeferredValue, useState, type ReactNode } from 'react';
import { drillPartPath } from '../../app/routes.ts';
import { useCompleteness } from '../../app/use-completeness.ts';
import { OutcomePill } from '../../runs/state-pill.tsx';
import { drillLogText } from '../../ui/text/drill-log.ts';
import { drillReportText } from '../../ui/text/drill-report.ts';
import { drillWords } from '../../ui/text/drill-words.ts';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { useSlices } from '../../ui/use-slices.ts';
import { describeMinute } from '../../ui/when.ts';
import { measuredInWords } from '../measured-words.ts';
import { Signatures } from '../report/signatures.tsx';
import { type LogFilter, type LogRow, writeLogSearch } from './log-model.ts';
import { ReportTools } from '../../room/report-tools.tsx';
import report from '../../room/report.module.css';
import classes from './drill-log.module.css';

const words = drillLogText.report;
const drawnAtOnce = 25;

/** What is shown of the log, for readers who know nothing of machines; to print and to sign. */
export function LogReport(props: { readonly rows: readonly LogRow[]; readonly filter: LogFilter }) {
  const { filter } = props;
  // Of thousands, others' edits must not keep a reader waiting.
  const rows = useDeferredValue(props.rows);
  usePageTitle(words.title);
  const { slices, isWhole } = useSlices(rows, drawnAtOnce);
  const completeness = useCompleteness();
  const [madeAtMs] = useState(() => Date.now());
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const outcomes = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  const measured = rows.filter(
    (row) => row.recoverySeconds !== undefined && row.rtoSeconds !== undefined,
  );
  const missed = measured.filter((row) => (row.recoverySeconds ?? 0) > (row.rtoSeconds ?? 0));
  const sum = (of: (row: LogRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const only = [
    filter.kind === '' ? '' : drillWords.kind(filter.kind),
    filter.outcome,
    filter.component,
    filter.person,
    filter.text,
  ].filter((one) => one !== '');
  return (
    <div className={report.page}>
      <ReportTools
        back={{ href: drillPartPath('log', '', writeLogSearch(filter)), words: words.back }}
        print={{ words: drillReportText.print, isWhole }}
      />
      <h1 className={report.title}>{words.title}</h1>
      <p className={report.made}>
        {drillReportText.made(describeMinute(madeAtMs), zone)} {words.range(filter.from, filter.to)}
        {only.length === 0 ? '' : ` ${words.only(only.join(', '))}`}
        {completeness === 'whole' ? '' : ` ${drillReportText.notWhole}`}
      </p>
      <p className={classes.lead}>{words.intro}</p>
      <section className={report.part} aria-label={drillReportText.summary}>
        <h2 className={report.heading}>{drillReportText.summary}</h2>
        <ul className={report.plain}>
          <li>
            {words.counts(
              rows.length,
              outcomes('passed'),
              outcomes('failed'),
              rows.length - outcomes('passed') - outcomes('failed'),
            )}
          </li>
          <li>{words.missed(missed.length, measured.length)}</li>
          <li>
            {words.open(
              sum((row) => row.openFindings),
              sum((row) => row.openActions ?? 0),
            )}
          </li>
        </ul>
      </section>
      {slices.map((slice) => (
        <Drills key={slice[0]?.document} rows={slice} />
      ))}
      {!isWhole && <p className={report.onlyPaper}>{words.unfinished}</p>}
      {isWhole && <Signatures who={['leads', 'owner', 'reviewer']} />}
    </div>
  );
}

const Drills = memo(function Drills(props: { readonly rows: readonly LogRow[] }) {
  return props.rows.map((row) => <OneDrill key={row.document} row={row} />);
});

function OneDrill({ row }: { readonly row: LogRow }) {
  const { drill } = row;
  const said = [
    drillWords.outcomes[row.outcome],
    row.hypothesis === undefined
      ? ''
      : `${drillReportText.facts.hypothesis}: ${drillWords.hypotheses[row.hypothesis].toLowerCase()}`,
    drill?.verdict?.text ?? drill?.aborted?.reason ?? '',
  ].filter((one) => one !== '');
  const took = [
    measuredInWords('recovery', row.recoverySeconds, row.rtoSeconds),
    measuredInWords('dataLoss', row.dataLossSeconds, row.rpoSeconds),
  ];
  const about = [...row.components, ...row.domains, ...row.aboutPeople].join(', ');
  const left = drill?.actions.filter(({ state }) => state !== 'dropped') ?? [];
  return (
    <section className={classes.drill} aria-label={row.title}>
      <h2 dir="auto">
        {row.title} <OutcomePill outcome={row.outcome} />
      </h2>
      <p className={report.made}>
        {words.held(drillWords.kind(row.drillKind), describeMinute(row.startedAtMs))}
      </p>
      <dl className={report.facts}>
        <Fact name={words.about}>{about === '' ? words.aboutUnknown : about}</Fact>
        <Fact name={words.why}>
          {drill === undefined || drill.hypothesis === '' ? words.whyUnknown : drill.hypothesis}
        </Fact>
        <Fact name={words.happened}>{said.join('. ')}</Fact>
        <Fact name={words.took}>{took.map((one) => `${one.name}: ${one.words}`).join(' ')}</Fact>
        <Fact name={words.comes}>
          {drill === undefined ? (
            words.onlySeal(row.findings, row.openFindings)
          ) : drill.findings.length + left.length === 0 ? (
            words.nothing
          ) : (
            <ul className={report.plain}>
              {drill.findings.map((finding) => (
                <li key={finding.id} dir="auto">
                  {finding.text} ({drillWords.findingStates[finding.state].toLowerCase()})
                </li>
              ))}
              {left.map((action) => (
                <li key={action.id} dir="auto">
                  → {action.text} (
                  {[
                    drillWords.actionStates[action.state].toLowerCase(),
                    words.due(action.owner, action.due),
                  ]
                    .filter((one) => one !== '')
                    .join(', ')}
                  )
                </li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact name={drillReportText.people}>{row.people.join(', ')}</Fact>
      </dl>
    </section>
  );
}

function Fact(props: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={report.fact}>
      <dt>{props.name}</dt>
      <dd dir="auto">{props.children}</dd>
    </div>
  );
}
