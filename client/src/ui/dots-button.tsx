import { IconDots } from '@tabler/icons-react';
import type { ComponentProps } from 'react';
import classes from './dots-button.module.css';

export interface DotsButtonProps extends ComponentProps<'button'> {
  /** For a screen reader: of what it is the menu. */
  readonly label: string;
  /** Of a whole page, of a row in a list, or beside a step's other buttons. */
  readonly size: 'page' | 'row' | 'step';
}

/** The three dots behind which a menu is. */
export function DotsButton({ label, size, ...button }: DotsButtonProps) {
  return (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={false}
      aria-label={label}
      {...button}
      className={classes.button}
      data-size={size}
    >
      <IconDots size={17} aria-hidden="true" />
    </button>
  );
}
