import { Modal, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { IconBook, IconFlame, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { HitWords } from '../runbooks/hit-words.tsx';
import type { Marks, SearchHit } from '../hub/client-api.ts';
import { findRunbookTitles } from '../runbooks/list-model.ts';
import { useFullTextSearch } from '../runbooks/use-full-text-search.ts';
import { MarkedText } from '../ui/marked-text.tsx';
import { Keys } from '../ui/keys.tsx';
import { useIncidentWords } from '../incidents/incident-words.ts';
import { useLockNow } from '../lock/use-lock-now.ts';
import { incidentsText } from '../ui/text/incidents.ts';
import { runbooksText } from '../ui/text/runbooks.ts';
import { paletteText } from '../ui/text/palette.ts';
import { commandText } from '../ui/text/shell.ts';
import { matchCommands, type Command, type CommandGroup } from './commands.ts';
import { findIncidentTitles, type FoundIncident } from './found-incidents.ts';
import { useCompleteness } from './use-completeness.ts';
import { useProjections } from './hub-context.tsx';
import { incidentPath, runbookPath } from './routes.ts';
import { paletteCommands } from './palette-commands.ts';
import { useCommands } from './use-commands.tsx';
import { useRoute } from './use-route.ts';
import classes from './palette.module.css';

const runbookLimit = 12;
const incidentLimit = 8;
/** Of those that only the search finds. */
const foundLimit = 8;
const groups: readonly CommandGroup[] = ['incident', 'run', 'here', 'do', 'go'];

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
        placeholder={phone ? paletteText.shortPlaceholder : paletteText.placeholder}
        aria-label={paletteText.placeholder}
        leftSection={<IconSearch size={18} aria-hidden="true" />}
      />
      <Results query={query} />
    </Spotlight.Root>
  );
}

function Results(props: { readonly query: string }) {
  const { query } = props;
  const projections = useProjections();
  const known = useCommands();
  const [, navigate] = useRoute();
  const { setColorScheme } = useMantineColorScheme();
  const lockNow = useLockNow();
  const commands = matchCommands(
    [...known, ...paletteCommands({ navigate, setColorScheme, lockNow })],
    query,
  );
  const runbooks = useMemo(
    () => findRunbookTitles(projections, query, runbookLimit),
    [projections, query],
  );
  const incidents = useMemo(
    () => findIncidentTitles(projections, query, incidentLimit),
    [projections, query],
  );
  const [, setPath] = useLocation();
  const incidentGroup = incidents.length > 0 && (
    <Spotlight.ActionsGroup label={commandText.groups.incidents}>
      {incidents.map((incident) => (
        <Spotlight.Action key={incident.name} onClick={() => setPath(incidentPath(incident.name))}>
          <IncidentChoice incident={incident} />
        </Spotlight.Action>
      ))}
    </Spotlight.ActionsGroup>
  );
  const runbookGroup = runbooks.length > 0 && (
    <Spotlight.ActionsGroup label={commandText.groups.runbooks}>
      {runbooks.map(({ name, title, titleMarks, archived }) => (
        <Spotlight.Action key={name} onClick={() => setPath(runbookPath(name))}>
          <RunbookChoice title={title} marks={titleMarks} archived={archived} />
        </Spotlight.Action>
      ))}
    </Spotlight.ActionsGroup>
  );
  const completeness = useCompleteness();
  const found = useFullTextSearch(query, completeness === 'arriving');
  const listed = new Set(runbooks.map(({ name }) => name));
  const hits = found.hits.filter(({ doc }) => !listed.has(doc)).slice(0, foundLimit);
  const foundGroup = hits.length > 0 && (
    <Spotlight.ActionsGroup label={commandText.groups.found}>
      {hits.map((hit) => (
        <Spotlight.Action key={hit.doc} onClick={() => setPath(runbookPath(hit.doc))}>
          <RunbookChoice
            title={hit.title}
            marks={hit.titleMarks}
            archived={isArchived(projections, hit.doc)}
            hit={hit}
          />
        </Spotlight.Action>
      ))}
    </Spotlight.ActionsGroup>
  );
  const { reading } = found;
  const stillReading =
    reading === undefined || query === ''
      ? ''
      : runbooksText.stillReading(reading.done, reading.total);
  const nothing =
    runbooks.length === 0 && incidents.length === 0 && commands.length === 0 && hits.length === 0
      ? stillReading || (found.asked ? '' : paletteText.nothing[completeness])
      : '';
  return (
    <>
      <VisuallyHidden role="status">{nothing}</VisuallyHidden>
      <Spotlight.ActionsList {...scrollableByKeys}>
        {query !== '' && runbookGroup}
        {query !== '' && incidentGroup}
        {groups.map((group) => (
          <CommandSection
            key={group}
            group={group}
            commands={commands.filter((command) => command.group === group)}
          />
        ))}
        {query !== '' && foundGroup}
        {query === '' && incidentGroup}
        {query === '' && runbookGroup}
        {nothing !== '' && <Spotlight.Empty aria-hidden="true">{nothing}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </>
  );
}

function RunbookChoice(props: {
  readonly title: string;
  readonly marks: Marks;
  readonly archived: boolean;
  readonly hit?: SearchHit;
}) {
  return (
    <span className={classes.choice}>
      <IconBook size={16} className={classes.icon} aria-hidden="true" />
      <span className={classes.body}>
        <MarkedText text={props.title} marks={props.marks} />
        {props.hit !== undefined && <HitWords hit={props.hit} className={classes.words} />}
      </span>
      {props.archived && <span className={classes.aside}>{paletteText.archived}</span>}
    </span>
  );
}

function IncidentChoice(props: { readonly incident: FoundIncident }) {
  const { title, titleMarks, severity, severityStated, status, drill, archived } = props.incident;
  const names = useIncidentWords();
  const facts = [
    ...(drill ? [incidentsText.drill] : []),
    severityStated ? names.severity(severity).short : incidentsText.notStated,
    archived ? paletteText.archived : incidentsText.statuses[status],
  ];
  return (
    <span className={classes.choice}>
      <IconFlame size={16} className={classes.icon} aria-hidden="true" />
      <span className={classes.body}>
        <MarkedText text={title} marks={titleMarks} />
      </span>
      <span className={classes.aside}>{facts.join(', ')}</span>
    </span>
  );
}

function isArchived(projections: ReturnType<typeof useProjections>, name: string): boolean {
  const projection = projections?.get(name);
  return projection?.kind === 'runbook' && projection.archived;
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
          {...(command.why !== undefined && { description: command.why, 'data-refused': true })}
          leftSection={<command.icon size={16} aria-hidden="true" />}
          rightSection={command.keys === undefined ? undefined : <Keys keys={command.keys} />}
          onClick={command.run}
        />
      ))}
    </Spotlight.ActionsGroup>
  );
}
