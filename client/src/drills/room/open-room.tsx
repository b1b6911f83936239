import { useMemo, useState } from 'react';
import { lazyScreen } from '../../app/lazy-screen.tsx';
import { useHub } from '../../app/hub-context.tsx';
import type { OpenDocument } from '../../hub/client-api.ts';
import { DrillProvider, type RoomDialog, shownDrill } from './drill-context.tsx';
import { DrillRoomPage } from './drill-room-page.tsx';
import { createDrillStore, useDrill } from './drill-store.ts';
import { useCurrentRoom } from './use-current-room.ts';
import { useSeal, useSealState } from './use-seal.ts';

const RoomDialogs = lazyScreen(
  async () => (await import('./room-dialogs.tsx')).RoomDialogs,
  () => null,
);
const ReportPage = lazyScreen(
  async () => (await import('../report/drill-report-page.tsx')).DrillReportPage,
  () => null,
);

/** A drill's room, or all of it for paper. */
export function OpenRoom(props: {
  readonly open: OpenDocument;
  readonly part: 'report' | undefined;
}) {
  const { name, doc } = props.open;
  const hub = useHub();
  const [dialog, show] = useState<RoomDialog>();
  const [seal, failed] = useSeal(name, doc);
  const store = useMemo(() => createDrillStore(doc), [doc]);
  const shown = useMemo(
    () => shownDrill({ name, doc, store, context: hub.entryContext, show, seal }),
    [doc, hub.entryContext, name, seal, store],
  );
  const drill = useDrill(store);
  const sealState = useSealState(name, doc, drill, failed);
  useCurrentRoom(shown);
  return (
    <DrillProvider value={shown}>
      {props.part === 'report' ? <ReportPage /> : <DrillRoomPage sealState={sealState} />}
      {dialog !== undefined && (
        <RoomDialogs dialog={dialog} shown={shown} onClose={() => show(undefined)} />
      )}
    </DrillProvider>
  );
}
