import type { ReviewFinding } from '@holdfast/shared/review/finding';
import { actionWords } from '@holdfast/shared/review/words';
import { useLocation } from 'wouter';
import { useDialogs, type Dialog } from '../app/dialogs.tsx';
import { useReadProjections } from '../app/hub-context.tsx';
import { useMap } from '../map/map-context.tsx';
import { actionTarget } from './review-model.ts';

export interface FindingAction {
  readonly words: string;
  /** Absent where a dialog opens over this screen. */
  readonly path: string | undefined;
  run(): void;
}

/** What clears a finding: in words, and the way there. Only inside `MapProvider`. */
export function useFindingAction(): (finding: ReviewFinding) => FindingAction {
  const map = useMap();
  const read = useReadProjections();
  const { show } = useDialogs();
  const [, go] = useLocation();
  const titleOf = (document: string): string => read()?.get(document)?.title ?? document;
  return ({ action }) => {
    const target = actionTarget(action, map, titleOf);
    const dialog: Dialog | undefined = 'dialog' in target ? target.dialog : undefined;
    const path = 'path' in target ? target.path : undefined;
    return {
      words: actionWords(action, map, titleOf),
      path,
      run() {
        if (dialog !== undefined) show(dialog);
        else if (path !== undefined) go(path);
      },
    };
  };
}
