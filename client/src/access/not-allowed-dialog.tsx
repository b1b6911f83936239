import { Button, Group, Modal, Text } from '@mantine/core';
import { accessStateText } from '../ui/text/access-state.ts';

const words = accessStateText.notAllowed;

/** In the place of a dialog whose work the role does not allow: why, and whom to ask. */
export function NotAllowedDialog(props: { readonly why: string; readonly onClose: () => void }) {
  return (
    <Modal opened onClose={props.onClose} title={words.title} size={440} yOffset="8vh">
      <Text size="sm">{props.why}</Text>
      <Group justify="flex-end" mt="md">
        <Button size="xs" data-autofocus onClick={props.onClose}>
          {words.close}
        </Button>
      </Group>
    </Modal>
  );
}
