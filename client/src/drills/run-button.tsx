import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { DisabledButton } from '../access/disabled-button.tsx';
import { useMay } from '../access/use-may.ts';
import { runsText } from '../ui/text/runs.ts';
import { useDrillActions } from './use-drill-actions.tsx';

/** Starts a practice run of the runbook on this page. */
export function RunButton(props: { readonly name: string; readonly title: string }) {
  const actions = useDrillActions();
  const may = useMay('append', 'drill:new');
  const [busy, setBusy] = useState(false);

  async function run(): Promise<void> {
    // The steps of a long text take seconds to read.
    setBusy(true);
    await actions.run(props.name, props.title);
    setBusy(false);
  }

  if (!may.ok) return <DisabledButton why={may.why}>{runsText.start.run}</DisabledButton>;
  return (
    <Button
      size="xs"
      title={runsText.start.runHint}
      leftSection={<IconPlayerPlay size={15} aria-hidden="true" />}
      loading={busy}
      onClick={() => void run()}
    >
      {runsText.start.run}
    </Button>
  );
}
