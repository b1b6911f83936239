import type { ReactNode } from 'react';
import { Link } from 'wouter';
import classes from './home-page.module.css';

/** One part of the home page: what it is about, its lines, and at its end the way to all of them. */
export function HomePart(props: {
  readonly title: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={classes.part} aria-label={props.title}>
      <div className={classes.partHead}>
        <h2 className={classes.partTitle}>{props.title}</h2>
        {props.action}
      </div>
      {props.children}
    </section>
  );
}

/** A line that leads somewhere or does something here, or both: what it is called, and beneath what about it. */
export function HomeLine(props: {
  readonly href?: string | undefined;
  readonly onPress?: (() => void) | undefined;
  readonly title: string;
  readonly mark?: ReactNode;
  readonly detail: ReactNode;
}) {
  const inside = (
    <>
      {props.mark}
      <span className={classes.lineWords}>
        <span className={classes.lineTitle} dir="auto">
          {props.title}
        </span>
        <span className={classes.lineDetail}>{props.detail}</span>
      </span>
    </>
  );
  return (
    <li className={classes.line}>
      {props.href === undefined ? (
        <button type="button" className={classes.lineLink} onClick={props.onPress}>
          {inside}
        </button>
      ) : (
        <Link href={props.href} className={classes.lineLink} onClick={props.onPress}>
          {inside}
        </Link>
      )}
    </li>
  );
}
