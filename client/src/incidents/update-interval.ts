import type { Severity } from '@holdfast/shared/model/incident-terms';

const minuteMs = 60_000;

/** How often others want to hear something, ms. */
export const updateEveryMs: Readonly<Record<Severity, number>> = {
  1: 30 * minuteMs,
  2: 60 * minuteMs,
  3: 4 * 60 * minuteMs,
  4: 24 * 60 * minuteMs,
};
