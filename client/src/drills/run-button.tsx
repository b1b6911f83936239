import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { runsText } from '../ui/text/runs.ts';
import { useDrillActions } from './use-drill-actions.tsx';

/** Starts a practice run of the runbook on this page. */
export function RunButton(props: { readonly name: string; readonly title: string }) {
  const actions = useDrillActions();
  return (
    <Button
      size="xs"
      title={runsText.start.runHint}
      leftSection={<IconPlayerPlay size={15} aria-hidden="true" />}
      onClick={() => actions.run(props.name, props.title)}
    >
      {runsText.start.run}
    </Button>
  );
}
