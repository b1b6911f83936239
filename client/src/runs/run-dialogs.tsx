import type { RunDialog } from '../app/dialogs.tsx';
import { useObservable } from '../app/hub-context.tsx';
import { currentRun } from './current-run.ts';
import { EndDialog } from './end-dialog.tsx';
import { StartDialog } from './start-dialog.tsx';
import { ValuesDialog } from './values-dialog.tsx';
import { WordsDialog } from './words-dialog.tsx';

/** The dialog of a run that is open; those about a run on screen are gone with it. */
export function RunDialogs(props: { readonly dialog: RunDialog; readonly onClose: () => void }) {
  const { dialog, onClose } = props;
  const shown = useObservable(currentRun);
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
