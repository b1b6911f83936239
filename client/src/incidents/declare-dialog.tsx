import {
  Alert,
  Button,
  Checkbox,
  Group,
  Modal,
  NativeSelect,
  Radio,
  Text,
  TextInput,
} from '@mantine/core';
import { severities, type Severity } from '@holdfast/shared/model/incident-terms';
import {
  type IncidentTemplate,
  titleFromTemplate,
} from '@holdfast/shared/model/incident-templates';
import { useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { DeclareFrom } from '../app/dialogs.tsx';
import { useHub, useObservable, useProjection } from '../app/hub-context.tsx';
import { incidentPath } from '../app/routes.ts';
import { incidentTemplatesText } from '../ui/text/incident-templates.ts';
import { incidentsText } from '../ui/text/incidents.ts';
import { useSecretCheck } from '../ui/use-secret-check.tsx';
import { createIncidentActions } from './incident-actions.ts';
import { listTemplates } from './incident-templates.ts';
import { useIncidentWords } from './incident-words.ts';
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
  const names = useIncidentWords();
  const [, setPath] = useLocation();
  const [title, setTitle] = useState('');
  const [severity, setSeverity] = useState<Severity>(usualSeverity);
  const [drill, setDrill] = useState(false);
  const [takeCommand, setTakeCommand] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const caret = useRef<number>(undefined);
  const workspace = useProjection('workspace');
  const templates = listTemplates(workspace);
  const [chosen, setChosen] = useState('');
  const [filled, setFilled] = useState('');
  const template = templates.find(({ id }) => id === chosen);
  const { submit: check, warning } = useSecretCheck([title], () => void declare());

  function choose(id: string): void {
    setChosen(id);
    const next = templates.find((one) => one.id === id);
    if (next !== undefined) setSeverity(next.severity);
    // What somebody wrote by hand is theirs.
    if (title.trim() !== '' && title !== filled) return;
    const begun = titleFromTemplate(next?.title ?? '', {
      component: from?.components?.[0] ?? next?.components[0],
      alert: from?.alerts?.[0],
    });
    setTitle(begun.title);
    setFilled(begun.title);
    setProblem(undefined);
    caret.current = begun.caret;
  }

  /** Whoever comes to the title after choosing goes on where the template does not know. */
  function placeCaret(): void {
    const at = caret.current;
    caret.current = undefined;
    if (at === undefined) return;
    // A browser that was tabbed to the field selects all of it after this; unless somebody has typed.
    requestAnimationFrame(() => {
      if (field.current?.value === title) field.current.setSelectionRange(at, at);
    });
  }

  const known = [
    ...(from?.alerts ?? []).map((one) => words.fromAlert(one)),
    ...(from?.runbook === undefined ? (from?.components ?? []) : []).map((one) =>
      words.fromComponent(one),
    ),
  ].join(', ');

  async function declare(): Promise<void> {
    if (busy) return;
    setBusy(true);
    const declared = await actions.declare({
      title,
      severity,
      drill,
      takeCommand,
      ...(from?.runbook === undefined ? {} : { from: from.runbook.name }),
      components: [...(from?.components ?? []), ...(template?.components ?? [])],
      alerts: from?.alerts ?? [],
      ...(template === undefined
        ? {}
        : {
            note: template.note,
            actions: template.actions,
            suggests: template.runbook,
            template: template.name,
          }),
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
      <form
        onSubmit={(event) => {
          event.preventDefault();
          check();
        }}
      >
        <TextInput
          ref={field}
          onFocus={placeCaret}
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
        {known !== '' && (
          <Text size="sm" c="dimmed" mt={6} style={{ overflowWrap: 'anywhere' }}>
            {known}
          </Text>
        )}
        {warning}
        {templates.length > 0 && (
          <NativeSelect
            mt="md"
            label={incidentTemplatesText.field}
            value={chosen}
            data={[
              { value: '', label: incidentTemplatesText.none },
              ...templates.map(({ id, name: label }) => ({ value: id, label })),
            ]}
            onChange={(event) => choose(event.currentTarget.value)}
          />
        )}
        {template !== undefined && <WhatComes template={template} />}
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
                <span className={classes.meaning}>{names.severity(one).long}</span>
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

/** What a template puts into the incident, so that nothing in it surprises anybody. */
function WhatComes(props: { readonly template: IncidentTemplate }) {
  const { note, actions, components, runbook } = props.template;
  const title = useProjection(runbook)?.title;
  const adds = incidentTemplatesText.adds;
  const parts = [
    ...(note === '' ? [] : [adds.note]),
    ...(actions.length === 0 ? [] : [adds.actions(actions.length)]),
    ...(components.length === 0 ? [] : [adds.components(components.join(', '))]),
    ...(title === undefined ? [] : [adds.runbook(title)]),
  ];
  if (parts.length === 0) return null;
  return (
    <Text size="xs" c="dimmed" mt={4} style={{ overflowWrap: 'anywhere' }}>
      {adds.label} {parts.join('; ')}.
    </Text>
  );
}
