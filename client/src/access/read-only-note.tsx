import { IconLock } from '@tabler/icons-react';
import classes from './read-only-note.module.css';

/** Why something cannot be done here, and whom to ask, in the place of what would do it. */
export function ReadOnlyNote({ why }: { readonly why: string }) {
  return (
    <p className={classes.note} role="note">
      <IconLock size={16} aria-hidden="true" />
      <span>{why}</span>
    </p>
  );
}
