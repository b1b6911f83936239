import { Alert, Button, Checkbox, Group, Modal, Radio, Text, TextInput } from '@mantine/core';
import { severities, type Severity } from '@holdfast/shared/model/incident-entries';
import { useMemo, useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';
import type { DeclareFrom } from '../app/dialogs.tsx';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { incidentPath } from '../app/routes.ts';
import { incidentsText } from '../ui/text/incidents.ts';
import { createIncidentActions } from './incident-actions.ts';
import { SeverityMark } from './marks.tsx';
import classes from './declare-dialog.module.css';

const words = incidentsText.declare;
const usualSeverity: Severity = 3;

/** One line is enough; Enter declares. */
export function DeclareDialog(props: {
  readonly from: DeclareFrom | undefined;
  readonly onClose: () => void;
}) {
  const { from, onClose } = props;
  const hub = useHub();
  const { name } = useObservable(hub.me);
  const actions = useMemo(() => createIncidentActions({ hub }), [hub]);
  const [, setPath] = useLocation();
  const [title, setTitle] = useState('');
  const [severity, setSeverity] = useState<Severity>(usualSeverity);
  const [drill, setDrill] = useState(false);
  const [takeCommand, setTakeCommand] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const declared = await actions.declare({
      title,
      severity,
      drill,
      takeCommand,
      ...(from?.runbook === undefined ? {} : { from: from.runbook.name }),
      components: from?.components ?? [],
      alerts: from?.alerts ?? [],
    });
    setBusy(false);
    if (!declared.ok) {
      setProblem(declared.problem);
      return;
    }
    onClose();
    setPath(incidentPath(declared.name));
  }

  return (
    <Modal opened onClose={onClose} title={words.title} size={520} yOffset="8vh">
      <form onSubmit={(event) => void submit(event)}>
        <TextInput
          label={words.field}
          description={words.hint}
          placeholder={words.placeholder}
          value={title}
          onChange={(event) => {
            setTitle(event.currentTarget.value);
            setProblem(undefined);
          }}
          error={problem}
          maxLength={200}
          data-autofocus
          autoComplete="off"
        />
        {from?.runbook !== undefined && (
          <Text size="sm" c="dimmed" mt={6} style={{ overflowWrap: 'anywhere' }}>
            {words.from(from.runbook.title)}
          </Text>
        )}
        <Radio.Group
          mt="md"
          label={words.severity}
          value={String(severity)}
          onChange={(value) =>
            setSeverity(severities.find((one) => String(one) === value) ?? usualSeverity)
          }
        >
          <div className={classes.severities}>
            {severities.map((one) => (
              <Radio.Card key={one} value={String(one)} className={classes.severity}>
                <Radio.Indicator size="xs" />
                <SeverityMark severity={one} />
                <span className={classes.meaning}>{incidentsText.severities[one].long}</span>
              </Radio.Card>
            ))}
          </div>
        </Radio.Group>
        <Group gap="lg" mt="md">
          {name !== '' && (
            <Checkbox
              size="xs"
              label={words.command}
              checked={takeCommand}
              onChange={(event) => setTakeCommand(event.currentTarget.checked)}
            />
          )}
          <Checkbox
            size="xs"
            label={words.drill}
            checked={drill}
            onChange={(event) => setDrill(event.currentTarget.checked)}
          />
        </Group>
        {drill && (
          <Alert color="grape" mt="sm" p="xs" variant="light">
            {words.drillHint}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button size="xs" variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button size="xs" color="red" type="submit" loading={busy}>
            {words.submit}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
