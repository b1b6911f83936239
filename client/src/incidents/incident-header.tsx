import { ActionIcon, Menu, UnstyledButton } from '@mantine/core';
import { incidentStatuses, severities } from '@holdfast/shared/model/incident-terms';
import { setSeverity, setStatus } from '@holdfast/shared/model/incident-commands';
import { milestonesOf } from '@holdfast/shared/model/incident-fold';
import {
  IconArchive,
  IconArchiveOff,
  IconArrowMerge,
  IconChevronDown,
  IconCursorText,
  IconDots,
  IconFileDownload,
  IconLink,
  IconPrinter,
  IconReport,
} from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { WhoMaySeeItem } from '../access/documents/who-may-see-item.tsx';
import { useDialogs } from '../app/dialogs.tsx';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { incidentPath, incidentProsePath } from '../app/routes.ts';
import { durationInWords } from '../ui/duration.ts';
import { Moment } from '../ui/moment.tsx';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import { reportText } from '../ui/text/incident-report.ts';
import { incidentsText } from '../ui/text/incidents.ts';
import { shellText } from '../ui/text/shell.ts';
import { useNow } from '../ui/use-now.ts';
import { useDownloadIncident } from './export-incident.ts';
import { type DetailsPart, RolesAndComponents } from './header-facts.tsx';
import { useShownIncident } from './incident-context.tsx';
import { useIncident } from './incident-store.ts';
import { useIncidentWords } from './incident-words.ts';
import { DrillMark, SeverityMark, StatusMark } from './marks.tsx';
import { useIncidentActions } from './use-incident-actions.tsx';
import classes from '../room/room.module.css';
import { MenuWhy } from '../access/menu-why.tsx';
import { useMay } from '../access/use-may.ts';
import { Writes } from '../access/writes.tsx';

const words = incidentsText.room;
const icon = { size: 16, 'aria-hidden': true } as const;
const elapsedEveryMs = 10_000;

/** What it is, how bad, how far, since when, who does what, what is affected, and who is here. */
export function IncidentHeader(props: {
  readonly onGo: (part: DetailsPart) => void;
  /** There is room for little. */
  readonly narrow: boolean;
}) {
  const { name, store } = useShownIncident();
  const incident = useIncident(store);
  const { state, isDrill, entries, declaredAtMs, declaredBy } = incident;
  const isOver = state.status.now?.value === 'resolved';
  const nowMs = useNow(elapsedEveryMs, !isOver);
  const times = milestonesOf(state, entries);
  const sinceMs = times.started ?? declaredAtMs;
  const title = state.title.now?.value ?? incidentsText.untitled;
  return (
    <header className={classes.header}>
      <div className={classes.headline}>
        <h1 dir="auto" className={classes.title}>
          {title}
        </h1>
        <IncidentMenu title={title} archived={incident.archived} />
      </div>
      <div className={classes.facts}>
        {isDrill && <DrillMark />}
        <Writes operation="append" doc={name} isSaid>
          <SeverityMenu />
          <StatusMenu />
        </Writes>
        <Elapsed sinceMs={sinceMs} untilMs={isOver ? times.resolved : nowMs} isOver={isOver} />
        <span className={classes.fact}>
          {words.declaredBy(declaredBy)} <Moment atMs={declaredAtMs} />
        </span>
        <Others />
      </div>
      <RolesAndComponents onGo={props.onGo} narrow={props.narrow} />
    </header>
  );
}

/** Nothing where nobody knows when it began, or ended. */
function Elapsed(props: {
  readonly sinceMs: number;
  readonly untilMs: number | undefined;
  readonly isOver: boolean;
}) {
  const { sinceMs, untilMs, isOver } = props;
  if (sinceMs <= 0 || untilMs === undefined) return null;
  // The clock shown goes in steps, and may be a step behind what was just declared.
  const time = durationInWords(Math.max(0, untilMs - sinceMs));
  return <span className={classes.fact}>{isOver ? words.took(time) : words.elapsed(time)}</span>;
}

function SeverityMenu() {
  const { store, attempt } = useShownIncident();
  const now = useIncident(store).state.severity.now?.value;
  const names = useIncidentWords();
  return (
    <Menu position="bottom-start" shadow="md" withinPortal>
      <Menu.Target>
        <UnstyledButton
          className={classes.choose}
          aria-label={words.setSeverity(
            now === undefined ? incidentsText.notStatedShort : names.severity(now).short,
          )}
        >
          <SeverityMark severity={now ?? 3} stated={now !== undefined} />
          <IconChevronDown size={13} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {severities.map((one) => (
          <Menu.Item
            key={one}
            onClick={() => attempt((doc, context) => setSeverity(doc, one, context))}
            {...(one === now ? { 'aria-current': 'true' as const } : {})}
          >
            <span className={classes.choice}>
              <SeverityMark severity={one} />
              {names.severity(one).long}
            </span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function StatusMenu() {
  const { store, attempt } = useShownIncident();
  const now = useIncident(store).state.status.now?.value ?? 'investigating';
  return (
    <Menu position="bottom-start" shadow="md" withinPortal>
      <Menu.Target>
        <UnstyledButton
          className={classes.choose}
          aria-label={words.setStatus(incidentsText.statuses[now])}
        >
          <StatusMark status={now} />
          <IconChevronDown size={13} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {incidentStatuses.map((one) => (
          <Menu.Item
            key={one}
            onClick={() => attempt((doc, context) => setStatus(doc, one, context))}
            {...(one === now ? { 'aria-current': 'true' as const } : {})}
          >
            <StatusMark status={one} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Others() {
  const { name } = useShownIncident();
  const people = useObservable(useHub().people);
  const path = incidentPath(name);
  const here = people.filter((one) => one.path === path || one.path?.startsWith(`${path}/`));
  if (here.length === 0) return null;
  return (
    <span className={classes.people}>
      {words.alsoHere}
      {here.map((person) => (
        <span key={person.id} className={classes.person}>
          <PersonAvatar name={person.name} color={person.color} />
          {person.name || shellText.people.unnamed}
        </span>
      ))}
    </span>
  );
}

function IncidentMenu(props: { readonly title: string; readonly archived: boolean }) {
  const download = useDownloadIncident();
  const { name, doc } = useShownIncident();
  const [, setPath] = useLocation();
  const { show } = useDialogs();
  const actions = useIncidentActions();
  const mayAppend = useMay('append', name);
  const mayEdit = useMay('edit', name);
  return (
    <Menu position="bottom-end" shadow="md" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          className={classes.menu}
          aria-label={words.menu}
        >
          <IconDots size={18} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <MenuWhy may={mayAppend.ok ? mayEdit : mayAppend} />
        <Menu.Item
          disabled={!mayAppend.ok}
          leftSection={<IconCursorText {...icon} />}
          onClick={() => show({ kind: 'incident-rename' })}
        >
          {words.rename}
        </Menu.Item>
        <Menu.Item
          disabled={!mayAppend.ok}
          leftSection={<IconArrowMerge {...icon} />}
          onClick={() => show({ kind: 'incident-merge' })}
        >
          {words.merge}
        </Menu.Item>
        <Menu.Item leftSection={<IconLink {...icon} />} onClick={() => actions.copyLink(name)}>
          {words.copyLink}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconReport {...icon} />}
          onClick={() => setPath(incidentProsePath(name, 'report'))}
        >
          {reportText.open}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileDownload {...icon} />}
          onClick={() => download(name, doc, props.title, 'markdown')}
        >
          {reportText.markdown}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileDownload {...icon} />}
          onClick={() => download(name, doc, props.title, 'json')}
        >
          {reportText.json}
        </Menu.Item>
        <Menu.Item leftSection={<IconPrinter {...icon} />} onClick={() => window.print()}>
          {words.print}
        </Menu.Item>
        <WhoMaySeeItem name={name} title={props.title} />
        <Menu.Divider />
        {props.archived ? (
          <Menu.Item
            disabled={!mayEdit.ok}
            leftSection={<IconArchiveOff {...icon} />}
            onClick={() => actions.restore(name, props.title)}
          >
            {words.bringBack}
          </Menu.Item>
        ) : (
          <Menu.Item
            disabled={!mayEdit.ok}
            leftSection={<IconArchive {...icon} />}
            onClick={() => actions.archive(name, props.title)}
          >
            {words.archive}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
