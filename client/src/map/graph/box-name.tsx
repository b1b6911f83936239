import { Fragment } from 'react';
import type { GraphNode } from './graph-model.ts';
import { nameOf } from './graph-words.ts';
import { textWidth } from './text-width.ts';
import classes from './box.module.css';

/** Of letters where a box is drawn smallest, and what it leaves for a word; in px. */
const largest = 20;
const room = { component: 182, cluster: 156 } as const;

/** What a box is called: broken between words and after dots and the like, not within words. */
export function BoxName({ box }: { readonly box: GraphNode }) {
  const name = nameOf(box);
  const parts = name.split(/(?<=[._/:@])(?=[^\s._/:@])/u);
  const isLong = parts
    .flatMap((part) => part.split(/\s|(?<=-)/u))
    .some((word) => textWidth(word, largest) > room[box.kind]);
  return (
    <span className={classes.name} data-long={isLong || undefined} dir="auto" title={name}>
      {parts.map((part, at) => (
        // The same part may be there twice.
        <Fragment key={at}>
          {at > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  );
}
