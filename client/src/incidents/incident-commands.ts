import { incidentStatuses, severities } from '@holdfast/shared/model/incident-terms';
import { setRole, setSeverity, setStatus } from '@holdfast/shared/model/incident-commands';
import {
  IconAlertTriangle,
  IconArchive,
  IconArchiveOff,
  IconArrowMerge,
  IconCursorText,
  IconFileDownload,
  IconFileText,
  IconFlag,
  IconLink,
  IconMessage,
  IconPlayerPlay,
  IconPrinter,
  IconReport,
  IconSpeakerphone,
  IconUser,
} from '@tabler/icons-react';
import type { Command, CommandContext } from '../app/commands.ts';
import { incidentProsePath } from '../app/routes.ts';
import { reportText } from '../ui/text/incident-report.ts';
import { incidentsText } from '../ui/text/incidents.ts';
import { composerId } from '../room/composer-id.ts';
import type { ShownIncident } from './incident-context.tsx';
import type { IncidentWords } from './incident-words.ts';
import type { SpokenIncidentActions } from './use-incident-actions.tsx';
import type { Verb } from './verbs.ts';

const words = incidentsText.commands;

export interface IncidentCommandContext extends Pick<CommandContext, 'dialogs' | 'print'> {
  readonly shown: ShownIncident;
  readonly actions: SpokenIncidentActions;
  /** Who sits here; empty where they have not said. */
  readonly me: string;
  readonly names: IncidentWords;
  readonly go: (path: string) => void;
  /** Offers the incident as a file that is named by its title. */
  readonly download: (title: string, format: 'markdown' | 'json') => void;
  /** Begins a verb where one writes on the timeline. */
  readonly begin: (verb: Verb) => void;
}

/** Those that no other command does at once. */
const offeredVerbs = [
  'decide',
  'hypothesis',
  'action',
  'affects',
  'clears',
  'output',
  'link',
  'alert',
  'role',
  'pin',
  'at',
] as const satisfies readonly Verb[];

/** Ids of the commands that do at once what the other verbs do, by how they begin. */
const commandOf: Readonly<Record<Exclude<Verb, (typeof offeredVerbs)[number]>, string>> = {
  note: 'note',
  sev: 'severity-',
  status: 'status-',
  resolve: 'status-resolved',
  take: 'take-',
  run: 'run',
  update: 'update',
};

/** How the ids of the commands begin by which the palette does what a verb does. */
export function commandsOfVerb(verb: Verb): string {
  const at = offeredVerbs.find((one) => one === verb);
  if (at !== undefined) return `incident-verb-${at}`;
  const other = Object.entries(commandOf).find(([one]) => one === verb);
  return `incident-${other?.[1] ?? ''}`;
}

/** What can be done in the incident on screen; keys for what is done often. */
export function incidentCommands(context: IncidentCommandContext): readonly Command[] {
  const { shown, dialogs, actions, me, print, names, go, begin, download } = context;
  const { name, attempt, store } = shown;
  const command = (
    id: string,
    title: string,
    icon: Command['icon'],
    run: () => void,
    more: Partial<Pick<Command, 'keys' | 'keywords'>> = {},
  ): Command => ({ id: `incident-${id}`, group: 'incident', title, icon, run, ...more });
  const { state, archived } = store.get();
  const title = state.title.now?.value ?? incidentsText.untitled;
  return [
    command('note', words.note, IconMessage, () => document.getElementById(composerId)?.focus(), {
      keys: 'n',
      keywords: 'note decide timeline post verb',
    }),
    command('run', words.run, IconPlayerPlay, () => dialogs.show({ kind: 'incident-run' }), {
      keys: 'r',
      keywords: 'runbook',
    }),
    command(
      'update',
      words.update,
      IconSpeakerphone,
      () => dialogs.show({ kind: 'incident-update' }),
      { keys: 'u', keywords: 'status page executive tactical' },
    ),
    ...offeredVerbs.map((verb) =>
      command(
        `verb-${verb}`,
        words.verb(verb, incidentsText.composer.describe[verb]),
        IconMessage,
        () => begin(verb),
      ),
    ),
    ...(['notes', 'postmortem'] as const).map((part) =>
      command(part, incidentsText.prose[part].label, IconFileText, () =>
        go(incidentProsePath(name, part)),
      ),
    ),
    command('report', reportText.open, IconReport, () => go(incidentProsePath(name, 'report'))),
    ...(['markdown', 'json'] as const).map((format) =>
      command(
        `export-${format}`,
        reportText[format],
        IconFileDownload,
        () => download(title, format),
        { keywords: 'export save file' },
      ),
    ),
    ...incidentStatuses.map((one) =>
      command(
        `status-${one}`,
        words.status(incidentsText.statuses[one]),
        IconFlag,
        () => void attempt((doc, by) => setStatus(doc, one, by)),
        { keywords: one === 'resolved' ? 'resolve close' : '' },
      ),
    ),
    ...severities.map((one) =>
      command(
        `severity-${one}`,
        words.severity(names.severity(one).short),
        IconAlertTriangle,
        () => void attempt((doc, by) => setSeverity(doc, one, by)),
      ),
    ),
    ...names.roles.map((role) =>
      command(
        `take-${role}`,
        words.take(names.role(role)),
        IconUser,
        () => {
          if (me === '') dialogs.show({ kind: 'incident-give', role });
          else attempt((doc, by) => setRole(doc, role, me, true, by));
        },
        { keywords: 'take role' },
      ),
    ),
    command('rename', words.rename, IconCursorText, () =>
      dialogs.show({ kind: 'incident-rename' }),
    ),
    command('merge', words.merge, IconArrowMerge, () => dialogs.show({ kind: 'incident-merge' }), {
      keywords: 'duplicate merge',
    }),
    command('copy-link', words.copyLink, IconLink, () => actions.copyLink(name)),
    command('print', words.print, IconPrinter, print),
    archived
      ? command('restore', words.restore, IconArchiveOff, () => actions.restore(name, title))
      : command('archive', words.archive, IconArchive, () => actions.archive(name, title)),
  ];
}
