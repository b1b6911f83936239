import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { type ComponentProps, useRef, useState } from 'react';
import { useAnnounce } from '../../app/announcer.tsx';
import menuClasses from '../../runbooks/runbook-menu.module.css';
import { accessText } from '../../ui/text/access.ts';
import { commonText } from '../../ui/text/common.ts';

export interface AccessMenuItem {
  readonly label: string;
  readonly danger?: boolean;
  readonly run: () => void;
}

interface AccessMenuProps {
  readonly label: string;
  readonly id: string;
  readonly items: readonly AccessMenuItem[];
}

/** What can be done with a person, a device or an invitation. Made when it is first wanted: there may be thousands. */
export function AccessMenu(props: AccessMenuProps) {
  const [state, setState] = useState<'never' | 'open' | 'closed'>('never');
  const button = useRef<HTMLButtonElement>(null);
  const announce = useAnnounce();
  if (state === 'never') return <MenuButton label={props.label} onClick={() => setState('open')} />;
  return (
    <Menu
      position="bottom-end"
      shadow="md"
      withinPortal
      opened={state === 'open'}
      onChange={(opened) => setState(opened ? 'open' : 'closed')}
      onClose={() => button.current?.focus()}
    >
      <Menu.Target>
        <MenuButton label={props.label} ref={button} />
      </Menu.Target>
      <Menu.Dropdown>
        {props.items.map(({ label, danger, run }) => (
          <Menu.Item key={label} onClick={run} {...(danger === true ? { color: 'red' } : {})}>
            {label}
          </Menu.Item>
        ))}
        <Menu.Item
          onClick={() => {
            navigator.clipboard.writeText(props.id).then(
              () => announce(commonText.copied),
              () => announce(commonText.copyFailed),
            );
          }}
        >
          {accessText.people.copyId}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function MenuButton({ label, ...button }: { readonly label: string } & ComponentProps<'button'>) {
  return (
    <button
      type="button"
      aria-haspopup="menu"
      aria-expanded={false}
      aria-label={label}
      {...button}
      className={menuClasses.button}
      data-size="row"
    >
      <IconDots size={17} aria-hidden="true" />
    </button>
  );
}
