import { IconDots } from '@tabler/icons-react';
import type { ComponentProps } from 'react';
import { runbooksText } from '../ui/text/runbooks.ts';
import classes from './runbook-menu.module.css';

export interface RunbookMenuProps {
  readonly name: string;
  readonly title: string;
  readonly archived: boolean;
  readonly tabIndex?: number;
  /** In lists: also the ways in. On the page itself one is there already; printing is offered instead. */
  readonly withOpen?: boolean;
}

/** The three dots behind which a runbook's menu is. */
export function RunbookMenuButton({
  name: _name,
  title,
  archived: _archived,
  withOpen,
  ...button
}: RunbookMenuProps & ComponentProps<'button'>) {
  return (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={false}
      aria-label={runbooksText.menu(title)}
      {...button}
      className={classes.button}
      data-size={withOpen === true ? 'row' : 'page'}
    >
      <IconDots size={17} aria-hidden="true" />
    </button>
  );
}
