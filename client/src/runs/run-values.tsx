import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { isShellHostile } from '@holdfast/shared/markdown/variables';
import { useDialogs } from '../app/dialogs.tsx';
import { runsText } from '../ui/text/runs.ts';
import { useRun } from './run-context.tsx';
import { useRunState } from './run-store.ts';
import classes from './run-view.module.css';
import { Writes } from '../access/writes.tsx';

const words = runsText.values;

/** What was filled in for this run, and the way to change it. */
export function RunValues() {
  const { name: document, store } = useRun();
  const { show } = useDialogs();
  const state = useRunState(store);
  if (state === undefined || state.values.length === 0) return null;
  return (
    <section className={classes.values} aria-label={words.heading}>
      <dl className={classes.valueList}>
        {state.values.map(({ name, value }) => (
          <div key={name} className={classes.value}>
            <dt>{name}</dt>
            <dd {...(value === '' ? { 'data-empty': true } : {})}>
              {value === '' ? words.empty : value}
              {isShellHostile(value) && (
                <span className={classes.hostile} title={words.hostile}>
                  <IconAlertTriangle size={14} aria-label={words.hostile} role="img" />
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {state.outcome === 'open' && (
        <Writes operation="append" doc={document} isSaid>
          <Button size="compact-sm" variant="default" onClick={() => show({ kind: 'run-values' })}>
            {words.change}
          </Button>
        </Writes>
      )}
    </section>
  );
}
