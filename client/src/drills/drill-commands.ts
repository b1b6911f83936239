import { IconArchive, IconArchiveOff, IconLink } from '@tabler/icons-react';
import type { Command, CommandContext } from '../app/commands.ts';
import { runsShellText } from '../ui/text/runs-shell.ts';

/** What can be done with the drill on screen. */
export function drillCommands({
  route,
  currentDrill,
  drillActions,
}: Pick<CommandContext, 'route' | 'currentDrill' | 'drillActions'>): readonly Command[] {
  if (route.page !== 'drill' || currentDrill === undefined) return [];
  const { name, projection } = currentDrill;
  const { title, archived } = projection;
  return [
    {
      id: 'drill-copy-link',
      group: 'run',
      title: runsShellText.commands.copyLink,
      icon: IconLink,
      keywords: 'url share',
      run: () => drillActions.copyLink(name),
    },
    archived
      ? {
          id: 'drill-restore',
          group: 'run',
          title: runsShellText.commands.restore,
          icon: IconArchiveOff,
          keywords: 'unarchive undo',
          run: () => drillActions.restore(name, title),
        }
      : {
          id: 'drill-archive',
          group: 'run',
          title: runsShellText.commands.archive,
          icon: IconArchive,
          keywords: 'delete remove',
          run: () => drillActions.archive(name, title),
        },
  ];
}
