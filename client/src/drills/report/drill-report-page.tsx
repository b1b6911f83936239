import type { Decided } from '@holdfast/shared/model/standing';
import { isUnjudged } from '@holdfast/shared/model/drill';
import { drillLogDocument } from '@holdfast/shared/model/drill-log';
import { drillMoments } from '@holdfast/shared/model/drill-entries';
import { knownMoments } from '@holdfast/shared/model/drill-fold';
import { useMemo, useState } from 'react';
import { useProjection, useProjections } from '../../app/hub-context.tsx';
import { drillPath } from '../../app/routes.ts';
import { useCompleteness } from '../../app/use-completeness.ts';
import { backingOf, correctionOf, entriesOf } from '../../signing/backing.ts';
import { DoubtsOf, DoubtsSummary } from '../../signing/doubts.tsx';
import { drillReportText as words } from '../../ui/text/drill-report.ts';
import { drillRoomText } from '../../ui/text/drill-room.ts';
import { drillWords } from '../../ui/text/drill-words.ts';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { describeMinute, describeSecond } from '../../ui/when.ts';
import { DrillSign } from '../drill-mark.tsx';
import { useShownDrill } from '../room/drill-context.tsx';
import { type ReadDrill, useDrill } from '../room/drill-store.ts';
import { ObservedMark } from '../room/observed-mark.tsx';
import { Measured } from '../room/stopwatch.tsx';
import { useScopeItems } from '../room/use-scope-names.ts';
import { RunSteps } from '../../room/run-steps.tsx';
import { roomRun } from '../room-run.ts';
import { Course } from './course.tsx';
import { Comes, DrillDoubt, Evidence, Part, People } from './drill-report-parts.tsx';
import { Signatures } from './signatures.tsx';
import { ReportTools } from '../../room/report-tools.tsx';
import { type ReportRow, ReportRows } from '../../room/report-rows.tsx';
import classes from '../../room/report.module.css';
import own from './drill-report.module.css';

/** A whole drill on one page, for paper or the browser's PDF: nothing is folded away. */
export function DrillReportPage() {
  const shown = useShownDrill();
  const documents = useMemo(() => [shown], [shown]);
  return (
    <DoubtsOf documents={documents}>
      <Report />
    </DoubtsOf>
  );
}

function Report() {
  const { name, store } = useShownDrill();
  const drill = useDrill(store);
  const { state } = drill;
  const title = drill.title || drillWords.untitled;
  usePageTitle(words.of(title));
  const completeness = useCompleteness();
  const [madeAtMs] = useState(() => Date.now());
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <div className={classes.page}>
      <ReportTools
        back={{
          href: drillPath(name, state.planned === undefined ? roomRun : ''),
          words: words.back,
        }}
        print={{ words: words.print }}
      />
      <h1 className={classes.title} dir="auto">
        {title}
      </h1>
      <DrillDoubt on={backingOf(state.title)} />
      <p className={classes.made}>
        <DrillSign kind={drill.drillKind} /> {drillWords.drillLong}
      </p>
      <p className={classes.made}>
        {words.made(describeMinute(madeAtMs), zone)}
        {completeness === 'whole' ? '' : ` ${words.notWhole}`}
      </p>
      <DoubtsSummary />
      <Summary drill={drill} />
      <What drill={drill} />
      <Part title={words.promised}>
        <Measured state={state} />
        <Moments drill={drill} />
      </Part>
      <Part title={words.happened}>
        <Observed drill={drill} />
      </Part>
      <Part title={words.comes}>
        <Comes drill={drill} />
      </Part>
      <Part title={words.people}>
        <People drill={drill} />
      </Part>
      {drill.runs.length > 0 && (
        <Part title={words.runs}>
          <RunSteps runs={drill.runs} doubt={(ids) => <DrillDoubt on={entriesOf(drill, ids)} />} />
        </Part>
      )}
      <Part title={words.evidence}>
        <Evidence drill={drill} />
      </Part>
      <Part title={words.timeline}>
        <Course name={name} drill={drill} />
      </Part>
      <Seal name={name} />
      <Signatures />
    </div>
  );
}

function unsettled<T>(conflict: readonly Decided<T>[], say: (value: T) => string): string {
  if (conflict.length === 0) return '';
  const sides = conflict.map(({ value, by }) => `${say(value)} (${by})`);
  return ` ${words.notSettled(sides.join(', '))}.`;
}

function Summary({ drill }: { readonly drill: ReadDrill }) {
  const { end } = drill.state;
  const { now } = end;
  const outcome = drillWords.outcomes[drill.outcome];
  const sides = unsettled(end.conflict, (value) =>
    value.outcome === 'aborted'
      ? drillWords.outcomes.abandoned
      : drillWords.outcomes[value.outcome],
  );
  return (
    <Part title={words.summary}>
      {now === undefined && drill.outcome === 'open' && (
        <p className={classes.none}>{isUnjudged(drill) ? words.unjudged : words.noVerdict}</p>
      )}
      <ReportRows
        rows={[
          [
            words.facts.outcome,
            `${outcome}.${sides}`,
            <DrillDoubt key="outcome" on={backingOf(end)} />,
          ],
          [
            words.facts.hypothesis,
            now === undefined ? '' : drillWords.hypotheses[now.value.hypothesis],
          ],
          [words.facts.said, now?.by ?? ''],
          [words.facts.words, now?.text ?? ''],
          [words.facts.began, drill.createdAtMs > 0 ? describeSecond(drill.createdAtMs) : ''],
          [words.facts.ended, drill.endedAtMs > 0 ? describeSecond(drill.endedAtMs) : ''],
        ]}
      />
    </Part>
  );
}

function What({ drill }: { readonly drill: ReadDrill }) {
  const { planned } = drill.state;
  const items = useScopeItems(planned?.scope);
  const plan = useProjections()?.get(planned?.plan ?? '');
  return (
    <Part title={words.what}>
      <ReportRows
        rows={[
          [
            words.facts.kind,
            drillWords.kind(drill.drillKind),
            <DrillDoubt key="planned" on={planned === undefined ? [] : [planned]} />,
          ],
          [words.facts.scope, items.map(({ name }) => name).join(', ')],
          [words.facts.hypothesis, planned?.hypothesis || drillRoomText.noHypothesis],
          [words.facts.abort, planned?.abort ?? ''],
          [words.facts.plan, plan?.title ?? ''],
        ]}
      />
    </Part>
  );
}

function Moments({ drill }: { readonly drill: ReadDrill }) {
  const { state } = drill;
  const known = knownMoments(state);
  const times = {
    started: known.started,
    detected: known.detected,
    restored: known.restored,
    'data-point': known.dataPoint,
  };
  return (
    <ReportRows
      rows={drillMoments.map((which): ReportRow => {
        const moment = state.moments.get(which);
        const atMs = times[which];
        const sides = unsettled(moment?.conflict ?? [], (value) =>
          value === 0 ? drillRoomText.clock.unknown : describeSecond(value),
        );
        const said = atMs === undefined ? drillWords.unknown : describeSecond(atMs);
        return [
          drillWords.moments[which],
          `${said}${sides}`,
          <DrillDoubt key={which} on={moment === undefined ? [] : backingOf(moment)} />,
        ];
      })}
    />
  );
}

function Observed({ drill }: { readonly drill: ReadDrill }) {
  const { expected, alsoObserved } = drill.state;
  const said = drillRoomText.expected;
  if (expected.length + alsoObserved.length === 0) {
    return <p className={classes.none}>{words.nothingSeen}</p>;
  }
  return (
    <>
      {expected.length > 0 && (
        <table className={own.table}>
          <thead>
            <tr>
              <th scope="col">{said.expected}</th>
              <th scope="col">{said.observed}</th>
            </tr>
          </thead>
          <tbody>
            {expected.map(({ id, text, observed }) => (
              <tr key={id}>
                <td dir="auto">
                  {text}
                  <DrillDoubt on={[...entriesOf(drill, [id]), ...correctionOf(drill, id)]} />
                </td>
                <td dir="auto">
                  {observed.now === undefined ? (
                    said.waits
                  ) : (
                    <>
                      <ObservedMark as={observed.now.value.asExpected} /> {observed.now.value.text}
                      {unsettled(
                        observed.conflict,
                        (value) => drillWords.asExpected[value.asExpected],
                      )}
                      <DrillDoubt on={backingOf(observed)} />
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {alsoObserved.length > 0 && (
        <ul className={classes.plain}>
          {alsoObserved.map((entry) => (
            <li key={entry.id} dir="auto">
              {said.also}: {entry.text} <ObservedMark as={entry.asExpected} />
              <DrillDoubt on={[entry, ...correctionOf(drill, entry.id)]} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Seal({ name }: { readonly name: string }) {
  const log = useProjection(drillLogDocument);
  const seal =
    log?.kind === 'drill-log' ? log.seals.find(({ drill }) => drill === name) : undefined;
  const said = words.seal;
  return (
    <Part title={said.title}>
      {seal === undefined ? (
        <p className={classes.none}>{said.none}</p>
      ) : (
        <>
          <p className={classes.words}>
            {said.sealed(seal.sealedBy, describeMinute(seal.sealedAtMs), seal.count)}
          </p>
          <p className={own.digest}>
            {said.digest}: {seal.digest}
          </p>
          <p className={classes.remarks}>{said.means}</p>
        </>
      )}
    </Part>
  );
}
