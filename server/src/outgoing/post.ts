/** What came of one attempt. `unreachable`: nothing is known to work there; `refused`: it answered, and did not take this one. */
export type PostResult =
  | { readonly kind: 'taken' }
  | { readonly kind: 'unreachable' | 'refused'; readonly problem: string };

export type Post = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
) => Promise<PostResult>;

const timeoutMs = 10_000;

/**
 * Sends a body to an address of the configuration. Follows no redirection, and reads nothing of the
 * answer but its code: neither may lead anywhere that nobody configured. Never rejects.
 */
export const post: Post = async (url, headers, body, signal) => {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Holdfast', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    await answer.body?.cancel();
    if (answer.ok) return { kind: 'taken' };
    const problem = `answered ${answer.status}`;
    const isBusy = answer.status >= 500 || [408, 425, 429].includes(answer.status);
    return { kind: isBusy ? 'unreachable' : 'refused', problem };
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return { kind: 'unreachable', problem: isLate ? 'no answer in time' : 'not reachable' };
  }
};
