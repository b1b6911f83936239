import {
  IconArchive,
  IconArchiveOff,
  IconClipboardCheck,
  IconCopy,
  IconCursorText,
  IconEye,
  IconHistory,
  IconKeyboard,
  IconLink,
  IconPencil,
  IconPlus,
  IconPrinter,
  IconRefresh,
  IconSearch,
  IconTarget,
  IconPlayerPlay,
  IconListCheck,
  IconTemplate,
  type Icon,
} from '@tabler/icons-react';
import type { DrillProjection, RunbookProjection } from '@holdfast/shared/model/projection';
import { runsShellText } from '../ui/text/runs-shell.ts';
import { commandText } from '../ui/text/shell.ts';
import { handOverCommands } from './hand-over-commands.ts';
import { templatesText } from '../ui/text/templates.ts';
import { runbookPath, type Route } from './routes.ts';
import type { Navigate } from './use-route.ts';
import type { Dialogs } from './dialogs.tsx';
import { transferCommands } from '../transfer/transfer-commands.ts';
import { goCommands } from './go-commands.ts';
import { declareCommands } from '../incidents/declare-commands.ts';
import { drillCommands } from '../drills/drill-commands.ts';
import type { SpokenDrillActions } from '../drills/use-drill-actions.tsx';
import type { SpokenActions } from '../runbooks/use-runbook-actions.tsx';

export type CommandGroup = keyof typeof commandText.groups;

/** One thing that can be done from here. The palette, the keys and the help all read this list. */
export interface Command {
  readonly id: string;
  readonly group: CommandGroup;
  readonly title: string;
  readonly icon: Icon;
  /** Steps as in `hotkeys.ts`: `c`, `mod+k`, `g r`. */
  readonly keys?: string;
  /** Other words that people may type for it. */
  readonly keywords?: string;
  /** Not worth a line in the palette: it is there already. */
  readonly hidden?: boolean;
  /** Why the role does not allow it, and whom to ask: then it only says so. */
  readonly why?: string;
  run(): void;
}

export interface CommandContext {
  readonly route: Route;
  readonly navigate: Navigate;
  readonly dialogs: Pick<Dialogs, 'show'>;
  readonly actions: SpokenActions;
  readonly drillActions: SpokenDrillActions;
  /** Of the run or incident on screen and of the comments on the text there, if there are any. */
  readonly screenCommands: readonly Command[];
  /** The drill on screen, once its projection is known. */
  readonly currentDrill:
    | { readonly name: string; readonly projection: DrillProjection }
    | undefined;
  /** The runbook on screen, once its projection is known. */
  readonly current: { readonly name: string; readonly projection: RunbookProjection } | undefined;
  openPalette(): void;
  focusSearch(): void;
  retryRelays(): void;
  print(): void;
  saveBundle(): void;
  exportAll(): void;
}

/** Every command that makes sense in this place. */
export function createCommands(context: CommandContext): readonly Command[] {
  return [
    ...goCommands(context),
    ...runbookCommands(context),
    ...context.screenCommands,
    ...drillCommands(context),
    ...declareCommands(context),
    ...doCommands(context),
    ...handOverCommands(context),
  ];
}

function runbookCommands(context: CommandContext): readonly Command[] {
  const { current, route, navigate, dialogs, actions, print } = context;
  if (current === undefined || !('id' in route) || route.page === 'drill') return [];
  const { name, projection } = current;
  const { title } = projection;
  const id = route.id;
  const readOrEdit: Command =
    route.page !== 'runbook'
      ? {
          id: 'read',
          group: 'here',
          title: route.page === 'edit' ? commandText.read : commandText.backToRunbook,
          icon: IconEye,
          keys: 'mod+Enter',
          run: () => navigate({ page: 'runbook', id }),
        }
      : {
          id: 'edit',
          group: 'here',
          title: commandText.edit,
          icon: IconPencil,
          keys: 'e',
          run: () => navigate({ page: 'edit', id }),
        };
  const archiveOrRestore: Command = projection.archived
    ? {
        id: 'restore',
        group: 'here',
        title: commandText.restore,
        icon: IconArchiveOff,
        keywords: 'unarchive undo',
        run: () => actions.restore(name, title),
      }
    : {
        id: 'archive',
        group: 'here',
        title: commandText.archive,
        icon: IconArchive,
        keywords: 'delete remove',
        run: () => actions.archive(name, title),
      };
  return [
    ...startCommands(context, name, title),
    readOrEdit,
    {
      id: 'review',
      group: 'here',
      title: commandText.review,
      icon: IconClipboardCheck,
      keys: 'v',
      keywords: 'verdict approve lock trust works obsolete',
      run: () => dialogs.show({ kind: 'review', name, title }),
    },
    {
      id: 'history',
      group: 'here',
      title: commandText.history,
      icon: IconHistory,
      keys: 'h',
      keywords: 'history compare restore diff blame who wrote',
      run: () => navigate({ page: 'history', id, from: '', to: '' }),
    },
    {
      id: 'rename',
      group: 'here',
      title: commandText.rename,
      icon: IconCursorText,
      keywords: 'title',
      run: () => dialogs.show({ kind: 'rename', name, title }),
    },
    {
      id: 'duplicate',
      group: 'here',
      title: commandText.duplicate,
      icon: IconCopy,
      keywords: 'copy clone',
      run: () => actions.duplicate(name, title),
    },
    {
      id: 'template',
      group: 'here',
      title: projection.template ? templatesText.stop : templatesText.use,
      icon: IconTemplate,
      keywords: 'pattern new',
      run: () => actions.offerAsTemplate(name, title, !projection.template),
    },
    archiveOrRestore,
    {
      id: 'copy-link',
      group: 'here',
      title: commandText.copyLink,
      icon: IconLink,
      keywords: 'url share',
      run: () => actions.copyLink(runbookPath(name)),
    },
    {
      id: 'print',
      group: 'here',
      title: commandText.print,
      icon: IconPrinter,
      keywords: 'paper pdf',
      run: print,
    },
  ];
}

function startCommands(
  { dialogs, drillActions }: CommandContext,
  name: string,
  title: string,
): readonly Command[] {
  return [
    {
      id: 'run',
      group: 'here',
      title: runsShellText.commands.run,
      icon: IconPlayerPlay,
      keys: 'r',
      keywords: 'practice drill start',
      run: () => void drillActions.run(name, title),
    },
    {
      id: 'run-part',
      group: 'here',
      title: runsShellText.commands.runPart,
      icon: IconListCheck,
      keywords: 'practice drill section',
      run: () => dialogs.show({ kind: 'start-run', name, title, part: true }),
    },
  ];
}

function doCommands(context: CommandContext): readonly Command[] {
  const { dialogs } = context;
  return [
    {
      id: 'palette',
      group: 'do',
      title: commandText.palette,
      icon: IconSearch,
      keys: 'mod+k',
      hidden: true,
      run: context.openPalette,
    },
    {
      id: 'create',
      group: 'do',
      title: commandText.create,
      icon: IconPlus,
      keys: 'c',
      keywords: 'create add write',
      run: () => dialogs.show({ kind: 'create' }),
    },
    {
      id: 'start-drill',
      group: 'do',
      title: runsShellText.commands.startDrill,
      icon: IconTarget,
      keywords: 'game day failover exercise chaos tabletop practise',
      run: () => dialogs.show({ kind: 'start-drill' }),
    },
    {
      id: 'search',
      group: 'do',
      title: commandText.search,
      icon: IconSearch,
      keys: '/',
      keywords: 'find filter',
      run: context.focusSearch,
    },
    ...transferCommands(context),
    {
      id: 'retry',
      group: 'do',
      title: commandText.retry,
      icon: IconRefresh,
      keywords: 'reconnect relay offline',
      run: context.retryRelays,
    },
    {
      id: 'help',
      group: 'do',
      title: commandText.help,
      icon: IconKeyboard,
      keys: '?',
      keywords: 'keys',
      run: () => dialogs.show({ kind: 'help' }),
    },
  ];
}

/** Commands whose title or other words contain every word of the query. */
export function matchCommands(commands: readonly Command[], query: string): readonly Command[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return commands.filter((command) => {
    const text = `${command.title} ${command.keywords ?? ''}`.toLowerCase();
    return command.hidden !== true && words.every((word) => text.includes(word));
  });
}
