import { ActionIcon, Button, Group, Modal, Text } from '@mantine/core';
import { createId } from '@holdfast/shared/model/ids';
import {
  putIncidentTemplate,
  removeIncidentTemplate,
  restoreIncidentTemplate,
} from '@holdfast/shared/model/incident-templates';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useHub, useProjection } from '../app/hub-context.tsx';
import { showNotice, showProblem } from '../ui/notice.tsx';
import { incidentTemplatesText as words } from '../ui/text/incident-templates.ts';
import { listTemplates, removedBuiltIns, type ListedTemplate } from './incident-templates.ts';
import { SeverityMark } from './marks.tsx';
import { TemplateForm } from './template-form.tsx';
import { useChangeWorkspace } from './use-workspace-document.ts';
import classes from './templates-dialog.module.css';

/** The workspace's templates for incidents: looked at, made, changed and removed. */
export function TemplatesDialog(props: { readonly onClose: () => void }) {
  const workspace = useProjection('workspace');
  const hub = useHub();
  const change = useChangeWorkspace();
  const [edited, setEdited] = useState<ListedTemplate>();
  const templates = listTemplates(workspace);
  const removed = removedBuiltIns(workspace);

  function begin(): void {
    const { random, nowMs } = hub.entryContext();
    setEdited({
      id: createId(random, nowMs).toLowerCase(),
      name: '',
      title: '',
      severity: 3,
      note: '',
      actions: [],
      runbook: '',
      components: [],
      comesWithTheApp: false,
    });
  }

  async function attempt(command: Parameters<typeof change>[0]): Promise<boolean> {
    const problem = await change(command);
    if (problem !== undefined) showProblem(words.failed, problem);
    return problem === undefined;
  }

  async function remove(template: ListedTemplate): Promise<void> {
    const { id, comesWithTheApp } = template;
    const before =
      workspace?.kind === 'workspace'
        ? workspace.incidentTemplates.own.find((one) => one.id === id)
        : undefined;
    if (!(await attempt((doc) => removeIncidentTemplate(doc, id, comesWithTheApp)))) return;
    showNotice(words.removed(template.name), {
      label: words.undo,
      run: () =>
        void attempt((doc) =>
          before === undefined
            ? restoreIncidentTemplate(doc, id)
            : putIncidentTemplate(doc, before),
        ),
    });
  }

  if (edited !== undefined) {
    return (
      <TemplateForm
        template={edited}
        isNew={edited.name === ''}
        onSave={(next) => change((doc) => putIncidentTemplate(doc, next))}
        onClose={() => setEdited(undefined)}
      />
    );
  }
  return (
    <Modal opened onClose={props.onClose} title={words.title} size="lg" yOffset="8vh">
      <Text size="sm" c="dimmed">
        {words.lead}
      </Text>
      {templates.length === 0 && <p role="status">{words.empty}</p>}
      <ul className={classes.list} aria-label={words.list}>
        {templates.map((template) => (
          <li key={template.id} className={classes.row}>
            <SeverityMark severity={template.severity} />
            <span className={classes.name}>
              <span dir="auto">{template.name}</span>
              {template.comesWithTheApp && (
                <span className={classes.aside}>{words.comesWithTheApp}</span>
              )}
            </span>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={words.edit(template.name)}
              onClick={() => setEdited(template)}
            >
              <IconPencil size={17} aria-hidden="true" />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={words.remove(template.name)}
              onClick={() => void remove(template)}
            >
              <IconTrash size={17} aria-hidden="true" />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <Group justify="space-between" gap="xs" mt="md">
        {removed.length > 0 ? (
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            onClick={() =>
              void attempt((doc) => {
                for (const id of removed) restoreIncidentTemplate(doc, id);
                return { ok: true, changed: true };
              })
            }
          >
            {words.bringBack}
          </Button>
        ) : (
          <span />
        )}
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={props.onClose}>
            {words.close}
          </Button>
          <Button
            size="xs"
            leftSection={<IconPlus size={15} aria-hidden="true" />}
            onClick={begin}
            data-autofocus
          >
            {words.create}
          </Button>
        </Group>
      </Group>
    </Modal>
  );
}
