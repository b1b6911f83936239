import type { ReactNode } from 'react';
import classes from './section.module.css';

/** A titled part of a page, with what it is for and, at its end, what can be done to all of it. */
export function Section(props: {
  readonly title: string;
  readonly lead?: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={classes.section} aria-label={props.title}>
      <div className={classes.head}>
        <h2 className={classes.title}>{props.title}</h2>
        {props.action}
      </div>
      {props.lead !== undefined && <p className={classes.lead}>{props.lead}</p>}
      {props.children}
    </section>
  );
}

/** Names and values, one a line. */
export function Facts(props: {
  readonly facts: readonly { readonly name: string; readonly value: ReactNode }[];
}) {
  return (
    <dl className={classes.facts}>
      {props.facts.map((fact) => (
        <div key={fact.name} className={classes.fact}>
          <dt>{fact.name}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
