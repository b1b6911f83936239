import type { DrillPart } from '../app/routes.ts';

/** The screens beside each other at the top of the drills, that are there, in this order. */
export const shownParts = [
  'calendar',
  'plans',
  'coverage',
  'log',
] as const satisfies readonly DrillPart[];
