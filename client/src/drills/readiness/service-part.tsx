import { Button } from '@mantine/core';
import { localDay } from '@holdfast/shared/model/local-day';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { mapPath } from '../../app/routes.ts';
import { namedDocument } from '../../sync/named-document.ts';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { Section } from '../../ui/section.tsx';
import { coverageText } from '../../ui/text/coverage.ts';
import { readinessLines } from './coverage-model.ts';
import { scoreWords } from './figure-words.ts';
import { LineChart } from './line-chart.tsx';
import { scenarioName } from './scenario-name.ts';
import { StateMark } from './state-mark.tsx';
import type { ShownReadiness } from './use-readiness.ts';
import classes from './coverage-page.module.css';

const words = coverageText.service;
const weeks = 26;
const mostLines = 20;

/** How ready a service is with all that it needs: over time, and line by line. */
export function ServicePart(props: { readonly id: string; readonly shown: ShownReadiness }) {
  const { id } = props;
  const { map, readiness, at } = props.shown;
  const [all, setAll] = useState(false);
  const name = map.components.get(id)?.name ?? id;
  const service = useMemo(() => readiness.service(id, at), [readiness, id, at]);
  const history = useMemo(
    () => readiness.history(id, weeks, at.nowMs, localDay),
    [readiness, id, at.nowMs],
  );
  if (service === undefined) return null;
  const { lines, sum } = readinessLines(service);
  const score = scoreWords(service.score);
  const listed = all ? lines : lines.slice(0, mostLines);
  return (
    <Section title={words.title(name)} lead={words.lead}>
      {score === undefined ? (
        <p className={classes.line}>{words.unknown}</p>
      ) : (
        <>
          <p className={classes.score}>{words.score(score)}</p>
          <LineChart
            name={coverageText.history(name)}
            points={history.map((point) => ({
              label: point.today,
              value: point.score === undefined ? undefined : Math.round(point.score * 100),
            }))}
            max={100}
            valueName={coverageText.readiness}
            labelName={coverageText.week}
            tableName={coverageText.historyTable}
            unknown={coverageText.unknown}
          />
          <p className={classes.dim}>{words.formula}</p>
          <p className={classes.line}>
            {words.sum(lines.length, sum.toFixed(2), (service.score ?? 0).toFixed(2))}
          </p>
          <ScrollBox className={classes.scroll} label={words.lines}>
            <table className={classes.lines}>
              <thead>
                <tr>
                  <th scope="col">{words.column.component}</th>
                  <th scope="col">{words.column.scenario}</th>
                  <th scope="col">{words.column.state}</th>
                  <th scope="col">{words.column.why}</th>
                  <th scope="col">{words.column.score}</th>
                </tr>
              </thead>
              <tbody>
                {listed.map(({ component, scenario, cell }) => {
                  const counted = cell.evidence.find(({ isCounted }) => isCounted);
                  return (
                    <tr key={`${component} ${scenario}`}>
                      <td dir="auto">
                        <Link href={mapPath('components', component)} className={classes.link}>
                          {map.components.get(component)?.name ?? component}
                        </Link>
                      </td>
                      <td>{scenarioName(scenario)}</td>
                      <td>
                        <StateMark state={cell.state} />
                      </td>
                      <td dir="auto">
                        {counted === undefined ? (
                          words.because.never
                        ) : (
                          <>
                            <Link
                              className={classes.link}
                              href={namedDocument(counted.document, undefined).href ?? ''}
                            >
                              {words.because.evidence(counted.title, localDay(counted.atMs))}
                            </Link>
                            <br />
                            <span className={classes.dim}>
                              {coverageText.cell.formula(
                                counted.worth.toFixed(2),
                                counted.freshness.toFixed(2),
                                counted.value.toFixed(2),
                              )}
                            </span>
                          </>
                        )}
                      </td>
                      <td>{cell.score.toFixed(2)}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </ScrollBox>
          {!all && lines.length > mostLines && (
            <Button size="compact-xs" variant="default" mt={6} onClick={() => setAll(true)}>
              {words.more(lines.length - mostLines)}
            </Button>
          )}
        </>
      )}
      <p className={classes.line}>
        <Link href={mapPath('components', id)} className={classes.link}>
          {words.open}
        </Link>
      </p>
    </Section>
  );
}
