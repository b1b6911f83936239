import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useHub } from '../app/hub-context.tsx';
import type { SyncReport } from '../hub/client-api.ts';
import { Section } from '../ui/section.tsx';
import { syncText } from '../ui/text/sync.ts';
import { AddRelay } from './add-relay.tsx';
import { notKnownYet } from './not-known-yet.ts';
import { RelayRow } from './relay-row.tsx';
import classes from './relay-list.module.css';

/** Every relay that this device knows, and the way to another. */
export function RelayList({ report }: { readonly report: SyncReport }) {
  const hub = useHub();
  const { relays } = report;
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
      {relays.length === 0 ? (
        <p className={classes.none}>{notKnownYet(report) ?? syncText.noRelays}</p>
      ) : (
        <ul className={classes.list}>
          {relays.map((relay) => (
            <RelayRow key={relay.url} relay={relay} />
          ))}
        </ul>
      )}
      {/* What is typed without a hub would be lost. */}
      {report.known && <AddRelay known={relays.map((relay) => relay.url)} />}
    </Section>
  );
}
