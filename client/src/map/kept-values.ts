import type { z } from 'zod/mini';

/** What the browser keeps of this origin on this device. */
export type KeptTexts = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** This browser's own; one that denies storage throws at the mere mention of it. */
export const onDevice = (): KeptTexts => localStorage;

/** What was kept; undefined where it never was, is broken, or may not be read. */
export function readKept<T>(
  schema: z.ZodMiniType<T>,
  key: string,
  texts: () => KeptTexts,
): T | undefined {
  try {
    const read = schema.safeParse(JSON.parse(texts().getItem(key) ?? ''));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps a value, or (undefined) nothing any more.
 *
 * @returns whether it is kept; a browser may forbid it, or have no room
 */
export function keepValue(key: string, value: unknown, texts: () => KeptTexts): boolean {
  try {
    if (value === undefined) texts().removeItem(key);
    else texts().setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return value === undefined;
  }
}
