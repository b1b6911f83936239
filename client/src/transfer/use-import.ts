import { useEffect } from 'react';
import { useHub, useObservable, useReadProjections } from '../app/hub-context.tsx';
import { showNotice, showProblem } from '../ui/notice.tsx';
import { importText } from '../ui/text/import.ts';
import { createCurrentImport, type CurrentImport } from './current-import.ts';
import { countGroups, type ImportState } from './import-state.ts';
import { placedRunbooks } from './placed-runbooks.ts';

/** One for each hub, and so for each tab. */
const imports = new WeakMap<object, CurrentImport>();

/** The tab's import, on the page that shows it. It goes on where the page is left. */
export function useImport(): Omit<CurrentImport, 'state' | 'show'> & {
  readonly state: ImportState;
} {
  const hub = useHub();
  const readProjections = useReadProjections();
  let current = imports.get(hub);
  if (current === undefined) {
    current = createCurrentImport({
      hub,
      placed: () => placedRunbooks(readProjections()),
      nowMs: () => Date.now(),
      onEndedUnseen: sayEnded,
    });
    imports.set(hub, current);
  }
  const { state, show, ...rest } = current;
  useEffect(show, [show]);
  return { ...rest, state: useObservable(state) };
}

function sayEnded(state: Extract<ImportState, { step: 'done' }>): void {
  const { new: made, changed } = countGroups(state.files);
  const counts = importText.doneCounts(made, changed);
  if (state.undo === 'undone') showNotice(importText.undone);
  else if (state.broke !== undefined || state.failed.length > 0) {
    showProblem(importText.failedTitle, importText.endedBadly);
  } else showNotice(importText.ended(counts));
}
