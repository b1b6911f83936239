import { Menu } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { DotsButton, type DotsButtonProps } from './dots-button.tsx';

interface DotsMenuProps extends Pick<DotsButtonProps, 'label' | 'size' | 'tabIndex'> {
  /** Pixels. As wide as its items where absent. */
  readonly width?: number;
  readonly children: ReactNode;
}

/** A menu behind three dots. Made when it is first wanted: a list may have thousands of rows. */
export function DotsMenu({ width, children, ...shown }: DotsMenuProps) {
  const [state, setState] = useState<'never' | 'open' | 'closed'>('never');
  const button = useRef<HTMLButtonElement>(null);
  if (state === 'never') return <DotsButton {...shown} onClick={() => setState('open')} />;
  return (
    <Menu
      position="bottom-end"
      shadow="md"
      withinPortal
      {...(width === undefined ? {} : { width })}
      opened={state === 'open'}
      onChange={(opened) => setState(opened ? 'open' : 'closed')}
      onClose={() => button.current?.focus()}
    >
      <Menu.Target>
        <DotsButton {...shown} ref={button} />
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
