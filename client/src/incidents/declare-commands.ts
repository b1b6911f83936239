import { IconFlame } from '@tabler/icons-react';
import type { Command, CommandContext } from '../app/commands.ts';
import { incidentsShellText as words } from '../ui/text/incidents-shell.ts';

/** What can be done about incidents from anywhere. */
export function declareCommands({
  dialogs,
  current,
  route,
}: Pick<CommandContext, 'dialogs' | 'current' | 'route'>): readonly Command[] {
  return [
    {
      id: 'declare',
      group: 'do',
      title: words.declare,
      icon: IconFlame,
      keys: 'd',
      keywords: 'incident outage alarm sev new',
      run: () => dialogs.show({ kind: 'declare' }),
    },
    ...(current === undefined || route.page !== 'runbook'
      ? []
      : [
          {
            id: 'declare-from',
            group: 'here' as const,
            title: words.declareFrom,
            icon: IconFlame,
            keywords: 'incident outage',
            run: () =>
              dialogs.show({
                kind: 'declare',
                from: {
                  runbook: { name: current.name, title: current.projection.title },
                  components: current.projection.components,
                },
              }),
          },
        ]),
  ];
}
