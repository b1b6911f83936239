import { useEffect } from 'react';
import { useHub } from '../app/hub-context.tsx';
import type { OpenDocument } from '../hub/client-api.ts';
import { showProblem } from '../ui/notice.tsx';
import { drillRoomText } from '../ui/text/drill-room.ts';
import { followEnd } from './follow-end.ts';
import { sealEndInLog } from './seal-drill.ts';

const words = drillRoomText.seal;

/** Writes a drill's seal into the log when it ends here, without being asked. */
export function useSealAtEnd({ name, doc }: OpenDocument): void {
  const hub = useHub();
  useEffect(
    () =>
      followEnd(doc, hub.entryContext().actor.device, () => {
        sealEndInLog(hub, name, doc).then(
          (sealed) => {
            if (!sealed.ok) showProblem(words.failedTitle, sealed.problem);
          },
          () => showProblem(words.failedTitle, words.failed),
        );
      }),
    [doc, hub, name],
  );
}
