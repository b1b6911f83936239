import { Button, Text } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import { lockText } from '../ui/text/lock.ts';
import { keyByPasskey } from './data-key.ts';
import type { Passkey } from './lock-record.ts';
import classes from './lock.module.css';
import { askPasskey } from './passkey.ts';

const words = lockText.passkeys;

/** Opens the copy by a passkey of this device, without any network. */
export function UnlockByPasskey(props: {
  readonly passkeys: readonly Passkey[];
  /** Resolves to what is wrong, in words; to nothing where the copy is open. */
  readonly onKey: (key: CryptoKey) => Promise<string | undefined>;
}) {
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function unlock(): Promise<string | undefined> {
    const answer = await askPasskey(props.passkeys);
    if (answer.kind === 'failed') return words.failed(answer.problem);
    if (answer.kind !== 'answered') return words.notUsed[answer.kind];
    const way = props.passkeys.find(({ credential }) => credential === answer.passkey.credential);
    const key = way && (await keyByPasskey(way, answer.secret));
    return key === undefined ? words.wrong : props.onKey(key);
  }

  return (
    <div className={classes.form}>
      <Button
        variant="default"
        w="fit-content"
        leftSection={<IconFingerprint size={18} aria-hidden="true" />}
        loading={isAsking}
        onClick={() => {
          setAsking(true);
          setProblem(undefined);
          void unlock().then((failed) => {
            setAsking(false);
            setProblem(failed);
          });
        }}
      >
        {words.unlock}
      </Button>
      {problem !== undefined && (
        <Text size="sm" role="alert">
          {problem}
        </Text>
      )}
    </div>
  );
}
