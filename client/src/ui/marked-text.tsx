import type { ReactNode } from 'react';
import classes from './marked-text.module.css';

/** Text with some ranges `[start, end)` marked; ranges ascend and do not overlap. */
export function MarkedText(props: {
  readonly text: string;
  readonly marks: readonly (readonly [number, number])[];
}) {
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of props.marks) {
    if (start < at || end <= start) continue;
    pieces.push(props.text.slice(at, start));
    pieces.push(
      <mark key={start} className={classes.mark}>
        {props.text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  pieces.push(props.text.slice(at));
  return pieces;
}
