import { Button, Group, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { lockText } from '../ui/text/lock.ts';
import { createLock } from './data-key.ts';
import { deriveSecret } from './derive-secret.ts';
import { IdleChoice } from './idle-choice.tsx';
import classes from './lock.module.css';
import { NewPassphraseFields, useNewPassphrase } from './new-passphrase.tsx';

const words = lockText.settings;
const usualIdleMinutes = 30;

type NewLock = Awaited<ReturnType<typeof createLock>>;

/** Asks for a passphrase, says what it means to forget it, and makes a lock of it. */
export function TurnOn(props: {
  readonly onCancel: () => void;
  /** False where it was not done. */
  readonly onReady: (lock: NewLock) => Promise<boolean>;
}) {
  const typed = useNewPassphrase();
  const [idleMinutes, setIdle] = useState(usualIdleMinutes);
  const [isBusy, setBusy] = useState(false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isBusy || !typed.check()) return;
    setBusy(true);
    const isDone = await props.onReady(
      await createLock(typed.value.first, idleMinutes, deriveSecret),
    );
    // Else the page is covered by then.
    if (!isDone) setBusy(false);
  }

  return (
    <form className={classes.fields} onSubmit={(event) => void submit(event)} noValidate>
      <div className={classes.box}>
        <Text size="sm" fw={600}>
          {words.warningTitle}
        </Text>
        <Text size="sm">{words.warning}</Text>
      </div>
      <NewPassphraseFields typed={typed} isFirst />
      <IdleChoice minutes={idleMinutes} onChange={setIdle} />
      <Group gap="sm">
        <Button type="submit" loading={isBusy}>
          {words.start}
        </Button>
        <Button variant="default" onClick={props.onCancel}>
          {words.cancel}
        </Button>
        <span role="status" className={classes.status}>
          {isBusy ? words.preparing : ''}
        </span>
      </Group>
    </form>
  );
}
