import { Button, Group, PasswordInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { lockText } from '../ui/text/lock.ts';
import { keyByPassphrase, passphraseWay } from './data-key.ts';
import { deriveSecret } from './derive-secret.ts';
import type { LockWays } from './lock-record.ts';
import classes from './lock.module.css';
import { useFocusOnArrival } from './use-focus-on-arrival.ts';
import { NewPassphraseFields, useNewPassphrase } from './new-passphrase.tsx';

const words = lockText.settings;

/** Another passphrase to the same key: what is encrypted stays as it is. */
export function ChangePassphrase(props: {
  readonly ways: LockWays;
  readonly onCancel: () => void;
  readonly onChanged: (ways: LockWays) => Promise<void>;
}) {
  const { ways } = props;
  const field = useFocusOnArrival<HTMLInputElement>();
  const typed = useNewPassphrase();
  const [now, setNow] = useState('');
  const [isWrong, setWrong] = useState(false);
  const [isBusy, setBusy] = useState(false);

  async function change(): Promise<void> {
    const key = await keyByPassphrase(ways, now, deriveSecret, true);
    if (key === undefined) return setWrong(true);
    const passphrase = await passphraseWay(key, typed.value.first, deriveSecret);
    await props.onChanged({ ...ways, passphrase });
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isBusy || !typed.check()) return;
    setBusy(true);
    await change();
    setBusy(false);
  }

  return (
    <form className={classes.fields} onSubmit={(event) => void submit(event)} noValidate>
      <PasswordInput
        label={words.now}
        autoComplete="current-password"
        ref={field}
        value={now}
        error={isWrong && <span role="alert">{words.wrong}</span>}
        onChange={(event) => {
          setNow(event.currentTarget.value);
          setWrong(false);
        }}
      />
      <NewPassphraseFields typed={typed} label={words.next} />
      <Group gap="sm">
        <Button type="submit" size="xs" loading={isBusy}>
          {words.save}
        </Button>
        <Button size="xs" variant="default" onClick={props.onCancel}>
          {words.cancel}
        </Button>
      </Group>
    </form>
  );
}
