import { spotlight } from '@mantine/spotlight';
import { createContext, useContext, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { currentComments } from '../comments/current-comments.ts';
import { currentRoom } from '../drills/current-room.ts';
import { useDrillActions } from '../drills/use-drill-actions.tsx';
import { currentIncident } from '../incidents/current-incident.ts';
import { currentMapCommands } from '../map/current-map-commands.ts';
import { useRunbookActions } from '../runbooks/use-runbook-actions.tsx';
import { currentRun, useRunOutcome } from '../runs/current-run.ts';
import { useExport } from '../transfer/use-export.ts';
import { usePreferences } from '../settings/preferences.ts';
import { createCommands, type Command } from './commands.ts';
import { useDialogs } from './dialogs.tsx';
import { createHotkeyListener } from './hotkeys.ts';
import { useHub, useObservable, useProjections } from './hub-context.tsx';
import { refusals } from './refusals.ts';
import { noFilter } from './routes.ts';
import { useRoute } from './use-route.ts';

/** The list's search field; `/` goes there from anywhere. */
export const searchFieldId = 'runbook-search';

const CommandsContext = createContext<readonly Command[]>([]);

/** Builds the commands of this place, gives them to all below, and listens for their keys. */
export function CommandsProvider(props: { readonly children: ReactNode }) {
  const commands = useBuiltCommands();
  useHotkeys(commands);
  return <CommandsContext value={commands}>{props.children}</CommandsContext>;
}

/** Every command that makes sense in this place. */
export function useCommands(): readonly Command[] {
  return useContext(CommandsContext);
}

function useBuiltCommands(): readonly Command[] {
  const hub = useHub();
  const [route, navigate] = useRoute();
  const dialogs = useDialogs();
  const actions = useRunbookActions();
  const projections = useProjections();
  const name = 'id' in route ? `runbook:${route.id}` : '';
  const projection = projections?.get(name);
  const { show } = dialogs;
  const drillActions = useDrillActions();
  const run = useObservable(currentRun);
  const outcome = useRunOutcome(run);
  const comments = useObservable(currentComments);
  const drillName = route.page === 'drill' ? `drill:${route.id}` : '';
  const drill = projections?.get(drillName);
  const incident = useObservable(currentIncident);
  const mapCommands = useObservable(currentMapCommands);
  const room = useObservable(currentRoom);
  const exportRunbooks = useExport();
  const refusal = useObservable(refusals);
  return useMemo(
    () =>
      createCommands({
        route,
        navigate,
        dialogs: { show },
        actions,
        drillActions,
        screenCommands: [
          ...(run === undefined || outcome === undefined ? [] : run.commands({ show })),
          ...(comments?.commands ?? []),
          // In a run, the run's keys are meant.
          ...(route.page === 'incident' && incident !== undefined
            ? incident.commands({ dialogs: { show }, print: () => window.print() })
            : []),
          ...(route.page === 'drill' ? (room?.commands() ?? []) : []),
          ...(route.page === 'map' ? (mapCommands ?? []) : []),
        ],
        currentDrill: drill?.kind === 'drill' ? { name: drillName, projection: drill } : undefined,
        current: projection?.kind === 'runbook' ? { name, projection } : undefined,
        openPalette: () => spotlight.open(),
        focusSearch: () => {
          // Drawn before this returns: what is typed right after the key goes into the field.
          if (route.page !== 'runbooks' && document.getElementById(searchFieldId) === null) {
            flushSync(() => navigate({ page: 'runbooks', filter: noFilter }));
          }
          document.getElementById(searchFieldId)?.focus();
        },
        retryRelays: () => hub.retry(),
        print: () => window.print(),
        saveBundle: () => {
          void import('../bundle/save-bundle.tsx').then(({ saveBundle }) => saveBundle(hub));
        },
        exportAll: () => exportRunbooks(),
      }).map((command): Command => {
        const why = refusal(command.id);
        const run = (): void => show({ kind: 'not-allowed', why: why ?? '' });
        return why === undefined ? command : { ...command, why, run };
      }),
    [
      route,
      navigate,
      show,
      actions,
      drillActions,
      run,
      outcome,
      comments,
      incident,
      mapCommands,
      room,
      drillName,
      drill,
      name,
      projection,
      hub,
      exportRunbooks,
      refusal,
    ],
  );
}

function useHotkeys(commands: readonly Command[]): void {
  const { current } = useDialogs();
  const { singleKeys } = usePreferences();
  const latest = useRef({ commands, blocked: false, singleKeys });
  useEffect(() => {
    latest.current = { commands, blocked: current !== undefined, singleKeys };
  }, [commands, current, singleKeys]);
  useEffect(() => {
    const listener = createHotkeyListener({
      shortcuts: () =>
        latest.current.commands.flatMap(({ keys, run }) =>
          keys === undefined ? [] : [{ keys, run }],
        ),
      singleKeys: () => latest.current.singleKeys,
      blocked: () => latest.current.blocked,
      nowMs: () => performance.now(),
    });
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
