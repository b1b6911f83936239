import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { savedIcons } from '../app/saved-icons.ts';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { useAppUpdates } from '../app/update-prompt.tsx';
import { useSaved } from '../app/use-saved.ts';
import type { RelayReport, SavedState, SyncReport } from '../hub/client-api.ts';
import { syncText } from '../ui/text/sync.ts';
import { relayName } from './relay-name.ts';
import classes from './saved-summary.module.css';

/** The saved state in a sentence, and a warning where relays run without keys or another version. */
export function SavedSummary(props: { readonly report: SyncReport }) {
  const { relays, storage, barred } = props.report;
  const saved = useObservable(useHub().saved);
  const { tone, label } = useSaved();
  const Picture = savedIcons[tone];
  const insecure = relays.filter((relay) => relay.insecure);
  return (
    <>
      {insecure.length > 0 && (
        <div className={classes.warning} role="note">
          <IconAlertTriangle size={20} aria-hidden="true" className={classes.warningIcon} />
          <div>
            <strong>{syncText.insecureTitle}</strong>
            <p>{syncText.insecureBody(insecure.map(relayName).join(', '))}</p>
          </div>
        </div>
      )}
      <OtherVersions relays={relays} />
      {/* What cannot be saved is said above, on every screen. */}
      {tone !== 'bad' && (
        <div className={classes.summary} data-tone={tone}>
          <Picture size={24} aria-hidden="true" className={classes.icon} />
          <div>
            <p className={classes.label}>{label}</p>
            <p className={classes.words}>{explain(saved, storage.persistent, barred)}</p>
          </div>
        </div>
      )}
    </>
  );
}

/** Relays that this page cannot talk to, because one of the two is too old, and what helps. */
function OtherVersions(props: { readonly relays: readonly RelayReport[] }) {
  const updates = useAppUpdates();
  const names = (older: RelayReport['older']) =>
    props.relays.flatMap((relay) => (relay.older === older ? [relayName(relay)] : [])).join(', ');
  const newer = names('page');
  const old = names('relay');
  return (
    <>
      {newer !== '' && (
        <div className={classes.warning} role="note">
          <IconAlertTriangle size={20} aria-hidden="true" className={classes.warningIcon} />
          <div>
            <strong>{syncText.pageOlderTitle}</strong>
            <p>{syncText.pageOlderBody(newer)}</p>
            <Button size="xs" mt={8} onClick={() => void updates.reload()}>
              {syncText.update}
            </Button>
          </div>
        </div>
      )}
      {old !== '' && (
        <div className={classes.warning} role="note">
          <IconAlertTriangle size={20} aria-hidden="true" className={classes.warningIcon} />
          <div>
            <strong>{syncText.relayOlderTitle}</strong>
            <p>{syncText.relayOlderBody(old)}</p>
          </div>
        </div>
      )}
    </>
  );
}

function explain(saved: SavedState, isKept: boolean, barred: SyncReport['barred']): string {
  switch (saved.kind) {
    case 'opening':
      return syncText.explain.opening;
    case 'in-memory':
    case 'failed':
      return syncText.explain.busy;
    case 'device':
      if (barred === 'locked' && saved.pending === 0) return syncText.explain.locked;
      return `${syncText.explain.local(isKept)} ${
        barred === undefined ? syncText.explain.sentSoon : syncText.explain.barred
      }`;
    case 'relays':
      if (barred !== undefined)
        return `${syncText.explain.before(saved.relays)} ${syncText.explain.barred}`;
      return saved.relays >= saved.wanted
        ? syncText.explain.good(saved.relays)
        : syncText.explain.partial(saved.relays, saved.wanted);
  }
}
