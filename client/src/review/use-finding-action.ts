import type { ReviewFinding } from '@holdfast/shared/review/finding';
import { actionWords } from '@holdfast/shared/review/words';
import { useDialogs } from '../app/dialogs.tsx';
import { useReadProjections } from '../app/hub-context.tsx';
import { useShownMap } from '../map/map-context.tsx';
import { actionTarget } from './review-model.ts';

export interface FindingAction {
  readonly words: string;
  /** Absent where a dialog opens over this screen. */
  readonly path: string | undefined;
  /** Opens the dialog, if there is one: over this screen, or over that of `path`. */
  show(): void;
}

/** What clears a finding: in words, and the way there. Only inside `MapProvider`. */
export function useFindingAction(): (finding: ReviewFinding) => FindingAction {
  const { store } = useShownMap();
  const read = useReadProjections();
  const { show } = useDialogs();
  const titleOf = (document: string): string => read()?.get(document)?.title ?? document;
  return ({ action }) => {
    // What is said of a finding changes with it: nothing has to be drawn for every edit of the map.
    const map = store.get();
    const { path, dialog } = actionTarget(action, map, titleOf);
    return {
      words: actionWords(action, map, titleOf),
      path,
      show() {
        if (dialog !== undefined) show(dialog);
      },
    };
  };
}
