import type { Grant } from '@holdfast/shared/access/grant';

const hourMs = 3_600_000;
/** Tokens at addresses that are remembered; the longest unheard of are noted again. */
const mostRemembered = 10_000;

/** Which tokens were used from where lately: programs ask again and again, and one note an hour says so. */
export function createTokenUses(monotonicMs: () => number) {
  const noted = new Map<string, number>();
  return {
    /** Whether it is the first use of that token, by that device, from that address within an hour. */
    isFirst({ tokenId, device }: Pick<Grant, 'tokenId' | 'device'>, address: string): boolean {
      const key = JSON.stringify([tokenId, device, address]);
      const nowMs = monotonicMs();
      const lastMs = noted.get(key);
      if (lastMs !== undefined && nowMs - lastMs < hourMs) return false;
      noted.delete(key);
      noted.set(key, nowMs);
      const [oldest] = noted.keys();
      if (noted.size > mostRemembered && oldest !== undefined) noted.delete(oldest);
      return true;
    },
  };
}
