import { Button, Tabs } from '@mantine/core';
import { useState } from 'react';
import { useHub } from '../../app/hub-context.tsx';
import { mapGitText as words } from '../../ui/text/map-git.ts';
import importClasses from '../import/map-import.module.css';
import { ChooseLog } from './choose-log.tsx';
import { GitPlan } from './git-plan.tsx';
import type { LogFacts } from './git-messages.ts';
import { useGitLog } from './use-git-log.ts';
import { WhoIsWho } from './who-is-who.tsx';
import classes from './git.module.css';

/** Who is who in a git log, and what the map learns from it. */
export function GitPage() {
  const log = useGitLog(useHub().workspace);
  const [step, setStep] = useState<string | null>('who');
  const { state, found } = log;
  if (state.kind !== 'read') return <ChooseLog log={log} />;
  return (
    <div className={classes.page}>
      <div className={classes.top}>
        <p className={classes.facts} role="status" dir="auto">
          {factsWords(state.facts, found?.identities.people.filter(({ bot }) => !bot).length)}
        </p>
        <Button size="xs" variant="default" onClick={log.stop}>
          {words.startOver}
        </Button>
      </div>
      {log.problem !== undefined && (
        <p role="alert" className={importClasses.problem} dir="auto">
          {log.problem}
        </p>
      )}
      <Tabs value={step} onChange={setStep} keepMounted={false} className={classes.tabs}>
        <Tabs.List aria-label={words.steps}>
          <Tabs.Tab value="who">{words.who}</Tabs.Tab>
          <Tabs.Tab value="plan">{words.preview}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="who" className={classes.panel}>
          {found === undefined ? (
            <p role="status" className={classes.part}>
              {words.working}
            </p>
          ) : (
            <WhoIsWho log={log} found={found} />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="plan" className={classes.panel}>
          {found !== undefined && (
            <GitPlan facts={state.facts} reader={state.reader} log={log} found={found} />
          )}
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

function factsWords(facts: LogFacts, people: number | undefined): string {
  const { name, commits, counted, files, unreadable, example } = facts;
  const notes = [
    ...(unreadable > 0 ? [words.unreadable(unreadable, example ?? '')] : []),
    ...(facts.isListed ? [] : [words.unlisted]),
  ];
  const what = { name, commits, counted, files, people: people ?? facts.authors };
  return [words.facts(what), ...notes].join('. ');
}
