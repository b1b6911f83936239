export const commonText = {
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'The browser did not allow copying',
  close: 'Close',
  dismiss: 'Dismiss',
  remove: (item: string) => `Remove ${item}`,
} as const;
