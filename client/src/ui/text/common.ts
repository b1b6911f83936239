export const commonText = {
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'The browser did not allow copying',
  add: 'Add',
  remove: (item: string) => `Remove ${item}`,
} as const;
