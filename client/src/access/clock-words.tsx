import type { CloseReason } from '@holdfast/shared/access/close-reason';
import { useEffect, useState } from 'react';
import { durationInWords } from '../ui/duration.ts';
import { accessStateText } from '../ui/text/access-state.ts';
import { clockAheadMs } from './clock-difference.ts';

/** Reasons behind which a wrong clock may stand. */
const words: readonly CloseReason[] = ['expired', 'not-yet', 'replayed'];

/** By how much this device's clock is wrong, where that may be why and the relay behind the page tells. */
export function ClockWords({ word }: { readonly word: CloseReason }) {
  const asks = words.includes(word);
  const [aheadMs, setAheadMs] = useState<number>();
  useEffect(() => {
    if (!asks) return undefined;
    let gone = false;
    void clockAheadMs(location.origin).then((found) => {
      if (!gone) setAheadMs(found);
    });
    return () => {
      gone = true;
    };
  }, [asks]);
  if (!asks || aheadMs === undefined) return null;
  const by = durationInWords(Math.abs(aheadMs));
  return accessStateText.clock[aheadMs > 0 ? 'ahead' : 'behind'](by);
}
