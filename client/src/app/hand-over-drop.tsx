import { useEffect } from 'react';
import { useHub } from './hub-context.tsx';

const loadActions = () => import('../sync/hand-over-actions.ts');

/** Takes in `.holdfast` files that are dropped anywhere, and keeps other files from replacing the page. Draws nothing. */
export function HandOverDrop() {
  const hub = useHub();
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const over = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    // First of all listeners: an editor would put the file's bytes into its text.
    const takeOurs = (event: DragEvent) => {
      const files = [...(event.dataTransfer?.files ?? [])];
      if (!files.some(({ name }) => name.endsWith('.holdfast'))) return;
      event.preventDefault();
      event.stopPropagation();
      void loadActions().then(({ takeHandOverFiles }) => takeHandOverFiles(hub, files));
    };
    // Last of all: whoever else takes files has said so by then.
    const refuseOthers = (event: DragEvent) => {
      if (event.defaultPrevented || !hasFiles(event)) return;
      event.preventDefault();
      void loadActions().then(({ refuseFiles }) => refuseFiles());
    };
    window.addEventListener('dragover', over);
    window.addEventListener('drop', takeOurs, { capture: true });
    window.addEventListener('drop', refuseOthers);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', takeOurs, { capture: true });
      window.removeEventListener('drop', refuseOthers);
    };
  }, [hub]);
  return null;
}
