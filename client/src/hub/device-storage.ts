import { createObservable } from './observable.ts';
import type { Observable } from './client-api.ts';

export interface StorageReport {
  readonly persistent: boolean;
  readonly usedBytes?: number;
  readonly quotaBytes?: number;
}

const refreshMs = 60_000;

/** Asks the browser to keep this origin's data for good, and watches how much of it there is. */
export function watchDeviceStorage(storage: StorageManager | undefined): Observable<StorageReport> {
  const report = createObservable<StorageReport>({ persistent: false });
  if (storage === undefined) return report;
  const manager = storage;

  async function refresh(): Promise<void> {
    const [persistent, estimate] = await Promise.all([manager.persisted(), manager.estimate()]);
    report.set({
      persistent,
      ...(estimate.usage === undefined ? {} : { usedBytes: estimate.usage }),
      ...(estimate.quota === undefined ? {} : { quotaBytes: estimate.quota }),
    });
  }

  /** A browser that does not say leaves the report as it was. */
  const tryRefresh = (): void => void refresh().catch(() => undefined);
  manager.persist().then(tryRefresh, tryRefresh);
  setInterval(tryRefresh, refreshMs);
  return report;
}
