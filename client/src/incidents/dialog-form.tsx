import { Alert, Button, Group, Modal } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';

/** A dialog with fields: what is wrong with them, the way out and the way on. */
export function DialogForm(props: {
  readonly title: string;
  readonly submit: string;
  readonly cancel: string;
  readonly problem: string | undefined;
  readonly disabled?: boolean;
  readonly extra?: ReactNode;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Modal opened onClose={props.onClose} title={props.title} size="lg" yOffset="8vh">
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          props.onSubmit();
        }}
      >
        {props.children}
        {props.problem !== undefined && (
          <Alert color="red" mt="sm" p="xs" role="alert">
            {props.problem}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button size="xs" variant="default" onClick={props.onClose}>
            {props.cancel}
          </Button>
          {props.extra}
          <Button size="xs" type="submit" disabled={props.disabled === true}>
            {props.submit}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
