import { IconAlertTriangleFilled, IconPlugConnectedX } from '@tabler/icons-react';
import { Link } from 'wouter';
import { shellText } from '../ui/text/shell.ts';
import { savedText } from '../ui/text/saved.ts';
import { routeToPath } from './routes.ts';
import { savedIcons } from './saved-icons.ts';
import { useReachNote } from './use-reach-note.ts';
import { useSaved } from './use-saved.ts';
import classes from './saved-state-link.module.css';

/** Where this device's edits are, in words; opens Sync. Stands at the top on every size of screen. */
export function SavedStateLink() {
  const { tone, label } = useSaved();
  const note = useReachNote();
  const Picture = savedIcons[tone];
  const words = note === undefined ? label : `${label}, ${savedText.reach[note]}`;
  return (
    <Link
      href={routeToPath({ page: 'sync' })}
      className={classes.link}
      data-tone={tone}
      aria-label={`${words}, ${savedText.opensSync}`}
      title={note === undefined ? shellText.sync : words}
    >
      <Picture size={16} aria-hidden="true" className={classes.icon} />
      <span className={classes.label}>{label}</span>
      {note !== undefined && (
        <span className={classes.aside}>
          <IconPlugConnectedX size={15} aria-hidden="true" className={classes.asideIcon} />
          <span className={classes.label}>{savedText.reach[note]}</span>
        </span>
      )}
    </Link>
  );
}

/** Says loudly, on every screen, that this device cannot save, why, and what to do. */
export function SavedStateAlarm() {
  const { tone, label, advice } = useSaved();
  if (tone !== 'bad') return null;
  return (
    <div role="alert" className={classes.alarm}>
      <IconAlertTriangleFilled size={18} aria-hidden="true" className={classes.alarmIcon} />
      <p>
        <strong>{label}.</strong> {advice}{' '}
        <Link href={routeToPath({ page: 'sync' })}>{savedText.details}</Link>
      </p>
    </div>
  );
}
