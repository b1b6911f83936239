import { Button, Center, Code, Text } from '@mantine/core';
import { Logo } from '../ui/logo.tsx';
import { MessagePage } from '../ui/message-page.tsx';
import { shellText } from '../ui/text/shell.ts';

/** Before the hub answers. Usually too short to be read. */
export function Starting() {
  return (
    <Center h="100dvh" style={{ flexDirection: 'column', gap: 14 }} role="status">
      <Logo size={44} />
      <Text size="sm" c="dimmed">
        {shellText.opening}
      </Text>
    </Center>
  );
}

/** The hub could not be reached at all. */
export function StartFailed(props: { readonly problem: string }) {
  return (
    <MessagePage whole title={shellText.openFailedTitle} icon={<Logo size={32} />}>
      <Text size="sm">{shellText.openFailed}</Text>
      <Code block>{props.problem}</Code>
      <Button w="fit-content" onClick={() => location.reload()}>
        {shellText.reload}
      </Button>
    </MessagePage>
  );
}
