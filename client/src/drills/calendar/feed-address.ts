/** Where a relay serves a workspace's drills as a calendar; undefined where it does not, or is not reached. */
export async function feedAddress(origin: string, workspace: string): Promise<string | undefined> {
  const address = new URL(`/calendar/${encodeURIComponent(workspace)}.ics`, origin).href;
  const stop = new AbortController();
  try {
    const answer = await fetch(address, { signal: stop.signal });
    // A relay without it may answer with the app's page instead.
    const isCalendar = answer.headers.get('content-type')?.startsWith('text/calendar') === true;
    return answer.ok && isCalendar ? address : undefined;
  } catch {
    return undefined;
  } finally {
    // Its headers were all that was asked for.
    stop.abort();
  }
}
