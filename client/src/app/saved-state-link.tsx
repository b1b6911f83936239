import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleHalf2,
  IconDeviceLaptop,
  IconLoader2,
  type Icon,
} from '@tabler/icons-react';
import { Link } from 'wouter';
import { shellText } from '../ui/text/shell.ts';
import { savedText } from '../ui/text/saved.ts';
import { useHub, useObservable } from './hub-context.tsx';
import { routeToPath } from './routes.ts';
import { describeSaved, type SavedTone } from './saved-state.ts';
import classes from './saved-state-link.module.css';

const icons: Readonly<Record<SavedTone, Icon>> = {
  busy: IconLoader2,
  good: IconCircleCheckFilled,
  partial: IconCircleHalf2,
  local: IconDeviceLaptop,
  bad: IconAlertTriangleFilled,
};

/** Where this device's edits are, in words; opens Sync. Stands at the top on every size of screen. */
export function SavedStateLink() {
  const { tone, label } = describeSaved(useObservable(useHub().saved));
  const Picture = icons[tone];
  return (
    <Link
      href={routeToPath({ page: 'sync' })}
      className={classes.link}
      data-tone={tone}
      aria-label={`${label}, ${savedText.opensSync}`}
      title={shellText.sync}
    >
      <Picture size={16} aria-hidden="true" className={classes.icon} />
      <span className={classes.label}>{label}</span>
    </Link>
  );
}

/** Says loudly, on every screen, that this device cannot save, why, and what to do. */
export function SavedStateAlarm() {
  const { tone, label, advice } = describeSaved(useObservable(useHub().saved));
  if (tone !== 'bad') return null;
  return (
    <div role="alert" className={classes.alarm}>
      <IconAlertTriangleFilled size={18} aria-hidden="true" className={classes.alarmIcon} />
      <p>
        <strong>{label}.</strong> {advice} {savedText.keepOpen}{' '}
        <Link href={routeToPath({ page: 'sync' })}>{savedText.details}</Link>
      </p>
    </div>
  );
}
