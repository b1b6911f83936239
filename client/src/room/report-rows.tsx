import type { ReactNode } from 'react';
import classes from './report.module.css';

/** What it is, what it says, and what is to be said of that. */
export type ReportRow = readonly [name: string, value: string, doubt?: ReactNode];

/** Facts of a report; those without a value are left out. */
export function ReportRows(props: { readonly rows: readonly ReportRow[] }) {
  return (
    <dl className={classes.facts}>
      {props.rows
        .filter(([, value]) => value !== '')
        .map(([name, value, doubt]) => (
          <div key={name} className={classes.fact}>
            <dt>{name}</dt>
            <dd dir="auto">
              {value}
              {doubt}
            </dd>
          </div>
        ))}
    </dl>
  );
}
