import type { Knowledge } from '@holdfast/shared/model/map-value';
import { type Day, daysBetween } from './days.ts';

/** `fresh`: said or seen within half a year. `fading`: within a year. `old`: longer ago. */
export type KnowledgeAge = 'fresh' | 'fading' | 'old';

const freshDays = 183;
const fadingDays = 365;

export function knowledgeAge(on: Day, today: Day): KnowledgeAge {
  const days = daysBetween(on, today);
  if (days <= freshDays) return 'fresh';
  return days <= fadingDays ? 'fading' : 'old';
}

/** How long ago it was, in its largest whole unit. */
export function ageOf(
  knowledge: Pick<Knowledge, 'on'>,
  today: Day,
): { readonly count: number; readonly unit: 'days' | 'months' | 'years' } {
  const days = Math.max(0, daysBetween(knowledge.on, today));
  if (days < 60) return { count: days, unit: 'days' };
  if (days < 730) return { count: Math.floor(days / 30.44), unit: 'months' };
  return { count: Math.floor(days / 365.25), unit: 'years' };
}
