import { Button, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';

/** What the role does not allow, in its usual place; why, and whom to ask, is said to whoever points or reads there. */
export function DisabledButton(props: {
  readonly why: string;
  readonly icon?: ReactNode;
  readonly children: string;
}) {
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={props.icon}
      data-disabled
      aria-disabled
      title={props.why}
    >
      {props.children}
      <VisuallyHidden>. {props.why}</VisuallyHidden>
    </Button>
  );
}
