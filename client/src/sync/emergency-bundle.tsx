import { Button } from '@mantine/core';
import { IconLifebuoy } from '@tabler/icons-react';
import { useState } from 'react';
import { useHub } from '../app/hub-context.tsx';
import { saveBundle } from '../bundle/save-bundle.tsx';
import { Section } from '../ui/section.tsx';
import { bundleText } from '../ui/text/bundle.ts';

/** All runbooks as one file that needs nothing but a browser. */
export function EmergencyBundle() {
  const hub = useHub();
  const [busy, setBusy] = useState(false);

  async function save(): Promise<void> {
    setBusy(true);
    await saveBundle(hub);
    setBusy(false);
  }

  return (
    <Section title={bundleText.title} lead={bundleText.lead}>
      <Button
        size="xs"
        variant="default"
        loading={busy}
        leftSection={<IconLifebuoy size={16} aria-hidden="true" />}
        onClick={() => void save()}
      >
        {bundleText.save}
      </Button>
    </Section>
  );
}
