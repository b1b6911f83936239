import { useEffect, useMemo } from 'react';
import { useLocation } from 'wouter';
import { useHub, useProjectionsFeed } from '../../app/hub-context.tsx';
import { incidentPath, routeToPath } from '../../app/routes.ts';
import { addressIn } from '../../app/workspace-address.tsx';
import { createLocks, type Release } from '../../hub/locks.ts';
import { incidentWords } from '../incident-words.ts';
import { notificationPermission, showNotification } from './browser-notifications.ts';
import { createNotifier } from './create-notifier.ts';
import { useNotifyPreference } from './notify-preference.ts';

/** Tells of incidents while nobody looks, where the person of this device turned that on. */
export function IncidentNotifier() {
  return useNotifyPreference().isOn ? <Notifier /> : null;
}

function Notifier() {
  const hub = useHub();
  const projections = useProjectionsFeed();
  const [, setPath] = useLocation();
  const locks = useMemo(() => createLocks(navigator.locks), []);
  const seenLock = `holdfast-looked-at ${hub.workspace}`;
  useShareWhileVisible(seenLock);
  useEffect(() => {
    const gone = new AbortController();
    let stop: (() => void) | undefined;
    let release: Release | undefined;
    const begin = () =>
      createNotifier({
        projections,
        context: () => {
          const workspace = projections.get()?.get('workspace');
          return {
            me: hub.me.get().name,
            nowMs: Date.now(),
            words: incidentWords(
              workspace?.kind === 'workspace' ? workspace.incidentNames : undefined,
            ),
          };
        },
        shouldTell: async () => {
          if (document.visibilityState === 'visible') return false;
          if (notificationPermission() !== 'granted') return false;
          const held = (await navigator.locks?.query())?.held ?? [];
          return !held.some(({ name }) => name === seenLock);
        },
        tell: ({ incident, title, lines }) => {
          const path =
            incident === ''
              ? routeToPath({ page: 'incidents', view: 'live' })
              : incidentPath(incident);
          showNotification(
            {
              title,
              body: lines.join('\n'),
              tag: `${hub.workspace} ${incident}`,
              address: addressIn(hub, path),
            },
            () => setPath(path),
          );
        },
        whenLookedAway: (run) => {
          const follow = () => {
            if (document.visibilityState === 'hidden') run();
          };
          document.addEventListener('visibilitychange', follow);
          return () => document.removeEventListener('visibilitychange', follow);
        },
        setTimer: (delayMs, run) => {
          const timer = setTimeout(run, delayMs);
          return () => clearTimeout(timer);
        },
      });
    // One tab of several tells; another goes on when it is closed.
    locks.hold(`holdfast-tells ${hub.workspace}`, gone.signal).then(
      (held) => {
        if (gone.signal.aborted) return held();
        release = held;
        stop = begin();
        return undefined;
      },
      () => undefined,
    );
    return () => {
      gone.abort();
      stop?.();
      release?.();
    };
  }, [hub, locks, projections, seenLock, setPath]);
  return null;
}

/** Holds a lock, with other tabs, for as long as this one is looked at. */
function useShareWhileVisible(name: string): void {
  useEffect(() => {
    const locks = createLocks(navigator.locks);
    let held: Promise<Release> | undefined;
    const follow = () => {
      if (document.visibilityState === 'visible') held ??= locks.share(name);
      else {
        void held?.then((release) => release());
        held = undefined;
      }
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      void held?.then((release) => release());
    };
  }, [name]);
}
