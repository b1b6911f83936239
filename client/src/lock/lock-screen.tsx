import { Button, PasswordInput, Text } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useEffect, useState, useSyncExternalStore, type FormEvent } from 'react';
import type { HubClient } from '../hub/client-api.ts';
import { MessagePage } from '../ui/message-page.tsx';
import { lockText } from '../ui/text/lock.ts';
import { askLock } from './ask-lock.ts';
import { keyByPassphrase } from './data-key.ts';
import { deriveSecret } from './derive-secret.ts';
import { Forgot } from './forgot.tsx';
import { type LockShown, readLockShown } from './lock-messages.ts';
import type { LockWays } from './lock-record.ts';
import classes from './lock.module.css';
import { UnlockByPasskey } from './unlock-by-passkey.tsx';
import { useFocusOnArrival } from './use-focus-on-arrival.ts';

const words = lockText.screen;

/**
 * Stands in the place of the whole app while this device's copy is locked, or about to be: with
 * nothing on it that is of the workspace.
 */
export function LockScreen({ hub }: { readonly hub: HubClient }) {
  const shown = readLockShown(useSyncExternalStore(hub.lock.subscribe, hub.lock.get));
  // What a page has shown is in its memory; a new one has none of it.
  const isStale = shown?.state === 'locked' && hub.projections.get() !== undefined;
  useEffect(() => {
    if (isStale) location.reload();
  }, [isStale]);
  useEffect(() => {
    document.title = `${words.title} · Holdfast`;
  }, []);
  return <main className={classes.page}>{!isStale && <Shown hub={hub} shown={shown} />}</main>;
}

function Shown({ hub, shown }: { readonly hub: HubClient; readonly shown: LockShown | undefined }) {
  switch (shown?.state) {
    case 'closing':
      return <Closing hub={hub} />;
    case 'changing':
      return <Busy title={words.changing[shown.goal]} detail={words.rows(shown.rows)} />;
    case 'locked':
      return <Locked hub={hub} ways={shown.ways} />;
    default:
      return (
        <MessagePage whole title={words.brokenTitle} icon={<IconLock size={30} stroke={1.5} />}>
          <Text size="sm">{words.broken}</Text>
          <Forgot hub={hub} label={lockText.forgot.openBroken} />
        </MessagePage>
      );
  }
}

/** Says so to the worker once the app is off the screen and this tab's edits are on the disk. */
function Closing({ hub }: { readonly hub: HubClient }) {
  useEffect(() => {
    const check = (): void => {
      if (hub.saved.get().kind === 'in-memory') return;
      stop();
      void askLock(hub, { ask: 'ready' });
    };
    const stop = hub.saved.subscribe(check);
    check();
    return stop;
  }, [hub]);
  return <Busy title={words.closing} />;
}

function Busy(props: { readonly title: string; readonly detail?: string }) {
  return (
    <MessagePage whole title={props.title} icon={<IconLock size={30} stroke={1.5} />}>
      {props.detail !== undefined && (
        <>
          <Text size="sm">{words.changingHint}</Text>
          <Text size="sm" c="dimmed" className={classes.count}>
            {props.detail}
          </Text>
        </>
      )}
    </MessagePage>
  );
}

type Problem = { readonly kind: 'wrong' | 'missing' } | { readonly kind: 'failed'; what: string };

function Locked({ hub, ways }: { readonly hub: HubClient; readonly ways: LockWays }) {
  const field = useFocusOnArrival<HTMLInputElement>();
  const [isChecking, setChecking] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  async function open(key: CryptoKey): Promise<Problem | undefined> {
    const answer = await askLock(hub, { ask: 'unlock', key });
    if (answer.answer === 'failed') return { kind: 'failed', what: answer.problem };
    return answer.answer === 'done' ? undefined : { kind: 'wrong' };
  }

  async function unlock(passphrase: string): Promise<Problem | undefined> {
    const key = await keyByPassphrase(ways, passphrase, deriveSecret);
    return key === undefined ? { kind: 'wrong' } : open(key);
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isChecking) return;
    const passphrase = field.current?.value ?? '';
    if (passphrase === '') return setProblem({ kind: 'missing' });
    setProblem(undefined);
    setChecking(true);
    const failed = await unlock(passphrase).catch((error: unknown): Problem => ({
      kind: 'failed',
      what: String(error),
    }));
    setChecking(false);
    setProblem(failed);
    if (failed !== undefined) field.current?.select();
  }

  return (
    <MessagePage whole title={words.title} icon={<IconLock size={30} stroke={1.5} />}>
      <Text size="sm">{words.lead}</Text>
      <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
        <PasswordInput
          ref={field}
          label={words.passphrase}
          autoComplete="current-password"
          error={problem && <span role="alert">{sayProblem(problem)}</span>}
          onChange={() => setProblem(undefined)}
        />
        <Button type="submit" w="fit-content" loading={isChecking}>
          {words.unlock}
        </Button>
        <span role="status" className={classes.status}>
          {isChecking ? words.checking : ''}
        </span>
      </form>
      {ways.passkeys.length > 0 && (
        <UnlockByPasskey
          passkeys={ways.passkeys}
          onKey={async (key) => {
            const failed = await open(key).catch((error: unknown): Problem => ({
              kind: 'failed',
              what: String(error),
            }));
            if (failed === undefined) return undefined;
            return failed.kind === 'wrong' ? lockText.passkeys.wrong : sayProblem(failed);
          }}
        />
      )}
      <Forgot hub={hub} label={lockText.forgot.open} hasPasskey={ways.passkeys.length > 0} />
    </MessagePage>
  );
}

function sayProblem(problem: Problem): string {
  return problem.kind === 'failed' ? words.failed(problem.what) : words[problem.kind];
}
