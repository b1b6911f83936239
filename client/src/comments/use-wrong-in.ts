import { indexedText } from '@holdfast/shared/model/body-text';
import { runbookBody } from '@holdfast/shared/model/runbook';
import { useEffect, useRef, useState } from 'react';
import { useHub, useReadProjections } from '../app/hub-context.tsx';
import { incidentPath } from '../app/routes.ts';
import { addressIn } from '../app/workspace-address.tsx';
import { showNotice } from '../ui/notice.tsx';
import { commentsText } from '../ui/text/comments.ts';
import type { Comments } from './use-comments.ts';
import { readWrongIn, withoutWrongIn } from './wrong-in-incident.ts';

/**
 * Begins a suggestion where somebody came from an incident in which this runbook was wrong: on the
 * words that were, if they are still there; else they choose them. Gives what the reason of a
 * suggestion begins with; empty where nobody came from one.
 */
export function useWrongIn(comments: Comments): string {
  const hub = useHub();
  const readProjections = useReadProjections();
  const [from] = useState(() => readWrongIn(location.search));
  const [reason] = useState(() => {
    if (from === undefined) return '';
    const title = readProjections()?.get(from.incident)?.title ?? '';
    const url = new URL(addressIn(hub, incidentPath(from.incident)), location.origin);
    return commentsText.wrongIn.reason(title, url.href);
  });
  const isBegun = useRef(false);
  const { begin, draft } = comments;
  const { doc } = comments.open;
  useEffect(() => {
    if (from === undefined || isBegun.current) return;
    isBegun.current = true;
    history.replaceState(history.state, '', withoutWrongIn(location.href));
    const at = from.words === '' ? -1 : indexedText(runbookBody(doc)).indexOf(from.words);
    // What was begun before is not put aside unasked.
    const isFree = draft === undefined;
    const begun =
      at >= 0 &&
      isFree &&
      begin('suggestion', { from: at, to: at + from.words.length }, { text: reason });
    if (!begun) showNotice(commentsText.wrongIn.choose);
  }, [begin, doc, draft, from, reason]);
  return reason;
}
