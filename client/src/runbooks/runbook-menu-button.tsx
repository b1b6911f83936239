import type { ComponentProps } from 'react';
import { DotsButton } from '../ui/dots-button.tsx';
import { runbooksText } from '../ui/text/runbooks.ts';

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
    <DotsButton
      label={runbooksText.menu(title)}
      size={withOpen === true ? 'row' : 'page'}
      {...button}
    />
  );
}
