import { Button, Group, Modal, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { namedValues } from '../ui/secrets-in.ts';
import { runsText } from '../ui/text/runs.ts';
import { useSecretCheck } from '../ui/use-secret-check.tsx';
import type { ShownRun } from './run-context.tsx';
import { ValueFields } from './value-fields.tsx';

const words = runsText.values;

/** Changes what is filled in, for everyone in the run. */
export function ValuesDialog(props: { readonly shown: ShownRun; readonly onClose: () => void }) {
  const { shown, onClose } = props;
  const [before] = useState(() => shown.store.state()?.values ?? []);
  const [values, setValues] = useState<ReadonlyMap<string, string>>(
    () => new Map(before.map(({ name, value }) => [name, value])),
  );

  const { submit: check, warning } = useSecretCheck(namedValues(values, before), fill);
  function submit(event: FormEvent): void {
    event.preventDefault();
    check();
  }

  function fill(): void {
    for (const { name, value } of before) {
      const next = values.get(name) ?? '';
      // Only what was changed here: others may have changed the rest meanwhile.
      if (next !== value) shown.attempt(shown.actions.fill(name, next));
    }
    onClose();
  }

  return (
    <Modal opened onClose={onClose} title={words.title} size="md" yOffset="10vh">
      <form onSubmit={submit}>
        <Text size="sm" c="dimmed" mb="sm">
          {words.hint}
        </Text>
        <ValueFields
          variables={before}
          values={values}
          onChange={(name, value) => setValues(new Map(values).set(name, value))}
        />
        {warning}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button size="xs" variant="default" onClick={onClose}>
            {runsText.words.cancel}
          </Button>
          <Button size="xs" type="submit">
            {words.save}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
