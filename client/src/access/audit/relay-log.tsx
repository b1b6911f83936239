import { Button } from '@mantine/core';
import { useState } from 'react';
import { useHub } from '../../app/hub-context.tsx';
import { Section } from '../../ui/section.tsx';
import { accessAuditText } from '../../ui/text/access-audit.ts';
import { useShownAccess } from '../access-context.tsx';
import { AskAdmins } from '../ask-admins.tsx';
import { fetchAuditLog, type LogAnswer } from './fetch-audit-log.ts';
import { LogView } from './log-view.tsx';
import classes from './audit.module.css';

const words = accessAuditText.relay;

/** The log of the relay that this page comes from, for admins. */
export function RelayLog() {
  const { me } = useShownAccess();
  const hub = useHub();
  const [answer, setAnswer] = useState<LogAnswer>();
  const [isReading, setIsReading] = useState(false);

  async function read(): Promise<void> {
    if (me.token === undefined) return;
    setIsReading(true);
    setAnswer(await fetchAuditLog(hub.workspace, me.token, hub.entryContext()));
    setIsReading(false);
  }

  if (me.isKeyed === false) {
    return (
      <Section title={words.title} lead={words.lead}>
        <p className={classes.note}>{words.withoutKeys}</p>
      </Section>
    );
  }
  return (
    <Section
      title={words.title}
      lead={words.lead}
      action={
        me.mayAdminister && (
          <Button size="xs" variant="default" disabled={isReading} onClick={() => void read()}>
            {answer === undefined ? words.read : words.again}
          </Button>
        )
      }
    >
      <AskAdmins to={words.needsAdmin} />
      {isReading && <p role="status">{words.reading}</p>}
      {answer !== undefined && answer.kind !== 'read' && (
        <p className={classes.note} role="alert">
          {words[answer.kind]}
        </p>
      )}
      {answer?.kind === 'read' && <LogView text={answer.text} />}
    </Section>
  );
}
