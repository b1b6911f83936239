import { IconAlertTriangle, IconShieldCheck, IconShieldHalf } from '@tabler/icons-react';
import type { SyncReport } from '../hub/client-api.ts';
import { faultAdvice } from '../app/saved-state.ts';
import { formatBytes } from '../ui/bytes.ts';
import { Moment } from '../ui/moment.tsx';
import { Facts, Section } from '../ui/section.tsx';
import { syncText } from '../ui/text/sync.ts';
import { appKeptText } from '../ui/text/app-kept.ts';
import { AppKeptState } from './app-kept.tsx';
import { notKnownYet } from './not-known-yet.ts';
import classes from './offline-copy.module.css';

/** What of the workspace is on this device, and how fresh it is. */
export function OfflineCopy({ report }: { readonly report: SyncReport }) {
  const unknown = notKnownYet(report);
  return (
    <Section title={syncText.offline} lead={syncText.offlineLead}>
      {report.quarantined > 0 && (
        <p className={classes.notice} role="status">
          <IconAlertTriangle size={17} aria-hidden="true" className={classes.warn} />
          {syncText.quarantined(report.quarantined)}
        </p>
      )}
      <Facts
        facts={[
          { name: syncText.documents, value: unknown ?? report.documents.toLocaleString('en') },
          {
            name: syncText.caughtUp,
            value: unknown ?? (
              <Moment
                atMs={report.lastCaughtUpAtMs ?? report.earlierCaughtUpAtMs ?? 0}
                unknown={syncText.never}
              />
            ),
          },
          { name: appKeptText.name, value: <AppKeptState /> },
          { name: syncText.hub, value: syncText.hubs[report.hub] },
        ]}
      />
    </Section>
  );
}

/** How much room there is, and whether the browser may take it back. */
export function DeviceStorage({ report }: { readonly report: SyncReport }) {
  const { persistent, usedBytes, quotaBytes, fault } = report.storage;
  const Shield = persistent ? IconShieldCheck : IconShieldHalf;
  return (
    <Section title={syncText.storage}>
      {fault !== undefined && (
        <p className={classes.notice} role="alert">
          <IconAlertTriangle size={17} aria-hidden="true" className={classes.bad} />
          {faultAdvice(fault)}
        </p>
      )}
      <Facts
        facts={[
          { name: syncText.storageUsed, value: storageUsed(usedBytes, quotaBytes) },
          {
            name: syncText.storageState,
            value: (
              <>
                <span className={classes.protection}>
                  <Shield
                    size={16}
                    aria-hidden="true"
                    className={persistent ? classes.good : classes.warn}
                  />
                  {persistent ? syncText.storageKept : syncText.storageMayGo}
                </span>
                <span className={classes.detail}>
                  {persistent ? syncText.storageKeptBody : syncText.storageMayGoBody}
                </span>
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}

function storageUsed(usedBytes: number | undefined, quotaBytes: number | undefined): string {
  if (usedBytes === undefined) return syncText.storageUnknown;
  const used = formatBytes(usedBytes);
  return quotaBytes === undefined ? used : syncText.ofQuota(used, formatBytes(quotaBytes));
}
