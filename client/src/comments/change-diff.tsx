import { VisuallyHidden } from '@mantine/core';
import { wordDiff } from '@holdfast/shared/model/word-diff';
import { useMemo } from 'react';
import { commentsText } from '../ui/text/comments.ts';
import classes from './change-diff.module.css';

/** A change as it is read: what goes struck out, what comes underlined, both named. */
export function ChangeDiff(props: { readonly before: string; readonly after: string }) {
  const { before, after } = props;
  const parts = useMemo(() => wordDiff(before, after), [before, after]);
  return (
    <div
      className={classes.diff}
      dir="auto"
      // What scrolls must be reached by Tab.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="group"
      aria-label={commentsText.change}
    >
      {parts.map(({ kind, text }, index) => {
        const key = `${index} ${kind}`;
        if (kind === 'same') return <span key={key}>{text}</span>;
        const Tag = kind === 'removed' ? 'del' : 'ins';
        return (
          <Tag key={key} className={classes[kind]}>
            <VisuallyHidden component="span">
              {kind === 'removed' ? commentsText.removed : commentsText.added}{' '}
            </VisuallyHidden>
            {text}
          </Tag>
        );
      })}
    </div>
  );
}
