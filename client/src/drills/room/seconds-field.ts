/** As a field of date and time wants it: the reader's own time, to the second. */
export function secondsField(atMs: number): string {
  const at = new Date(atMs);
  return new Date(atMs - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** Wall clock, ms since 1970; undefined for what is no time. */
export function readSeconds(field: string): number | undefined {
  const atMs = new Date(field).getTime();
  return Number.isNaN(atMs) ? undefined : atMs;
}
