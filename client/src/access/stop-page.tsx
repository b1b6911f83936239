import { readCloseReason } from '@holdfast/shared/access/close-reason';
import { Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useHub } from '../app/hub-context.tsx';
import { OtherWorkspaces } from '../app/other-workspaces.tsx';
import { routeToPath } from '../app/routes.ts';
import { MessagePage } from '../ui/message-page.tsx';
import { accessStateText } from '../ui/text/access-state.ts';
import { SignInButton } from './sign-in/sign-in-button.tsx';
import { ClockWords } from './clock-words.tsx';
import { useAccess } from './use-access.ts';
import { usePeopleToAsk } from './use-people-to-ask.ts';

/** In the place of any screen where relays do not let this device in, and nothing of the workspace is on it. */
export function StopPage() {
  const hub = useHub();
  const access = useAccess();
  const admins = usePeopleToAsk();
  const said = access.kind === 'refused' ? readCloseReason(access.refusal.word) : undefined;
  const word = said ?? 'no-key';
  const { stop, reasons } = accessStateText;
  return (
    <MessagePage
      whole
      title={word === 'no-key' ? stop.title : reasons[word].title}
      icon={<IconLock size={30} stroke={1.5} />}
    >
      <Text size="sm">{stop.body(hub.workspace)}</Text>
      <ClockWords word={word} />
      <Text size="sm">
        {accessStateText.ask(admins)} {stop.how}
      </Text>
      {word !== 'wipe' && <SignInButton size="sm" />}
      <Link href={routeToPath({ page: 'sync' })}>{stop.relays}</Link>
      <OtherWorkspaces />
    </MessagePage>
  );
}
