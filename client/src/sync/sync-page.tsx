import { useHub, useObservable } from '../app/hub-context.tsx';
import { DocumentPage } from '../ui/document-page.tsx';
import { syncText } from '../ui/text/sync.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { EmergencyBundle } from './emergency-bundle.tsx';
import { HandOver } from './hand-over.tsx';
import { OfflineCopy, DeviceStorage } from './offline-copy.tsx';
import { RelayList } from './relay-list.tsx';
import { RelayPlaces } from './relay-places.tsx';
import { SavedSummary } from './saved-summary.tsx';
import { UnsentChanges } from './unsent-changes.tsx';

/** Where this device's edits are, and everything that bears on their safety. */
export function SyncPage() {
  const hub = useHub();
  const report = useObservable(hub.sync);
  usePageTitle(syncText.title);
  return (
    <DocumentPage title={syncText.title} lead={syncText.lead}>
      <SavedSummary report={report} />
      <RelayList report={report} />
      <RelayPlaces report={report} />
      <UnsentChanges report={report} />
      <OfflineCopy report={report} />
      <DeviceStorage report={report} />
      <HandOver report={report} />
      <EmergencyBundle />
    </DocumentPage>
  );
}
