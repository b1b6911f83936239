import type { ReactNode } from 'react';
import classes from './document-page.module.css';

/** A page of sections under one heading. */
export function DocumentPage(props: {
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={classes.page}>
      <h1 className={classes.title}>{props.title}</h1>
      <p className={classes.lead}>{props.lead}</p>
      {props.children}
    </div>
  );
}
