import { readRunbook, type Runbook } from '@holdfast/shared/model/runbook';
import { shallowEqual } from './y-store.ts';
import { startTransition, useEffect, useState } from 'react';
import type * as Y from 'yjs';

/** What is derived from the whole text waits for a pause in the typing, but not for ever. */
const pauseMs = 200;
const longestWaitMs = 1200;

/** A runbook as read from its open document, kept up to date without holding up who types in it. */
export function useRunbook(doc: Y.Doc): Runbook {
  return useRunbookPart(doc, whole);
}

/**
 * The part of it that `select` takes: nothing is drawn anew while that part stays the same, however
 * much is typed. `select` must be stable.
 */
export function useRunbookPart<S extends object>(doc: Y.Doc, select: (runbook: Runbook) => S): S {
  const [read, setRead] = useState(() => ({ doc, part: select(readRunbook(doc)) }));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let waitingSinceMs: number | undefined;
    const readNow = () => {
      timer = undefined;
      waitingSinceMs = undefined;
      const part = select(readRunbook(doc));
      startTransition(() =>
        setRead((last) => {
          const kept = keepSame(last.part, part);
          return last.doc === doc && kept === last.part ? last : { doc, part: kept };
        }),
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
  }, [doc, select]);
  return read.part;
}

function whole(runbook: Runbook): Runbook {
  return runbook;
}

/** The last one where nothing changed; else the next, with the lists that did not change. */
function keepSame<S extends object>(last: S, next: S): S {
  const before = new Map<string, unknown>(Object.entries(last));
  const lists = Object.entries(next).flatMap(([key, value]: [string, unknown]) => {
    const old = before.get(key);
    return Array.isArray(value) && shallowEqual(old, value) ? [[key, old] as const] : [];
  });
  const kept = { ...next, ...Object.fromEntries(lists) };
  return shallowEqual(last, kept) ? last : kept;
}
