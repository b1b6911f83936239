import { IconMessage2, IconPencilQuestion } from '@tabler/icons-react';
import { openWords } from '../ui/text/open-comments.ts';
import classes from './open-counts.module.css';

/** How many comments and suggestions of a runbook wait for somebody; nothing where none do. */
export function OpenCounts(props: { readonly comments: number; readonly suggestions: number }) {
  const { comments, suggestions } = props;
  if (comments + suggestions === 0) return null;
  const words = openWords(comments, suggestions);
  return (
    <span className={classes.counts} title={words}>
      <span className={classes.hidden}>{words}</span>
      {comments > 0 && (
        <span aria-hidden="true" className={classes.count}>
          <IconMessage2 size={13} />
          {comments.toLocaleString('en')}
        </span>
      )}
      {suggestions > 0 && (
        <span aria-hidden="true" className={classes.count}>
          <IconPencilQuestion size={13} />
          {suggestions.toLocaleString('en')}
        </span>
      )}
    </span>
  );
}
