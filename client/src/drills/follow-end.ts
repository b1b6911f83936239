import { readDrill } from '@holdfast/shared/model/drill';
import type { DrillOutcome } from '@holdfast/shared/model/drill-words';
import type * as Y from 'yjs';
import { z } from 'zod/mini';

const ofDevice = z.object({ device: z.string() });

/**
 * Calls `seal` when what is done in this tab ends a drill, by its runs or by a verdict; and at once
 * where it has ended and this device took part: the tab may have been closed on the way. Whoever only
 * looks on seals nothing. Returns the way to stop.
 */
export function followEnd(doc: Y.Doc, device: string, seal: () => void): () => void {
  let known: DrillOutcome = 'open';
  function look(): void {
    const { outcome } = readDrill(doc);
    if (outcome !== 'open' && outcome !== known) seal();
    known = outcome;
  }
  const onTransaction = ({ local, changed }: Y.Transaction): void => {
    if (local && changed.size > 0) look();
  };
  if (tookPart(doc, device)) look();
  doc.on('afterTransaction', onTransaction);
  return () => doc.off('afterTransaction', onTransaction);
}

function tookPart(doc: Y.Doc, device: string): boolean {
  return ['entries', 'runs'].some((list) =>
    doc
      .getArray(list)
      .toArray()
      .some((one) => {
        const read = ofDevice.safeParse(one);
        return read.success && read.data.device === device;
      }),
  );
}
