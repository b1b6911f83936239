import { drillDigest } from '@holdfast/shared/model/drill-digest';
import { drillLogDocument } from '@holdfast/shared/model/drill-log';
import { useCallback, useMemo, useState } from 'react';
import type * as Y from 'yjs';
import { useHub, useProjection } from '../../app/hub-context.tsx';
import { showProblem } from '../../ui/notice.tsx';
import { drillRoomText } from '../../ui/text/drill-room.ts';
import { sealInLog } from '../seal-drill.ts';
import type { ReadDrill } from './drill-store.ts';

/**
 * How the log stands to a drill. `none`: it goes on, and needs no seal. `changed`: something was
 * written since, such as an action that was done.
 */
export type SealState = 'none' | 'sealed' | 'missing' | 'changed' | 'failed';

const words = drillRoomText.seal;

/** Writes a drill's seal into the log; says where that fails, and it can be done again. */
export function useSeal(name: string, doc: Y.Doc): readonly [seal: () => void, failed: boolean] {
  const hub = useHub();
  const [failed, setFailed] = useState(false);
  const seal = useCallback(() => {
    sealInLog(hub, name, doc).then(
      (sealed) => {
        setFailed(!sealed.ok);
        if (!sealed.ok) showProblem(words.failedTitle, sealed.problem);
      },
      () => {
        setFailed(true);
        showProblem(words.failedTitle, words.failed);
      },
    );
  }, [doc, hub, name]);
  return [seal, failed];
}

/** What the log says of a drill as it stands. */
export function useSealState(
  name: string,
  doc: Y.Doc,
  drill: ReadDrill,
  failed: boolean,
): SealState {
  const log = useProjection(drillLogDocument);
  const sealed =
    log?.kind === 'drill-log' ? log.seals.find((seal) => seal.drill === name)?.digest : undefined;
  return useMemo(() => {
    if (failed) return 'failed';
    // Read anew with every entry, not by itself.
    if (drill.outcome === 'open') return 'none';
    if (sealed === undefined) return 'missing';
    return drillDigest(doc).digest === sealed ? 'sealed' : 'changed';
  }, [doc, drill, failed, sealed]);
}
