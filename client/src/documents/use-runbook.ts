import { readRunbook, type Runbook } from '@holdfast/shared/model/runbook';
import { shallowEqual } from './y-store.ts';
import { startTransition, useEffect, useState } from 'react';
import type * as Y from 'yjs';

/** What is derived from the whole text waits for a pause in the typing, but not for ever. */
const pauseMs = 200;
const longestWaitMs = 1200;

/** A runbook as read from its open document, kept up to date without holding up who types in it. */
export function useRunbook(doc: Y.Doc): Runbook {
  const [read, setRead] = useState(() => ({ doc, runbook: readRunbook(doc) }));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let waitingSinceMs: number | undefined;
    const readNow = () => {
      waitingSinceMs = undefined;
      startTransition(() =>
        setRead((last) => ({ doc, runbook: keepLists(last.runbook, readRunbook(doc)) })),
      );
    };
    const onUpdate = () => {
      const nowMs = performance.now();
      waitingSinceMs ??= nowMs;
      clearTimeout(timer);
      timer = setTimeout(readNow, Math.min(pauseMs, waitingSinceMs + longestWaitMs - nowMs));
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

/** Lists that did not change stay the same, so that what shows them is not drawn anew. */
function keepLists(last: Runbook, next: Runbook): Runbook {
  return {
    ...next,
    owners: shallowEqual(last.owners, next.owners) ? last.owners : next.owners,
    tags: shallowEqual(last.tags, next.tags) ? last.tags : next.tags,
  };
}
