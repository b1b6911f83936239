import { Alert, Button, Group, Modal } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useSecretCheck } from './use-secret-check.tsx';

/** A dialog with fields: what is wrong with them, the way out and the way on. */
export function DialogForm(props: {
  readonly title: string;
  readonly submit: string;
  readonly cancel: string;
  readonly problem: string | undefined;
  readonly disabled?: boolean;
  /** What it does cannot be taken back: the way on is red. */
  readonly isFinal?: boolean;
  readonly extra?: ReactNode;
  /** What it makes known to everybody: somebody has to say yes to a secret in it. */
  readonly texts?: readonly string[];
  /** What everybody has already. */
  readonly shared?: string;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { submit, warning } = useSecretCheck(props.texts ?? [], props.onSubmit, props.shared);
  return (
    <Modal opened onClose={props.onClose} title={props.title} size="lg" yOffset="8vh">
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          submit();
        }}
      >
        {props.children}
        {props.problem !== undefined && (
          <Alert color="red" mt="sm" p="xs" role="alert">
            {props.problem}
          </Alert>
        )}
        {warning}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button size="xs" variant="default" onClick={props.onClose}>
            {props.cancel}
          </Button>
          {props.extra}
          <Button
            size="xs"
            type="submit"
            disabled={props.disabled === true}
            {...(props.isFinal === true ? { color: 'red' } : {})}
          >
            {props.submit}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
