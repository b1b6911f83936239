import { Button } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { useProjections } from '../app/hub-context.tsx';
import { commentsText } from '../ui/text/comments.ts';

export const commentsButtonId = 'comments-button';

/** Opens the comments of a runbook, and says how many wait for somebody. */
export function CommentsButton(props: {
  readonly name: string;
  readonly shown: boolean;
  readonly onShown: (shown: boolean) => void;
}) {
  const projection = useProjections()?.get(props.name);
  const { openComments: comments, openSuggestions: suggestions } =
    projection?.kind === 'runbook' ? projection : { openComments: 0, openSuggestions: 0 };
  const count = comments + suggestions;
  const label = commentsText.button(comments, suggestions);
  return (
    <Button
      id={commentsButtonId}
      size="xs"
      variant={props.shown ? 'light' : 'default'}
      px={count === 0 ? 8 : 10}
      aria-label={label}
      aria-expanded={props.shown}
      title={label}
      onClick={() => props.onShown(!props.shown)}
    >
      <IconMessages size={16} aria-hidden="true" />
      {count > 0 && <span style={{ marginInlineStart: 6 }}>{count.toLocaleString('en')}</span>}
    </Button>
  );
}
