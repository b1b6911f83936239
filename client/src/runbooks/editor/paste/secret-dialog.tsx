import { Button, Group, Modal, Text } from '@mantine/core';
import { secretDialogText } from '../../../ui/text/lint.ts';
import type { HeldInsertion } from './secret-guard.ts';

/** Asks before a secret comes into a text that everybody gets. To close it is to keep it out. */
export function SecretDialog(props: {
  readonly held: HeldInsertion;
  readonly onClose: () => void;
}) {
  const { held, onClose } = props;
  const choose = (act: () => void) => () => {
    onClose();
    act();
  };
  return (
    <Modal opened onClose={onClose} title={secretDialogText.title} size="md" yOffset="12vh">
      <Text size="sm">{secretDialogText.body(held.kinds)}</Text>
      <Text size="sm" c="dimmed" mt="xs">
        {secretDialogText.why}
      </Text>
      <Group justify="flex-end" gap="xs" mt="md">
        <Button size="xs" variant="default" onClick={choose(held.insert)}>
          {secretDialogText.insert}
        </Button>
        <Button size="xs" variant="default" onClick={choose(held.insertHidden)}>
          {secretDialogText.hide}
        </Button>
        <Button size="xs" data-autofocus onClick={onClose}>
          {secretDialogText.keepOut}
        </Button>
      </Group>
    </Modal>
  );
}
