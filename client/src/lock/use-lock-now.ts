import { useHub } from '../app/hub-context.tsx';
import { sealedNote } from '../hub/sealed-note.ts';
import { showProblem } from '../ui/notice.tsx';
import { lockText } from '../ui/text/lock.ts';
import { askLock } from './ask-lock.ts';

const words = lockText.settings;

/** The way to lock this device's copy at once; undefined where it has no lock. */
export function useLockNow(): (() => void) | undefined {
  const hub = useHub();
  if (!sealedNote(hub.workspace).get()) return undefined;
  return () => {
    void askLock(hub, { ask: 'lock' }).then((answer) => {
      if (answer.answer === 'failed') showProblem(words.title, words.failed(answer.problem));
    });
  };
}
