import { setMoment } from '@holdfast/shared/model/drill-commands';
import { drillMoments } from '@holdfast/shared/model/drill-entries';
import {
  IconClock,
  IconCursorText,
  IconGavel,
  IconHandStop,
  IconMessage,
  IconPlayerPlay,
  IconReport,
} from '@tabler/icons-react';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import type { Command } from '../../app/commands.ts';
import { routeToPath } from '../../app/routes.ts';
import { composerId } from '../../room/composer-id.ts';
import { drillRoomText as words } from '../../ui/text/drill-room.ts';
import { drillWords } from '../../ui/text/drill-words.ts';
import { currentRoom } from '../current-room.ts';
import type { ShownDrill } from './drill-context.tsx';

/** Lets the app's keys and palette act on this room while it is on screen. */
export function useCurrentRoom(shown: ShownDrill): void {
  const [, go] = useLocation();
  useEffect(() => {
    const current = { commands: () => roomCommands(shown, go) };
    currentRoom.set(current);
    return () => {
      if (currentRoom.get() === current) currentRoom.set(undefined);
    };
  }, [go, shown]);
}

function roomCommands(shown: ShownDrill, go: (path: string) => void): readonly Command[] {
  const { attempt, show, name } = shown;
  return [
    {
      id: 'drill-write',
      group: 'here',
      title: words.commands.write,
      icon: IconMessage,
      keys: 'n',
      keywords: 'note timeline post',
      run: () => document.getElementById(composerId)?.focus(),
    },
    ...drillMoments.map((which): Command => ({
      id: `drill-${which}`,
      group: 'here',
      title: words.commands.moment(drillWords.moments[which]),
      icon: IconClock,
      keywords: 'stopwatch time rto rpo',
      run() {
        if (which === 'data-point') show({ kind: 'moment', which });
        else attempt((doc, context) => setMoment(doc, which, context.nowMs, context));
      },
    })),
    {
      id: 'drill-verdict',
      group: 'here',
      title: words.verdict.button,
      icon: IconGavel,
      keywords: 'passed failed inconclusive end',
      run: () => show({ kind: 'verdict' }),
    },
    {
      id: 'drill-abort',
      group: 'here',
      title: words.abort.title,
      icon: IconHandStop,
      keywords: 'stop',
      run: () => show({ kind: 'abort' }),
    },
    {
      id: 'drill-run',
      group: 'here',
      title: words.runs.start,
      icon: IconPlayerPlay,
      run: () => show({ kind: 'run' }),
    },
    {
      id: 'drill-rename',
      group: 'here',
      title: words.rename,
      icon: IconCursorText,
      keywords: 'title',
      run: () => show({ kind: 'rename' }),
    },
    {
      id: 'drill-report',
      group: 'here',
      title: words.report,
      icon: IconReport,
      keywords: 'print paper pdf',
      run: () => go(routeToPath({ page: 'drill-report', id: name.slice('drill:'.length) })),
    },
  ];
}
