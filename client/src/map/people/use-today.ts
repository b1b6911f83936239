import { useNow } from '../../ui/use-now.ts';
import { localDay } from '@holdfast/shared/model/local-day';
import type { Day } from './days.ts';

const minuteMs = 60_000;

/** The reader's day; the screen goes on with it past midnight. */
export function useToday(): Day {
  return localDay(useNow(minuteMs));
}
