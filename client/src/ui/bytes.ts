const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** A number of bytes with a fitting unit (powers of 1,000, as disks are sold): `5.4 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[unit]}`;
}
