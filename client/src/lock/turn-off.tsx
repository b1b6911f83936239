import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { lockText } from '../ui/text/lock.ts';
import classes from './lock.module.css';
import { useFocusOnArrival } from './use-focus-on-arrival.ts';

const words = lockText.settings;

/** Asks whether the copy is to lie in plain text again. */
export function TurnOff(props: {
  readonly onCancel: () => void;
  readonly onConfirm: () => Promise<boolean>;
}) {
  const cancel = useFocusOnArrival<HTMLButtonElement>();
  const [isBusy, setBusy] = useState(false);

  async function confirm(): Promise<void> {
    setBusy(true);
    // Else the page is covered by then.
    if (!(await props.onConfirm())) setBusy(false);
  }

  return (
    <Stack component="section" gap="sm" className={classes.box} aria-label={words.turnOffTitle}>
      <Title order={3} size="h6">
        {words.turnOffTitle}
      </Title>
      <Text size="sm">{words.turnOffBody}</Text>
      <Group gap="sm">
        <Button size="xs" variant="default" ref={cancel} onClick={props.onCancel}>
          {words.cancel}
        </Button>
        <Button size="xs" color="red" loading={isBusy} onClick={() => void confirm()}>
          {words.turnOffConfirm}
        </Button>
      </Group>
    </Stack>
  );
}
