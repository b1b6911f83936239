import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import { Section } from '../../ui/section.tsx';
import { mapComponentText } from '../../ui/text/map-component.ts';
import type { AvailabilityAnswer } from '../analysis/analysis-messages.ts';
import { percent } from './availability-part.tsx';
import { NodeLink } from './causes-parts.tsx';
import {
  areOnlyItself,
  type ImportanceMeasure,
  importanceMeasures,
  type ImportanceRow,
  importanceRows,
} from './importance-rows.ts';
import classes from './importance-part.module.css';
import pageClasses from './component-page.module.css';

const words = mapComponentText.importance;
const shownAtFirst = 10;
/** More rows than anybody reads; the rest matters less than any of these. */
const mostShown = 300;

/** What matters most for how often it is down, by three measures of the field. */
export function ImportancePart(props: {
  readonly id: string;
  readonly answer: AvailabilityAnswer | undefined;
}) {
  const { id, answer } = props;
  const [by, setBy] = useState<ImportanceMeasure>('fussellVesely');
  const [all, setAll] = useState(false);
  const found = answer?.found;
  const rows = useMemo(
    () => (found?.importance === undefined ? undefined : importanceRows(id, found, by)),
    [id, found, by],
  );
  const shown = rows?.slice(0, all ? mostShown : shownAtFirst) ?? [];
  const isWorking = answer === undefined || answer.isWorking;
  return (
    <Section title={words.title} lead={words.lead}>
      {rows === undefined ? (
        <p className={pageClasses.note} role="status">
          {isWorking ? words.working : words.unknown}
        </p>
      ) : areOnlyItself(rows) ? (
        <p className={pageClasses.note}>{rows.length === 0 ? words.none : words.onlyItself}</p>
      ) : (
        <>
          {found?.lower === 0 && <p className={pageClasses.note}>{words.noNumbers}</p>}
          <ScrollBox label={words.table}>
            <table className={classes.table}>
              <thead>
                <tr>
                  <th scope="col">{words.columns.name}</th>
                  {importanceMeasures.map((measure) => (
                    <th
                      key={measure}
                      scope="col"
                      {...(measure === by ? { 'aria-sort': 'descending' as const } : {})}
                    >
                      <button
                        type="button"
                        className={classes.sort}
                        title={words.terms[measure]}
                        onClick={() => setBy(measure)}
                      >
                        {words.columns[measure]}
                        {measure === by && <IconArrowDown size={13} aria-hidden="true" />}
                      </button>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {shown.map((row) => (
                  <Row key={row.event} row={row} />
                ))}
              </tbody>
            </table>
          </ScrollBox>
          <ul className={classes.terms}>
            {importanceMeasures.map((measure) => (
              <li key={measure}>{words.terms[measure]}</li>
            ))}
          </ul>
          {!all && rows.length > shown.length && (
            <Button size="compact-xs" variant="default" onClick={() => setAll(true)}>
              {words.showAll(rows.length)}
            </Button>
          )}
          {all && rows.length > shown.length && (
            <p className={pageClasses.note}>
              {words.omitted((rows.length - shown.length).toLocaleString('en'))}
            </p>
          )}
        </>
      )}
    </Section>
  );
}

function Row({ row }: { readonly row: ImportanceRow }) {
  const { node, isSure, isItself, hasNoNumber, fussellVesely, birnbaum, raw } = row;
  return (
    <tr>
      <th scope="row" className={classes.name}>
        <NodeLink node={node} />
        {isItself && <span className={pageClasses.quiet}> ({words.itself})</span>}
        {hasNoNumber && <span className={pageClasses.quiet}> ({words.noNumber})</span>}
      </th>
      <td data-label={words.columns.fussellVesely}>
        {hasNoNumber ? words.noNumber : rounded(fussellVesely)}
      </td>
      <td data-label={words.columns.birnbaum}>
        {isSure
          ? words.surelyDown
          : words.likelier(Number((birnbaum * 100).toPrecision(3)).toLocaleString('en'))}
      </td>
      <td data-label={words.columns.raw}>
        {Number.isFinite(raw) ? words.times(Number(raw.toPrecision(3)).toLocaleString('en')) : '–'}
      </td>
    </tr>
  );
}

function rounded(share: number): string {
  return percent(Number(share.toPrecision(3)));
}
