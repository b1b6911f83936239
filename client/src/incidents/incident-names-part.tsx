import { ActionIcon, Button, TextInput } from '@mantine/core';
import { builtInRoles, severities } from '@holdfast/shared/model/incident-terms';
import {
  nameSeverity,
  putRole,
  removeRole,
  roleIdFor,
  type IncidentNames,
  type NamedRole,
} from '@holdfast/shared/model/incident-names';
import { IconTrash } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useProjection } from '../app/hub-context.tsx';
import { showNotice, showProblem } from '../ui/notice.tsx';
import { SavedField } from '../ui/saved-field.tsx';
import { Section } from '../ui/section.tsx';
import { incidentNamesText as words } from '../ui/text/incident-names.ts';
import { incidentsText } from '../ui/text/incidents.ts';
import { useIncidentWords } from './incident-words.ts';
import { useChangeWorkspace } from './use-workspace-document.ts';
import classes from './incident-names-part.module.css';
import { Writes } from '../access/writes.tsx';

type Change = Parameters<ReturnType<typeof useChangeWorkspace>>[0];

function useAttempt(): (command: Change) => Promise<boolean> {
  const change = useChangeWorkspace();
  return async (command) => {
    const problem = await change(command);
    if (problem !== undefined) showProblem(words.failed, problem);
    return problem === undefined;
  };
}

/** What this workspace calls severities and roles. */
export function IncidentNamesPart() {
  return (
    <Section title={words.title} lead={words.lead}>
      <Writes operation="administer">
        <Severities />
        <Roles />
      </Writes>
    </Section>
  );
}

function useNames(): IncidentNames {
  const workspace = useProjection('workspace');
  return workspace?.kind === 'workspace' ? workspace.incidentNames : { roles: [], severities: [] };
}

function Severities() {
  const names = useNames();
  const attempt = useAttempt();
  return (
    <>
      <h3 className={classes.heading}>{words.severities}</h3>
      {severities.map((severity) => {
        const usual = incidentsText.severities[severity];
        const said = names.severities.find((one) => one.severity === severity);
        const { short = '', long = '' } = said ?? {};
        return (
          <div key={severity} className={classes.severity}>
            <SavedField
              className={classes.field}
              label={words.short(severity)}
              placeholder={usual.short}
              value={short}
              onSave={(next) =>
                attempt((doc) => nameSeverity(doc, { severity, long, short: next }))
              }
            />
            <SavedField
              className={classes.field}
              label={words.long(severity)}
              placeholder={usual.long}
              value={long}
              onSave={(next) =>
                attempt((doc) => nameSeverity(doc, { severity, short, long: next }))
              }
            />
          </div>
        );
      })}
    </>
  );
}

function Roles() {
  const names = useNames();
  const shown = useIncidentWords();
  const attempt = useAttempt();
  const [added, setAdded] = useState('');

  async function add(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (added.trim() === '') return;
    const id = roleIdFor(added, shown.roles);
    if (await attempt((doc) => putRole(doc, { id, name: added, instructions: '' }))) setAdded('');
  }

  return (
    <>
      <h3 className={classes.heading}>{words.roles}</h3>
      <ul className={classes.roles}>
        {shown.roles.map((id) => (
          <Role
            key={id}
            id={id}
            said={names.roles.find((one) => one.id === id)}
            attempt={attempt}
          />
        ))}
      </ul>
      <form className={classes.add} onSubmit={(event) => void add(event)}>
        <TextInput
          size="xs"
          aria-label={words.add}
          placeholder={words.add}
          value={added}
          autoComplete="off"
          onChange={(event) => setAdded(event.currentTarget.value)}
        />
        <Button size="xs" variant="default" type="submit">
          {words.addButton}
        </Button>
      </form>
    </>
  );
}

function Role(props: {
  readonly id: string;
  readonly said: NamedRole | undefined;
  readonly attempt: (command: Change) => Promise<boolean>;
}) {
  const { id, said, attempt } = props;
  const shown = useIncidentWords();
  const known = builtInRoles.find((one) => one === id);
  const usual = known === undefined ? '' : incidentsText.roles[known];
  const usualInstructions = known === undefined ? '' : incidentsText.details.instructions[known];
  const name = said?.name ?? '';
  const instructions = said?.instructions ?? '';

  async function save(next: { name?: string; instructions?: string }): Promise<boolean> {
    const role = { id, name, instructions, ...next };
    // Back to what the app calls it.
    if (known !== undefined && role.name.trim() === '') {
      if (role.instructions.trim() === '') return attempt((doc) => removeRole(doc, id));
      role.name = usual;
    }
    return attempt((doc) => putRole(doc, role));
  }

  async function remove(): Promise<void> {
    if (said === undefined || !(await attempt((doc) => removeRole(doc, id)))) return;
    showNotice(words.removed(said.name), {
      label: words.undo,
      run: () => void attempt((doc) => putRole(doc, said)),
    });
  }

  return (
    <li className={classes.role}>
      <div className={classes.roleLine}>
        <SavedField
          className={classes.field}
          label={words.role(shown.role(id))}
          placeholder={usual}
          value={name}
          onSave={(next) => save({ name: next })}
        />
        {known === undefined && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={words.remove(name)}
            onClick={() => void remove()}
          >
            <IconTrash size={16} aria-hidden="true" />
          </ActionIcon>
        )}
      </div>
      <details className={classes.more}>
        <summary>{words.more(shown.role(id))}</summary>
        <SavedField
          className={classes.field}
          long
          label={words.instructions(shown.role(id))}
          placeholder={usualInstructions}
          value={instructions}
          onSave={(next) => save({ instructions: next })}
        />
      </details>
    </li>
  );
}
