import { Button, Group, PasswordInput, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { Moment } from '../ui/moment.tsx';
import { lockText } from '../ui/text/lock.ts';
import { keyByPassphrase, passkeyWay } from './data-key.ts';
import { deriveSecret } from './derive-secret.ts';
import type { LockWays } from './lock-record.ts';
import classes from './lock.module.css';
import { createPasskey, mayHavePasskeys } from './passkey.ts';
import { useFocusOnArrival } from './use-focus-on-arrival.ts';

const words = lockText.passkeys;

interface PasskeysProps {
  readonly ways: LockWays;
  /** Resolves to false where it was not kept. */
  readonly onChange: (ways: LockWays) => Promise<boolean>;
}

/** The passkeys that open this copy beside its passphrase. */
export function Passkeys({ ways, onChange }: PasskeysProps) {
  const [isAble, setAble] = useState<boolean>();
  const [isAdding, setAdding] = useState(false);
  useEffect(() => {
    let isLate = false;
    void mayHavePasskeys().then((may) => {
      if (!isLate) setAble(may);
    });
    return () => {
      isLate = true;
    };
  }, []);
  return (
    <section aria-label={words.title}>
      <Title order={3} size="h6">
        {words.title}
      </Title>
      <Text size="sm" c="dimmed">
        {isAble === false ? words.unableHere : words.lead}
      </Text>
      {ways.passkeys.length > 0 && (
        <ul className={classes.list}>
          {ways.passkeys.map(({ credential, label, addedAtMs }) => (
            <li key={credential}>
              <span className={classes.name} dir="auto">
                {label}
              </span>
              <Text component="span" size="sm" c="dimmed">
                {words.added} <Moment atMs={addedAtMs} />
              </Text>
              <Button
                size="compact-sm"
                variant="default"
                aria-label={words.removeOne(label)}
                onClick={() => {
                  const passkeys = ways.passkeys.filter((one) => one.credential !== credential);
                  void onChange({ ...ways, passkeys });
                }}
              >
                {words.remove}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {isAdding ? (
        <AddPasskey ways={ways} onChange={onChange} onClose={() => setAdding(false)} />
      ) : (
        isAble === true && (
          <Button size="xs" variant="default" mt="xs" onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        )
      )}
    </section>
  );
}

/** The key of the copy can be wrapped once more only by whoever has the passphrase. */
function AddPasskey({ ways, onChange, onClose }: PasskeysProps & { readonly onClose: () => void }) {
  const field = useFocusOnArrival<HTMLInputElement>();
  const [passphrase, setPassphrase] = useState('');
  const [name, setName] = useState('');
  const [isWrong, setWrong] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);

  async function add(): Promise<void> {
    const key = await keyByPassphrase(ways, passphrase, deriveSecret, true);
    if (key === undefined) return setWrong(true);
    const label = name.trim() || words.unnamed;
    const answer = await createPasskey(label);
    if (answer.kind === 'failed') return setProblem(words.failed(answer.problem));
    if (answer.kind !== 'answered') return setProblem(words.notUsed[answer.kind]);
    const passkey = { ...answer.passkey, label, addedAtMs: Date.now() };
    const way = await passkeyWay(key, passkey, answer.secret);
    if (await onChange({ ...ways, passkeys: [...ways.passkeys, way] })) onClose();
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    setProblem(undefined);
    await add();
    setBusy(false);
  }

  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
      <PasswordInput
        ref={field}
        label={lockText.settings.now}
        autoComplete="current-password"
        value={passphrase}
        error={isWrong && <span role="alert">{lockText.settings.wrong}</span>}
        onChange={(event) => {
          setPassphrase(event.currentTarget.value);
          setWrong(false);
        }}
      />
      <TextInput
        label={words.name}
        placeholder={words.unnamed}
        value={name}
        maxLength={60}
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {problem !== undefined && (
        <Text size="sm" role="alert">
          {problem}
        </Text>
      )}
      <Group gap="sm">
        <Button type="submit" size="xs" loading={isBusy}>
          {words.make}
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          {lockText.settings.cancel}
        </Button>
      </Group>
    </form>
  );
}
