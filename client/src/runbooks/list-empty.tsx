import { Button, Text } from '@mantine/core';
import { IconArchive, IconBook, IconSearchOff } from '@tabler/icons-react';
import { useDialogs } from '../app/dialogs.tsx';
import { CopyableCommand } from '../ui/copyable-command.tsx';
import { Keys } from '../ui/keys.tsx';
import { MessagePage } from '../ui/message-page.tsx';
import { runbooksText } from '../ui/text/runbooks.ts';

/** A workspace without runbooks: what they are, and two ways to the first. */
export function NoRunbooks() {
  const { show } = useDialogs();
  const words = runbooksText.empty;
  return (
    <MessagePage title={words.title} icon={<IconBook size={30} stroke={1.5} />}>
      <Text size="sm">{words.body}</Text>
      <CopyableCommand command={words.command} />
      <Text size="sm" c="dimmed">
        {words.after}
      </Text>
      <Button
        w="fit-content"
        rightSection={<Keys keys="c" />}
        onClick={() => show({ kind: 'create' })}
      >
        {runbooksText.create}
      </Button>
    </MessagePage>
  );
}

/** An empty archive: what it is for. */
export function NothingArchived() {
  const words = runbooksText.emptyArchive;
  return (
    <MessagePage title={words.title} icon={<IconArchive size={30} stroke={1.5} />}>
      {words.body}
    </MessagePage>
  );
}

/** Filters that nothing fits: the way out of them. */
export function NoMatch(props: { readonly query: string; readonly onClear: () => void }) {
  const words = runbooksText.noMatch;
  return (
    <MessagePage title={words.title} icon={<IconSearchOff size={30} stroke={1.5} />}>
      <Text size="sm" c="dimmed">
        {props.query === '' ? words.body : words.bodyQuery(props.query)}
      </Text>
      <Button variant="default" w="fit-content" onClick={props.onClear}>
        {words.clear}
      </Button>
    </MessagePage>
  );
}
