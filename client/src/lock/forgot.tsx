import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { HubClient } from '../hub/client-api.ts';
import { lockText } from '../ui/text/lock.ts';
import { askLock } from './ask-lock.ts';
import classes from './lock.module.css';

const words = lockText.forgot;

/** The way out for who has not the key any more: the copy is deleted, and comes anew from relays. */
export function Forgot(props: {
  readonly hub: HubClient;
  readonly label: string;
  /** The copy opens by a passkey, too. */
  readonly hasPasskey?: boolean;
}) {
  const keep = useRef<HTMLButtonElement>(null);
  const [isAsked, setAsked] = useState(false);
  const [isDeleting, setDeleting] = useState(false);
  const [problem, setProblem] = useState('');

  async function forget(): Promise<void> {
    setDeleting(true);
    const answer = await askLock(props.hub, { ask: 'forget' });
    setDeleting(false);
    if (answer.answer === 'failed') setProblem(lockText.settings.failed(answer.problem));
  }

  useEffect(() => {
    if (isAsked) keep.current?.focus();
  }, [isAsked]);

  if (!isAsked) {
    return (
      <Button
        variant="subtle"
        size="compact-sm"
        className={classes.aside}
        onClick={() => setAsked(true)}
      >
        {props.label}
      </Button>
    );
  }
  return (
    <Stack component="section" gap="sm" className={classes.box} aria-label={words.title}>
      <Title order={2} size="h5">
        {words.title}
      </Title>
      <Text size="sm">{props.hasPasskey === true ? words.bodyPasskey : words.body}</Text>
      <Text size="sm" fw={600}>
        {words.unsent}
      </Text>
      {problem !== '' && (
        <Text size="sm" role="alert">
          {problem}
        </Text>
      )}
      <Group gap="sm">
        <Button variant="default" ref={keep} onClick={() => setAsked(false)}>
          {words.cancel}
        </Button>
        <Button color="red" loading={isDeleting} onClick={() => void forget()}>
          {words.confirm}
        </Button>
      </Group>
    </Stack>
  );
}
