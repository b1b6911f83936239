import { Menu } from '@mantine/core';
import { useAnnounce } from '../../app/announcer.tsx';
import { DotsMenu } from '../../ui/dots-menu.tsx';
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

/** What can be done with a person, a device or an invitation. */
export function AccessMenu({ label, id, items }: AccessMenuProps) {
  const announce = useAnnounce();
  return (
    <DotsMenu label={label} size="row">
      {items.map(({ label: item, danger, run }) => (
        <Menu.Item key={item} onClick={run} {...(danger === true ? { color: 'red' } : {})}>
          {item}
        </Menu.Item>
      ))}
      <Menu.Item
        onClick={() => {
          navigator.clipboard.writeText(id).then(
            () => announce(commonText.copied),
            () => announce(commonText.copyFailed),
          );
        }}
      >
        {accessText.people.copyId}
      </Menu.Item>
    </DotsMenu>
  );
}
