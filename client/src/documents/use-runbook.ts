import { readRunbook, type Runbook } from '@holdfast/shared/model/runbook';
import { startTransition, useEffect, useState } from 'react';
import type * as Y from 'yjs';

/** While someone types, what is derived from the whole text is made again at most this often. */
const pauseMs = 150;

/** A runbook as read from its open document, kept up to date without holding up who types in it. */
export function useRunbook(doc: Y.Doc): Runbook {
  const [read, setRead] = useState(() => ({ doc, runbook: readRunbook(doc) }));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const readNow = () => {
      timer = undefined;
      startTransition(() => setRead({ doc, runbook: readRunbook(doc) }));
    };
    const onUpdate = () => {
      timer ??= setTimeout(readNow, pauseMs);
    };
    doc.on('update', onUpdate);
    // What changed between the first render and now was not heard.
    readNow();
    return () => {
      doc.off('update', onUpdate);
      clearTimeout(timer);
    };
  }, [doc]);
  return read.runbook;
}
