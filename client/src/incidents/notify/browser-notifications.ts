/** Whether this browser may show notifications: `default` is not asked yet. */
export type Permission = 'unsupported' | NotificationPermission;

export function notificationPermission(): Permission {
  return 'Notification' in globalThis ? Notification.permission : 'unsupported';
}

/** Asks the person, through the browser. Only ever called because they turned it on. */
export async function askForNotifications(): Promise<Permission> {
  if (notificationPermission() === 'unsupported') return 'unsupported';
  return Notification.requestPermission();
}

export interface ShownNotification {
  readonly title: string;
  readonly body: string;
  /** One of the same tag takes the place of the last. */
  readonly tag: string;
  /** Where it leads, an address of this app without its origin. */
  readonly address: string;
}

/** Shows one; `onOpen` once it is pressed. A browser that changed its mind shows nothing. */
export function showNotification(
  { title, body, tag, address }: ShownNotification,
  onOpen: () => void,
): void {
  const options = { body, tag, data: { path: address } };
  try {
    const shown = new Notification(title, options);
    shown.addEventListener('click', () => {
      window.focus();
      onOpen();
      shown.close();
    });
  } catch {
    // Phones want it from the service worker, which then leads there.
    navigator.serviceWorker?.ready
      .then((registration) => registration.showNotification(title, options))
      .catch(() => undefined);
  }
}
