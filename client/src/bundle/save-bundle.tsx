import { notifications } from '@mantine/notifications';
import { bundleFileName } from '@holdfast/shared/bundle/bundle-file-name';
import type { BundleReport } from '@holdfast/shared/bundle/bundle-source';
import { downloadFile } from '../sync/download-file.ts';
import { formatBytes } from '../ui/bytes.ts';
import { bundleText } from '../ui/text/bundle.ts';
import { type BundleHub, makeBundle } from './make-bundle.ts';

const noticeId = 'emergency-bundle';
let running: Promise<void> | undefined;

/** Makes the emergency bundle and offers it as a download, saying how far it is and what came of it. One at a time. */
export function saveBundle(hub: BundleHub): Promise<void> {
  running ??= save(hub).finally(() => {
    running = undefined;
  });
  return running;
}

async function save(hub: BundleHub): Promise<void> {
  notifications.hide(noticeId);
  notifications.show({
    id: noticeId,
    loading: true,
    autoClose: false,
    withCloseButton: false,
    withBorder: true,
    title: bundleText.making,
    message: bundleText.reading,
  });
  try {
    const { blob, report, madeAtMs } = await makeBundle(hub, (done, total) => {
      notifications.update({
        id: noticeId,
        loading: true,
        autoClose: false,
        withCloseButton: false,
        withBorder: true,
        title: bundleText.making,
        message: bundleText.progress(Math.floor((100 * done) / total)),
      });
    });
    const name = bundleFileName(hub.workspace, madeAtMs);
    downloadFile(name, blob);
    const isWhole = report.unreadable.length === 0;
    notifications.update({
      id: noticeId,
      loading: false,
      autoClose: 15_000,
      withCloseButton: true,
      withBorder: true,
      ...(isWhole ? {} : { color: 'orange' }),
      title: bundleText.saved(name),
      message: told(report),
    });
  } catch {
    notifications.update({
      id: noticeId,
      loading: false,
      autoClose: 15_000,
      withCloseButton: true,
      withBorder: true,
      color: 'red',
      title: bundleText.failedTitle,
      message: bundleText.failed,
    });
  }
}

function told(report: BundleReport): string {
  const left = report.leftOut.reduce((sum, { count }) => sum + count, 0);
  return [
    bundleText.holds(report.runbooks, report.liveIncidents, formatBytes(report.bytes)),
    ...(report.unreadable.length > 0 ? [bundleText.unreadable(report.unreadable.length)] : []),
    ...(left > 0 ? [bundleText.leftOut(left)] : []),
    bundleText.digest(report.digest.slice(0, 12)),
  ].join(' ');
}
