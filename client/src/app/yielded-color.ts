import { isGuestName } from '../hub/guest-name.ts';
import type { Person } from '../hub/client-api.ts';
import { presenceColors, presenceIndex } from '../ui/presence-colors.ts';

/**
 * The colour that a guest takes instead of their own, because somebody here who goes before them has
 * the same: whoever said their name, else the device with the smaller id. Undefined where they keep
 * theirs, or all colours are taken. Every device comes to the same, so that only one of two moves.
 *
 * @param color of the guest
 * @param device id of theirs
 */
export function yieldedColor(
  color: number,
  device: string,
  others: readonly Pick<Person, 'name' | 'color' | 'device'>[],
): number | undefined {
  const own = presenceIndex(color);
  const mustYield = others.some(
    (one) =>
      presenceIndex(one.color) === own &&
      (!isGuestName(one.name) || (one.device !== undefined && one.device < device)),
  );
  if (!mustYield) return undefined;
  const taken = new Set(others.map((one) => presenceIndex(one.color)));
  return presenceColors
    .map((_, at) => (own + at) % presenceColors.length)
    .find((at) => !taken.has(at));
}
