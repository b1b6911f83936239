import { presenceIndex } from './presence-colors.ts';
import { initials } from './initials.ts';
import classes from './person-avatar.module.css';

/** A person's initials on their colour. Decorative: the name stands beside it or labels the button. */
export function PersonAvatar(props: {
  readonly name: string;
  readonly color: number;
  /** Where others beside it have the same. */
  readonly letters?: string | undefined;
}) {
  return (
    <span
      className={classes.avatar}
      style={{ backgroundColor: `var(--hf-person-${presenceIndex(props.color)})` }}
      aria-hidden="true"
    >
      {props.letters ?? initials(props.name)}
    </span>
  );
}
