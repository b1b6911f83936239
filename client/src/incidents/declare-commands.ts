import { IconFlame } from '@tabler/icons-react';
import type { Command, CommandContext } from '../app/commands.ts';
import type { DeclareFrom } from '../app/dialogs.tsx';
import type { Route } from '../app/routes.ts';
import { alertsThatLedTo } from '../runbooks/led-by-alert.ts';
import { incidentsShellText as words } from '../ui/text/incidents-shell.ts';

/** What an incident is about that is declared while this is looked at: an alert, a component. */
export function declareFrom(route: Route): DeclareFrom {
  if (route.page === 'alert') return { alerts: [route.name] };
  if (route.page !== 'runbooks') return {};
  const { alert, component } = route.filter;
  return {
    alerts: alert === '' ? [] : [alert],
    components: component === '' ? [] : [component],
  };
}

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
      run: () => dialogs.show({ kind: 'declare', from: declareFrom(route) }),
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
                  alerts: alertsThatLedTo(current.name),
                },
              }),
          },
        ]),
  ];
}
