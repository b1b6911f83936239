import { ActionIcon } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { ComponentProps } from 'react';
import type { RunbookFilter } from '../app/routes.ts';
import type { RunbookRow } from '../runbooks/list-model.ts';
import { runbooksText } from '../ui/text/runbooks.ts';

export interface ListMenuProps {
  readonly filter: RunbookFilter;
  readonly shown: readonly RunbookRow[];
}

/** The three dots behind which the list's menu is. */
export function ListMenuButton(props: Pick<ComponentProps<'button'>, 'ref' | 'onClick'>) {
  return (
    <ActionIcon
      variant="default"
      size={30}
      aria-label={runbooksText.listMenu}
      aria-haspopup="menu"
      aria-expanded={false}
      {...props}
    >
      <IconDots size={17} aria-hidden="true" />
    </ActionIcon>
  );
}
