/**
 * Where a relay serves a workspace's drills as a calendar; `locked`: to programs that send it a password;
 * `none`: it does not; `unreachable`: it did not say.
 */
export type FeedAddress =
  | { readonly kind: 'found' | 'locked'; readonly address: string }
  | { readonly kind: 'none' | 'unreachable' };

export async function feedAddress(origin: string, workspace: string): Promise<FeedAddress> {
  const address = new URL(`/calendar/${encodeURIComponent(workspace)}.ics`, origin).href;
  const stop = new AbortController();
  try {
    // Else the browser itself asks a person for the password that programs have to send.
    const answer = await fetch(address, { signal: stop.signal, credentials: 'omit' });
    if (answer.status === 401) return { kind: 'locked', address };
    // A relay without it may answer with the app's page instead.
    const isCalendar = answer.headers.get('content-type')?.startsWith('text/calendar') === true;
    return answer.ok && isCalendar ? { kind: 'found', address } : { kind: 'none' };
  } catch {
    return { kind: 'unreachable' };
  } finally {
    // Its headers were all that was asked for.
    stop.abort();
  }
}
