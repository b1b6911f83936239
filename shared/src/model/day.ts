import { z } from 'zod/mini';

/** A day of the calendar where somebody is, `2026-11-30`. */
export const daySchema = z.iso.date();

export function isDay(text: string): boolean {
  return daySchema.safeParse(text).success;
}
