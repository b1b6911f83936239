import type { EntryStamp } from '@holdfast/shared/model/entries';
import { canHaveHappened } from '@holdfast/shared/model/moments';
import type { TimelineItem } from './timeline-model.ts';

/** What the author's own clock showed, where that is known; else 0. */
function wallMsOf({ what }: Pick<TimelineItem, 'what'>): number {
  return what.kind === 'said' ? what.entry.wallMs : 0;
}

/**
 * When an item was posted, for people: wall clock ms. Undefined where nobody can tell: the clock that
 * orders items is pushed by whichever device is furthest ahead, and may show a time that has not come.
 */
export function postedAtMs(
  item: Pick<TimelineItem, 'what' | 'posted'>,
  nowMs: number,
): number | undefined {
  const wallMs = wallMsOf(item);
  const shownMs = wallMs > 0 ? wallMs : item.posted.ms;
  return canHaveHappened(shownMs, nowMs) ? shownMs : undefined;
}

/**
 * Was an item written by a clock that is more than a day ahead of the one that shows `nowMs`? Others
 * who had seen it, and whom it pushed, were not.
 */
export function isClockAhead(
  item: Pick<TimelineItem, 'what' | 'posted'> & Pick<EntryStamp, 'happenedAtMs'>,
  nowMs: number,
): boolean {
  const wallMs = wallMsOf(item);
  if (wallMs > 0) return !canHaveHappened(wallMs, nowMs);
  if (!canHaveHappened(item.happenedAtMs, nowMs)) return true;
  // A wall clock that no version believes is not read at all.
  return item.what.kind === 'said' && !canHaveHappened(item.posted.ms, nowMs);
}
