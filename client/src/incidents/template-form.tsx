import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { severities } from '@holdfast/shared/model/incident-terms';
import type { IncidentTemplate } from '@holdfast/shared/model/incident-templates';
import { useMemo, useState } from 'react';
import { useProjections } from '../app/hub-context.tsx';
import { incidentTemplatesText } from '../ui/text/incident-templates.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { useIncidentWords } from './incident-words.ts';

const words = incidentTemplatesText.form;

/** A template as it is written; `onSave` gives the problem in words, or undefined when it went well. */
export function TemplateForm(props: {
  readonly template: IncidentTemplate;
  readonly isNew: boolean;
  readonly onSave: (template: IncidentTemplate) => Promise<string | undefined>;
  readonly onClose: () => void;
}) {
  const [template, setTemplate] = useState(props.template);
  const [actions, setActions] = useState(props.template.actions.join('\n'));
  const [components, setComponents] = useState(props.template.components.join('\n'));
  const [problem, setProblem] = useState<string>();
  const names = useIncidentWords();
  const runbooks = useRunbookChoices(template.runbook);
  const change = (part: Partial<IncidentTemplate>) => {
    setTemplate({ ...template, ...part });
    setProblem(undefined);
  };

  async function save(): Promise<void> {
    const { name, title, severity, note, runbook, id } = template;
    const failed = await props.onSave({
      ...{ id, name, title, severity, note, runbook },
      actions: actions.split('\n'),
      components: components.split('\n'),
    });
    if (failed === undefined) props.onClose();
    else setProblem(failed);
  }

  return (
    <DialogForm
      title={props.isNew ? words.newTitle : words.editTitle}
      submit={words.submit}
      cancel={words.cancel}
      problem={problem}
      texts={[template.name, template.title, template.note, actions, components]}
      shared={JSON.stringify(props.template)}
      onSubmit={() => void save()}
      onClose={props.onClose}
    >
      <TextInput
        label={words.name}
        value={template.name}
        data-autofocus
        autoComplete="off"
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        mt="sm"
        label={words.pattern}
        description={words.patternHint}
        value={template.title}
        autoComplete="off"
        dir="auto"
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <NativeSelect
        mt="sm"
        label={words.severity}
        value={String(template.severity)}
        data={severities.map((one) => ({
          value: String(one),
          label: `${names.severity(one).short}: ${names.severity(one).long}`,
        }))}
        onChange={(event) => {
          const { value } = event.currentTarget;
          change({ severity: severities.find((one) => String(one) === value) ?? 3 });
        }}
      />
      <Textarea
        mt="sm"
        label={words.note}
        value={template.note}
        autosize
        minRows={2}
        maxRows={6}
        dir="auto"
        onChange={(event) => change({ note: event.currentTarget.value })}
      />
      <Textarea
        mt="sm"
        label={words.actions}
        description={words.actionsHint}
        value={actions}
        autosize
        minRows={3}
        maxRows={10}
        dir="auto"
        onChange={(event) => setActions(event.currentTarget.value)}
      />
      <Textarea
        mt="sm"
        label={words.components}
        description={words.componentsHint}
        value={components}
        autosize
        minRows={1}
        maxRows={5}
        dir="auto"
        onChange={(event) => setComponents(event.currentTarget.value)}
      />
      <NativeSelect
        mt="sm"
        label={words.runbook}
        value={template.runbook}
        data={runbooks}
        onChange={(event) => change({ runbook: event.currentTarget.value })}
      />
    </DialogForm>
  );
}

/** All runbooks by title; also the one that is chosen, where it is archived or not here. */
function useRunbookChoices(chosen: string): { readonly value: string; readonly label: string }[] {
  const projections = useProjections();
  return useMemo(() => {
    const found = [...(projections ?? [])].flatMap(([value, one]) =>
      one.kind === 'runbook' && (value === chosen || (!one.archived && !one.template))
        ? [{ value: String(value), label: one.title }]
        : [],
    );
    const isHere = chosen === '' || found.some(({ value }) => value === chosen);
    return [
      { value: '', label: words.noRunbook },
      ...(isHere ? [] : [{ value: chosen, label: words.goneRunbook }]),
      ...found.toSorted((a, b) => a.label.localeCompare(b.label)),
    ];
  }, [chosen, projections]);
}
