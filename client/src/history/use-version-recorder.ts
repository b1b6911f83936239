import { useEffect, useRef } from 'react';
import { useHub } from '../app/hub-context.tsx';
import type { OpenDocument } from '../hub/client-api.ts';
import { peopleIn } from '../hub/people.ts';
import { createPauseRecorder } from './pause-recorder.ts';
import { recordVersions } from './record-version.ts';

/**
 * Records versions of what is written in this tab, for as long as the component is there, and while
 * `mayRecord`: what relays would not take is left out.
 */
export function useVersionRecorder(open: OpenDocument, mayRecord: boolean): void {
  const hub = useHub();
  const may = useRef(mayRecord);
  useEffect(() => {
    may.current = mayRecord;
  }, [mayRecord]);
  useEffect(() => {
    const recorder = createPauseRecorder({
      doc: open.doc,
      me: () => hub.me.get().name,
      nameOf: (client) => peopleIn(open.awareness).find(({ id }) => id === String(client))?.name,
      record(versions) {
        if (!may.current) return;
        // What could not be recorded now is the text before the next version.
        recordVersions(hub, open.name, versions).catch(() => undefined);
      },
      nowMs: () => Date.now(),
      setTimer(delayMs, run) {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
    });
    const onVisibility = () => {
      if (document.visibilityState === 'hidden') recorder.flush();
    };
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      recorder.close();
    };
  }, [hub, open]);
}
