import { Button, Tooltip, VisuallyHidden } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import classes from './disabled-button.module.css';

/**
 * What the role does not allow, in its usual place. It can be reached all the same, by pointer, key and
 * finger: why it is disabled, and whom to ask, stands beside it then.
 */
export function DisabledButton(props: {
  readonly why: string;
  readonly icon?: ReactNode;
  readonly children: string;
}) {
  const id = useId();
  const [isShown, setIsShown] = useState(false);
  const show = () => setIsShown(true);
  const hide = () => setIsShown(false);
  return (
    <Tooltip
      label={props.why}
      opened={isShown}
      multiline
      maw={300}
      withArrow
      // Within the page's landmarks, so that who goes by these comes upon it.
      portalProps={{ target: 'main' }}
    >
      <Button
        size="xs"
        variant="default"
        className={classes.button ?? ''}
        leftSection={props.icon}
        aria-disabled
        aria-describedby={id}
        // Said once: not in the browser's own bubble beside this one.
        title={isShown ? undefined : props.why}
        // A finger has no pointer to rest, and in some browsers gives no focus either.
        onClick={show}
        onMouseEnter={show}
        onMouseLeave={hide}
        onFocus={show}
        onBlur={hide}
        onKeyDown={({ key }) => {
          if (key === 'Escape') hide();
        }}
      >
        {props.children}
        <VisuallyHidden id={id} aria-hidden>
          {props.why}
        </VisuallyHidden>
      </Button>
    </Tooltip>
  );
}
