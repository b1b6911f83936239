import { IconAlertTriangle } from '@tabler/icons-react';
import { savedIcons } from '../app/saved-icons.ts';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { describeSaved } from '../app/saved-state.ts';
import type { RelayReport, SavedState } from '../hub/client-api.ts';
import { syncText } from '../ui/text/sync.ts';
import { relayName } from './relay-name.ts';
import classes from './saved-summary.module.css';

/** The saved state in a sentence, and a warning where relays run without keys. */
export function SavedSummary(props: { readonly relays: readonly RelayReport[] }) {
  const saved = useObservable(useHub().saved);
  const { tone, label } = describeSaved(saved);
  const Picture = savedIcons[tone];
  const insecure = props.relays.filter((relay) => relay.insecure);
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
      {/* What cannot be saved is said above, on every screen. */}
      {tone !== 'bad' && (
        <div className={classes.summary} data-tone={tone}>
          <Picture size={24} aria-hidden="true" className={classes.icon} />
          <div>
            <p className={classes.label}>{label}</p>
            <p className={classes.words}>{explain(saved)}</p>
          </div>
        </div>
      )}
    </>
  );
}

function explain(saved: SavedState): string {
  switch (saved.kind) {
    case 'opening':
      return syncText.explain.opening;
    case 'in-memory':
    case 'failed':
      return syncText.explain.busy;
    case 'device':
      return syncText.explain.local;
    case 'relays':
      return saved.relays >= saved.wanted
        ? syncText.explain.good(saved.relays)
        : syncText.explain.partial(saved.relays, saved.wanted);
  }
}
