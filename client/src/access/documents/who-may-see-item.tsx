import { Menu } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useDialogs } from '../../app/dialogs.tsx';
import { accessDocumentsText } from '../../ui/text/access-documents.ts';
import { useAccess } from '../use-access.ts';

/** In a document's menu: who may see it. Nothing where relays give everything to everybody. */
export function WhoMaySeeItem(props: { readonly name: string; readonly title: string }) {
  const { show } = useDialogs();
  if (useAccess().kind !== 'granted') return null;
  return (
    <Menu.Item
      leftSection={<IconLock size={15} aria-hidden="true" />}
      onClick={() => show({ kind: 'who-may-see', name: props.name, title: props.title })}
    >
      {accessDocumentsText.menu}
    </Menu.Item>
  );
}
