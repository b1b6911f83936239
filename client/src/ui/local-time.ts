/** As a field of date and time wants it: the reader's own time, to the minute. */
export function localTime(atMs: number): string {
  const at = new Date(atMs);
  return new Date(atMs - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
