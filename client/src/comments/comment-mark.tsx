import { IconMessage2, IconPencilQuestion } from '@tabler/icons-react';
import type { Components } from 'hast-util-to-jsx-runtime';
import type { ReactNode } from 'react';
import { useObservable } from '../app/hub-context.tsx';
import { shownThreads } from './shown-threads.ts';
import { draftMarkId } from './text-marks.ts';
import { kindOf, threadLabel } from './thread-words.ts';
import classes from './comment-mark.module.css';

/** The element that stands behind the last words of a discussion. */
export function markerElementId(id: string): string {
  return `thread-marker-${id}`;
}

/** Drawn for the marks that `mark-tree.ts` puts into a text. */
export const commentComponents: Partial<Components> = {
  mark: ({ node, children }) => (
    <CommentMark
      threads={idsOf(node?.properties['dataThreads'])}
      ends={idsOf(node?.properties['dataEnds'])}
    >
      {children}
    </CommentMark>
  ),
};

function idsOf(value: unknown): readonly string[] {
  return typeof value === 'string' && value !== '' ? value.split(' ') : [];
}

function CommentMark(props: {
  readonly threads: readonly string[];
  readonly ends: readonly string[];
  readonly children: ReactNode;
}) {
  const { byId, active, open } = useObservable(shownThreads);
  const { threads, ends } = props;
  const last = threads.at(-1);
  const isSuggestion = last !== undefined && byId.get(last)?.replacement !== undefined;
  return (
    <>
      {last !== undefined && (
        <mark
          className={classes.mark}
          data-kind={isSuggestion ? 'suggestion' : 'comment'}
          data-active={threads.some((id) => id === active || id === draftMarkId)}
        >
          {props.children}
        </mark>
      )}
      {ends.map((id) => {
        const discussion = byId.get(id);
        if (discussion === undefined) return null;
        const label = threadLabel(discussion);
        const Picture = kindOf(discussion) === 'comment' ? IconMessage2 : IconPencilQuestion;
        return (
          <button
            key={id}
            id={markerElementId(id)}
            type="button"
            className={classes.marker}
            data-active={active === id}
            aria-label={label}
            title={label}
            onClick={() => open(id)}
          >
            <Picture size={14} aria-hidden="true" />
          </button>
        );
      })}
    </>
  );
}
