import { useEffect } from 'react';
import { useHub } from '../app/hub-context.tsx';
import { sealedNote } from '../hub/sealed-note.ts';
import { askLock } from './ask-lock.ts';

/** Told no more often than this. */
const everyMs = 5_000;
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Tells the worker that somebody is here, where the copy locks by itself without that. Draws nothing. */
export function TellUse() {
  const hub = useHub();
  useEffect(() => {
    const { get: isSealed } = sealedNote(hub.workspace);
    let toldMs = Number.NEGATIVE_INFINITY;
    const tell = (): void => {
      if (performance.now() - toldMs < everyMs) return;
      toldMs = performance.now();
      if (isSealed()) void askLock(hub, { ask: 'used' });
    };
    for (const sign of signs) window.addEventListener(sign, tell, { capture: true, passive: true });
    return () => {
      for (const sign of signs) window.removeEventListener(sign, tell, { capture: true });
    };
  }, [hub]);
  return null;
}
