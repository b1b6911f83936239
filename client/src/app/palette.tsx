import { Modal, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { IconBook, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { findRunbookTitles } from '../runbooks/list-model.ts';
import { Keys } from '../ui/keys.tsx';
import { commandText } from '../ui/text/shell.ts';
import { matchCommands, type Command, type CommandGroup } from './commands.ts';
import { useCompleteness } from './use-completeness.ts';
import { useProjections } from './hub-context.tsx';
import { runbookPath } from './routes.ts';
import { useCommands } from './use-commands.tsx';
import classes from './palette.module.css';

const runbookLimit = 12;
const groups: readonly CommandGroup[] = ['here', 'do', 'go'];

/** Handed on to the scroll area inside, which the list's type does not mention. */
const scrollableByKeys = { viewportProps: { tabIndex: 0 } };

/** Goes to any runbook, does any command. */
export function Palette() {
  const [query, setQuery] = useState('');
  const phone = useMediaQuery('(max-width: 48em)');
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      clearQueryOnClose
      maxHeight="min(480px, 60vh)"
      scrollable
      size={600}
      yOffset="12vh"
      overlayProps={{ backgroundOpacity: 0.35 }}
      classNames={{ actionsGroup: classes.group, action: classes.action }}
    >
      <Modal.Title className={classes.hidden}>{commandText.palette}</Modal.Title>
      <Spotlight.Search
        placeholder={phone ? commandText.shortPlaceholder : commandText.placeholder}
        aria-label={commandText.placeholder}
        leftSection={<IconSearch size={18} aria-hidden="true" />}
      />
      <Results query={query} />
    </Spotlight.Root>
  );
}

function Results(props: { readonly query: string }) {
  const { query } = props;
  const projections = useProjections();
  const commands = matchCommands(useCommands(), query);
  const runbooks = useMemo(
    () => findRunbookTitles(projections, query, runbookLimit),
    [projections, query],
  );
  const [, setPath] = useLocation();
  const runbookGroup = runbooks.length > 0 && (
    <Spotlight.ActionsGroup label={commandText.groups.runbooks}>
      {runbooks.map(({ name, title, archived }) => (
        <Spotlight.Action
          key={name}
          label={title}
          leftSection={<IconBook size={16} aria-hidden="true" />}
          onClick={() => setPath(runbookPath(name))}
          rightSection={archived ? commandText.archived : undefined}
        />
      ))}
    </Spotlight.ActionsGroup>
  );
  const completeness = useCompleteness();
  const nothing =
    runbooks.length === 0 && commands.length === 0 ? commandText.nothing[completeness] : '';
  return (
    <>
      <VisuallyHidden role="status">{nothing}</VisuallyHidden>
      <Spotlight.ActionsList {...scrollableByKeys}>
        {query !== '' && runbookGroup}
        {groups.map((group) => (
          <CommandSection
            key={group}
            group={group}
            commands={commands.filter((command) => command.group === group)}
          />
        ))}
        {query === '' && runbookGroup}
        {nothing !== '' && <Spotlight.Empty aria-hidden="true">{nothing}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </>
  );
}

function CommandSection(props: {
  readonly group: CommandGroup;
  readonly commands: readonly Command[];
}) {
  if (props.commands.length === 0) return null;
  return (
    <Spotlight.ActionsGroup label={commandText.groups[props.group]}>
      {props.commands.map((command) => (
        <Spotlight.Action
          key={command.id}
          label={command.title}
          leftSection={<command.icon size={16} aria-hidden="true" />}
          rightSection={command.keys === undefined ? undefined : <Keys keys={command.keys} />}
          onClick={command.run}
        />
      ))}
    </Spotlight.ActionsGroup>
  );
}
