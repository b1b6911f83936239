import { IconAlertTriangle, IconCheck, IconCloudDownload } from '@tabler/icons-react';
import { useObservable } from '../app/hub-context.tsx';
import { useAppUpdates } from '../app/update-prompt.tsx';
import { appKeptText } from '../ui/text/app-kept.ts';
import classes from './offline-copy.module.css';

/** Whether the app itself is on this device. */
export function AppKeptState() {
  const state = useObservable(useAppUpdates().kept);
  const isWarning =
    state.kind === 'never' ||
    state.kind === 'other-version' ||
    ('trouble' in state && state.trouble !== undefined);
  const Picture =
    state.kind === 'kept' ? IconCheck : isWarning ? IconAlertTriangle : IconCloudDownload;
  return (
    <span className={classes.app}>
      <Picture
        size={16}
        aria-hidden="true"
        className={state.kind === 'kept' ? classes.good : isWarning ? classes.warn : undefined}
      />
      <span>{appKeptText.words(state)}</span>
    </span>
  );
}
