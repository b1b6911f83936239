import { notifications } from '@mantine/notifications';
import { showNotice, type NoticeAction } from '../ui/notice.tsx';

const shown = new Map<string, string>();

/** Says in passing what became of a runbook's lock, in place of what was said of it before. */
export function showLockNotice(name: string, text: string, action?: NoticeAction): void {
  const before = shown.get(name);
  if (before !== undefined) notifications.hide(before);
  shown.set(name, showNotice(text, action));
}
