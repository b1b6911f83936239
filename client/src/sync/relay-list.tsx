import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useHub } from '../app/hub-context.tsx';
import type { RelayReport } from '../hub/client-api.ts';
import { Section } from '../ui/section.tsx';
import { syncText } from '../ui/text/sync.ts';
import { AddRelay } from './add-relay.tsx';
import { RelayRow } from './relay-row.tsx';
import classes from './relay-list.module.css';

/** Every relay that this device knows, and the way to another. */
export function RelayList(props: { readonly relays: readonly RelayReport[] }) {
  const hub = useHub();
  return (
    <Section
      title={syncText.relays}
      lead={syncText.relaysLead}
      action={
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={14} aria-hidden="true" />}
          onClick={() => hub.retry()}
        >
          {syncText.retryAll}
        </Button>
      }
    >
      {props.relays.length === 0 ? (
        <p className={classes.none}>{syncText.noRelays}</p>
      ) : (
        <ul className={classes.list}>
          {props.relays.map((relay) => (
            <RelayRow key={relay.url} relay={relay} />
          ))}
        </ul>
      )}
      <AddRelay known={props.relays.map((relay) => relay.url)} />
    </Section>
  );
}
