import { Menu } from '@mantine/core';
import { IconFileExport, IconFileImport, IconPrinter } from '@tabler/icons-react';
import { noFilter, routeToPath, type RunbookFilter } from '../app/routes.ts';
import { useRoute } from '../app/use-route.ts';
import { transferText } from '../ui/text/transfer.ts';
import { ListMenuButton, type ListMenuProps } from './list-menu-button.tsx';
import { useExport } from './use-export.ts';
import { useState } from 'react';
import { MenuWhy } from '../access/menu-why.tsx';
import { useMay } from '../access/use-may.ts';

const icon = { size: 15, 'aria-hidden': true } as const;

/** The menu of the list, open from the start. */
export function OpenListMenu(props: ListMenuProps) {
  const { filter, shown } = props;
  const [isOpen, setIsOpen] = useState(true);
  const [, navigate] = useRoute();
  const exportRunbooks = useExport();
  const isPart = shown.length > 0 && addressOf(filter) !== addressOf(noFilter);
  const may = useMay('edit', 'runbook:new');
  return (
    <Menu
      position="bottom-end"
      shadow="md"
      width={230}
      withinPortal
      opened={isOpen}
      onChange={setIsOpen}
    >
      <Menu.Target>
        <ListMenuButton />
      </Menu.Target>
      <Menu.Dropdown>
        <MenuWhy may={may} />
        <Menu.Item
          disabled={!may.ok}
          leftSection={<IconFileImport {...icon} />}
          onClick={() => navigate({ page: 'import' })}
        >
          {transferText.importLink}
        </Menu.Item>
        <Menu.Divider />
        {isPart && (
          <Menu.Item
            leftSection={<IconFileExport {...icon} />}
            onClick={() => exportRunbooks(shown.map(({ name }) => name))}
          >
            {transferText.exportShown(shown.length)}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconFileExport {...icon} />} onClick={() => exportRunbooks()}>
          {transferText.exportAll}
        </Menu.Item>
        <Menu.Divider />
        {isPart && (
          <Menu.Item
            leftSection={<IconPrinter {...icon} />}
            onClick={() => navigate({ page: 'print', filter })}
          >
            {transferText.printShown(shown.length)}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconPrinter {...icon} />}
          onClick={() => navigate({ page: 'print', filter: noFilter })}
        >
          {transferText.printAll}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The same for filters that choose the same, in whatever order. */
function addressOf(filter: RunbookFilter): string {
  return routeToPath({ page: 'print', filter: { ...filter, sort: noFilter.sort } });
}
