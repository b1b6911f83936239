/** Differences below this may come from the way; and no relay minds them. */
const smallestMs = 45_000;

/**
 * By how much this device's clock is ahead of the relay's behind the page, ms; undefined where that is
 * little, or nobody tells. Relays say the time in the header of any answer.
 */
export async function clockAheadMs(origin: string): Promise<number | undefined> {
  const answer = await fetch(`${origin}/livez`, { cache: 'no-store' }).catch(() => undefined);
  const theirsMs = Date.parse(answer?.headers.get('date') ?? '');
  const aheadMs = Date.now() - theirsMs;
  return Number.isFinite(aheadMs) && Math.abs(aheadMs) >= smallestMs ? aheadMs : undefined;
}
