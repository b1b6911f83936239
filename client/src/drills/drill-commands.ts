import { IconArchive, IconArchiveOff, IconLink, IconPlus, IconTarget } from '@tabler/icons-react';
import type { Command, CommandContext } from '../app/commands.ts';
import { runsShellText } from '../ui/text/runs-shell.ts';

/** The ways to plans, and what can be done with the drill on screen. */
export function drillCommands(
  context: Pick<CommandContext, 'route' | 'navigate' | 'currentDrill' | 'drillActions'>,
): readonly Command[] {
  return [...planCommands(context), ...commandsHere(context)];
}

function planCommands({ navigate }: Pick<CommandContext, 'navigate'>): readonly Command[] {
  const go = (part: 'calendar' | 'plans', search = '') =>
    navigate({ page: 'drill-part', part, item: '', search });
  const words = runsShellText.commands;
  return [
    {
      id: 'new-plan',
      group: 'do',
      title: words.newPlan,
      icon: IconPlus,
      keywords: 'game day tabletop chaos failover schedule',
      run: () => go('plans', 'new=1'),
    },
    {
      id: 'go-calendar',
      group: 'go',
      title: words.goCalendar,
      icon: IconTarget,
      keys: 'g c',
      keywords: 'month overdue due',
      run: () => go('calendar'),
    },
    {
      id: 'go-plans',
      group: 'go',
      title: words.goPlans,
      icon: IconTarget,
      keys: 'g l',
      keywords: 'cadence schedule',
      run: () => go('plans'),
    },
  ];
}

function commandsHere({
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
