import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useHub } from '../../app/hub-context.tsx';
import { onDevice } from '../../map/kept-values.ts';
import { Section } from '../../ui/section.tsx';
import { signInText } from '../../ui/text/sign-in.ts';
import { describeMinute } from '../../ui/when.ts';
import { useAccess } from '../use-access.ts';
import { readSignedIn } from './kept-sign-in.ts';
import { SignInButton } from './sign-in-button.tsx';
import { renewHere } from './sign-in-renewal.tsx';

const words = signInText.settings;

/** Until when somebody who signed in can go on without the provider; nothing for whoever came another way. */
export function SignInPart() {
  const hub = useHub();
  const access = useAccess();
  const [isBusy, setIsBusy] = useState(false);
  // Drawn anew with each token: read again then.
  const signedIn = readSignedIn(hub.workspace, onDevice);
  if (!('claims' in access) || access.claims?.kind !== 'sign-in' || signedIn === undefined)
    return null;
  const { name, exp } = access.claims;
  const { provider, renewal, failed } = signedIn;

  async function renew(): Promise<void> {
    setIsBusy(true);
    await renewHere(hub, 'now');
    setIsBusy(false);
  }

  return (
    <Section title={words.title}>
      <Text size="sm">
        {words.who(name, provider)} {words.until(provider, describeMinute(exp * 1000))}
      </Text>
      <Text size="sm" c="dimmed">
        {renewal === undefined ? words.renewsNot(provider) : words.renews(provider)}
      </Text>
      {failed !== undefined && (
        <Text size="sm" role="status">
          {words.lastFailed(describeMinute(failed.atMs), failed.why)}
        </Text>
      )}
      {renewal === undefined ? (
        <SignInButton variant="default" />
      ) : (
        <Button
          size="xs"
          w="fit-content"
          variant="default"
          loading={isBusy}
          onClick={() => void renew()}
        >
          {words.now}
        </Button>
      )}
    </Section>
  );
}
