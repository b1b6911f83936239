import { Button } from '@mantine/core';
import { Link } from 'wouter';
import type { FindingAction } from './use-finding-action.ts';
import classes from './review-page.module.css';

const looks = {
  size: 'compact-sm',
  variant: 'light',
  classNames: { root: classes.act ?? '', label: classes.actWords ?? '' },
} as const;

/** The one thing that clears a finding. */
export function ActionButton({ action }: { readonly action: FindingAction }) {
  return action.path === undefined ? (
    <Button {...looks} data-act onClick={action.show}>
      {action.words}
    </Button>
  ) : (
    <Button {...looks} data-act component={Link} href={action.path} onClick={action.show}>
      {action.words}
    </Button>
  );
}
