import {
  IconAffiliate,
  IconArchive,
  IconBook,
  IconChecklist,
  IconFlame,
  IconHome,
  IconSettings,
  IconSitemap,
  IconTarget,
} from '@tabler/icons-react';
import { incidentsShellText } from '../ui/text/incidents-shell.ts';
import { mapShellText } from '../ui/text/map-shell.ts';
import { runsShellText } from '../ui/text/runs-shell.ts';
import { commandText } from '../ui/text/shell.ts';
import type { Command, CommandContext } from './commands.ts';
import { dueFilter, noDrillFilter, noFilter } from './routes.ts';

/** The ways to every place of the app. */
export function goCommands({ navigate }: Pick<CommandContext, 'navigate'>): readonly Command[] {
  const list = (archived: boolean) =>
    navigate({ page: 'runbooks', filter: { ...noFilter, archived } });
  return [
    {
      id: 'go-home',
      group: 'go',
      title: commandText.goHome,
      icon: IconHome,
      keys: 'g h',
      keywords: 'start today',
      run: () => navigate({ page: 'home' }),
    },
    {
      id: 'go-runbooks',
      group: 'go',
      title: commandText.goRunbooks,
      icon: IconBook,
      keys: 'g r',
      run: () => list(false),
    },
    {
      id: 'go-archived',
      group: 'go',
      title: commandText.goArchived,
      icon: IconArchive,
      keys: 'g a',
      run: () => list(true),
    },
    {
      id: 'go-due',
      group: 'go',
      title: commandText.goDue,
      icon: IconChecklist,
      keys: 'g v',
      keywords: 'review trust overdue stale verdict',
      run: () => navigate({ page: 'runbooks', filter: dueFilter }),
    },
    {
      id: 'go-map',
      group: 'go',
      title: mapShellText.map,
      icon: IconSitemap,
      keys: 'g m',
      keywords: 'components dependencies graph people',
      run: () => navigate({ page: 'map', part: 'graph', item: '', search: '' }),
    },
    {
      id: 'go-drills',
      group: 'go',
      title: runsShellText.commands.goDrills,
      icon: IconTarget,
      keys: 'g d',
      keywords: 'practice run',
      run: () => navigate({ page: 'drills', filter: noDrillFilter }),
    },
    {
      id: 'go-review',
      group: 'go',
      title: commandText.goReview,
      icon: IconChecklist,
      keys: 'g w',
      keywords: 'findings',
      run: () => navigate({ page: 'review', search: '' }),
    },
    {
      id: 'go-sync',
      group: 'go',
      title: commandText.goSync,
      icon: IconAffiliate,
      keys: 'g s',
      keywords: 'relay saved offline',
      run: () => navigate({ page: 'sync' }),
    },
    {
      id: 'go-incidents',
      group: 'go',
      title: incidentsShellText.incidents,
      icon: IconFlame,
      keys: 'g i',
      keywords: 'outage live',
      run: () => navigate({ page: 'incidents', view: 'live' }),
    },
    {
      id: 'go-settings',
      group: 'go',
      title: commandText.goSettings,
      icon: IconSettings,
      keys: 'g p',
      keywords: 'preferences name colour color theme',
      run: () => navigate({ page: 'settings' }),
    },
    {
      id: 'go-workspaces',
      group: 'go',
      title: commandText.goWorkspaces,
      icon: IconSettings,
      run: () => navigate({ page: 'settings' }),
    },
  ];
}
