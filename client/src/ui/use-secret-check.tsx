import { Alert, Button, Group } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { secretsIn } from './secrets-in.ts';
import { secretsText } from './text/secrets.ts';

interface SecretCheck {
  /** Shares, or asks first where there is a secret in it. */
  readonly submit: () => void;
  /** What is asked, to stand beside the fields; nothing most of the time. */
  readonly warning: ReactNode;
}

/**
 * Stands between a form and `share`: what looks like a secret goes to everybody only once somebody
 * says so. What is asked is gone as soon as the texts are others.
 *
 * @param shared what everybody has already
 */
export function useSecretCheck(
  texts: readonly string[],
  share: () => void,
  shared = '',
): SecretCheck {
  const [held, setHeld] = useState<readonly string[]>();
  const before = useRef<Element>(null);
  const isHeld =
    held?.length === texts.length && held.every((text, place) => text === texts[place]);

  function submit(): void {
    if (secretsIn(texts, shared).length === 0) {
      share();
      return;
    }
    if (!isHeld) before.current = document.activeElement;
    setHeld(texts);
  }

  function keepOut(): void {
    setHeld(undefined);
    if (before.current instanceof HTMLElement) before.current.focus();
  }

  return {
    submit,
    warning: isHeld ? (
      <Warning
        text={secretsText.looksLike(secretsIn(texts, shared))}
        onKeepOut={keepOut}
        onShare={() => {
          setHeld(undefined);
          share();
        }}
      />
    ) : null,
  };
}

function Warning(props: {
  readonly text: string;
  readonly onKeepOut: () => void;
  readonly onShare: () => void;
}) {
  const button = useRef<HTMLButtonElement>(null);
  // A second press of the key that sends then keeps it out.
  useEffect(() => button.current?.focus(), []);
  return (
    <Alert color="yellow" mt="sm" p="xs" role="alert">
      {props.text}
      <Group gap="xs" mt="xs">
        <Button ref={button} size="xs" onClick={props.onKeepOut}>
          {secretsText.keepOut}
        </Button>
        <Button size="xs" variant="default" onClick={props.onShare}>
          {secretsText.shareAnyway}
        </Button>
      </Group>
    </Alert>
  );
}
