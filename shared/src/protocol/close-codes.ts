/** Whether to try the same relay again after a close: never, later (with back-off), or at another relay at once. */
export type Retry = 'never' | 'later' | 'elsewhere';

interface CloseCode {
  readonly code: number;
  readonly retry: Retry;
  readonly meaning: string;
}

/** Close codes mirror HTTP. 44xx tells a stock y-websocket client to stop. */
export const closeCodes = {
  normal: { code: 1000, retry: 'never', meaning: 'closed on purpose' },
  malformed: { code: 4400, retry: 'never', meaning: 'a message did not fit the protocol' },
  unauthenticated: { code: 4401, retry: 'never', meaning: 'no valid key' },
  forbidden: { code: 4403, retry: 'never', meaning: 'not allowed' },
  notFound: { code: 4404, retry: 'never', meaning: 'no such workspace or document' },
  timeout: { code: 4408, retry: 'later', meaning: 'took too long to answer' },
  version: { code: 4409, retry: 'never', meaning: 'no common protocol version' },
  tooLarge: { code: 4413, retry: 'never', meaning: 'a message was larger than allowed' },
  tooFast: { code: 4429, retry: 'later', meaning: 'more messages than allowed' },
  duplicate: { code: 4410, retry: 'later', meaning: 'the same two are linked already' },
  storeFailed: { code: 4500, retry: 'elsewhere', meaning: 'this relay cannot write to its disk' },
  draining: { code: 4503, retry: 'elsewhere', meaning: 'shutting down' },
} as const satisfies Record<string, CloseCode>;

/** What to do after a connection closed with `code`. Unknown codes, and a lost network, mean: try later. */
export function retryAfterClose(code: number): Retry {
  for (const known of Object.values(closeCodes)) {
    if (known.code === code) return known.retry;
  }
  return 'later';
}

export type CloseCodeName = keyof typeof closeCodes;
