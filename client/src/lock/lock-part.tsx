import { Button, Group, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useHub } from '../app/hub-context.tsx';
import { showNotice, showProblem } from '../ui/notice.tsx';
import { Section } from '../ui/section.tsx';
import { lockText } from '../ui/text/lock.ts';
import { askLock } from './ask-lock.ts';
import { ChangePassphrase } from './change-passphrase.tsx';
import { IdleChoice } from './idle-choice.tsx';
import type { LockAnswer, LockQuestion } from './lock-messages.ts';
import type { LockWays } from './lock-record.ts';
import classes from './lock.module.css';
import { Passkeys } from './passkeys.tsx';
import { openTexts, sealTexts } from './plain-texts.ts';
import { sealedDrafts } from './sealed-drafts.ts';
import { TurnOff } from './turn-off.tsx';
import { TurnOn } from './turn-on.tsx';

const words = lockText.settings;

type Report = Extract<LockAnswer, { answer: 'report' }>;
type Open = 'turn-on' | 'turn-off' | 'change';

/** Whether what this browser keeps of the workspace is encrypted, and the ways to change that. */
export function LockPart() {
  const hub = useHub();
  const [report, setReport] = useState<Report>();
  const [open, setOpen] = useState<Open>();
  // Not in a page that is no secure one.
  const isAble = 'subtle' in crypto;

  useEffect(() => {
    let isLate = false;
    void askLock(hub, { ask: 'report' }).then((answer) => {
      if (!isLate && answer.answer === 'report') setReport(answer);
    });
    return () => {
      isLate = true;
    };
  }, [hub]);

  /** True where it was done. */
  async function ask(question: LockQuestion): Promise<boolean> {
    const answer = await askLock(hub, question);
    if (answer.answer === 'done') return true;
    showProblem(words.title, words.failed(answer.answer === 'failed' ? answer.problem : ''));
    return false;
  }

  async function keep(ways: LockWays): Promise<boolean> {
    const isKept = await ask({ ask: 'keep', ways });
    if (isKept) setReport((last) => last && { ...last, ways });
    return isKept;
  }

  const close = (): void => setOpen(undefined);
  const ways = report?.ways;
  return (
    <Section title={words.title} lead={ways === undefined ? words.lead : words.isOn}>
      {!isAble && <Text size="sm">{words.unable}</Text>}
      {isAble && report !== undefined && ways === undefined && open !== 'turn-on' && (
        <Button size="xs" variant="default" w="fit-content" onClick={() => setOpen('turn-on')}>
          {words.turnOn}
        </Button>
      )}
      {open === 'turn-on' && (
        <TurnOn
          onCancel={close}
          onReady={({ key, record }) => ask({ ask: 'turn-on', key, record })}
        />
      )}
      {ways !== undefined && (
        <div className={classes.fields}>
          {report?.isUnfinished === true && <Text size="sm">{words.unfinished}</Text>}
          <IdleChoice
            minutes={ways.idleMinutes}
            onChange={(idleMinutes) => void keep({ ...ways, idleMinutes })}
          />
          <Group gap="sm">
            <Button size="xs" onClick={() => void ask({ ask: 'lock' })}>
              {words.lockNow}
            </Button>
            <Button size="xs" variant="default" onClick={() => setOpen('change')}>
              {words.change}
            </Button>
            <Button size="xs" variant="default" onClick={() => setOpen('turn-off')}>
              {words.turnOff}
            </Button>
          </Group>
          <Passkeys ways={ways} onChange={keep} />
          {open === 'change' && (
            <ChangePassphrase
              ways={ways}
              onCancel={close}
              onChanged={async (next) => {
                if (!(await keep(next))) return;
                close();
                showNotice(words.changed);
              }}
            />
          )}
          {open === 'turn-off' && (
            <TurnOff
              onCancel={close}
              onConfirm={async () => {
                // Before it is done: whoever closes the tab right after it has them all the same.
                await sealedDrafts(hub).read;
                openTexts(hub);
                const isDone = await ask({ ask: 'turn-off' });
                if (!isDone) void sealTexts(hub);
                return isDone;
              }}
            />
          )}
        </div>
      )}
    </Section>
  );
}
