import type { Logger } from 'pino';
import type { DialReport } from '@holdfast/shared/replica/dialer';

/**
 * Writes to the log that a peer refuses this relay: once, however many workspaces are linked and
 * however often it is tried again; and when it no longer does.
 */
export function createRefusalLog(log: Pick<Logger, 'warn' | 'info'>) {
  const logged = new Map<string, string>();

  return (reports: readonly DialReport[]): void => {
    for (const { url, state, problem = '', link } of reports) {
      if (state === 'stopped' && logged.get(url) !== problem) {
        logged.set(url, problem);
        log.warn(
          { peer: url, problem },
          'a peer refuses this relay; it is tried every few minutes',
        );
      }
      if (state === 'connected' && link?.peer !== undefined && logged.delete(url))
        log.info({ peer: url }, 'the peer takes this relay again');
    }
  };
}
