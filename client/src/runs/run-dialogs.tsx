import { useEffect, useState } from 'react';
import type { RunDialog } from '../app/dialogs.tsx';
import { useObservable } from '../app/hub-context.tsx';
import { currentRun } from './current-run.ts';
import { EndDialog } from './end-dialog.tsx';
import { stepElementId } from './step-element.ts';
import { StartDialog } from './start-dialog.tsx';
import { ValuesDialog } from './values-dialog.tsx';
import { WordsDialog } from './words-dialog.tsx';

/** The dialog of a run that is open; those about a run on screen are gone with it. */
export function RunDialogs(props: { readonly dialog: RunDialog; readonly onClose: () => void }) {
  const { dialog, onClose } = props;
  const shown = useObservable(currentRun);
  useFocusBack(dialog.kind === 'step-words' ? stepElementId(dialog.place) : undefined);
  if (dialog.kind === 'start-run') return <StartDialog {...dialog} onClose={onClose} />;
  if (shown === undefined) return null;
  switch (dialog.kind) {
    case 'step-words':
      return (
        <WordsDialog shown={shown} place={dialog.place} what={dialog.what} onClose={onClose} />
      );
    case 'end-run':
      return <EndDialog shown={shown} onClose={onClose} />;
    case 'run-values':
      return <ValuesDialog shown={shown} onClose={onClose} />;
  }
}

/**
 * When the dialog is gone, the focus goes back to where it was, so that keys go on from the same
 * step; to the element `otherwise` where that is gone, as an item of a menu is.
 */
function useFocusBack(otherwise: string | undefined): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // The dialog holds the focus until it is wholly gone.
      setTimeout(() => {
        const isThere =
          before instanceof HTMLElement && before.isConnected && before !== document.body;
        const target = isThere ? before : document.getElementById(otherwise ?? '');
        target?.focus({ preventScroll: true });
      });
    },
    [before, otherwise],
  );
}
