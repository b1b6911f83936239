import { z } from 'zod/mini';
import { latestMoment } from './moments.ts';

/** Entries about the same matter that the author had seen, and that this one takes the place of. */
export const afterField = z.optional(z.readonly(z.array(z.string())));

/** Id of an entry that another is about. */
export const entryIdField = z.string().check(z.minLength(1), z.maxLength(64));

const wallSchema = z.object({ wallMs: z.number().check(z.gte(0), z.lt(latestMoment)) });

interface Walled {
  /** What the author's own wall clock showed, ms since 1970; 0 where it does not say. */
  readonly wallMs: number;
}
type Read<T> = { success: true; data: T & Walled } | { success: false };

/** Reads entries with `wallMs`. What was read stays: a long document has thousands, and they never change. */
export function rememberedEntries<T extends object>(schema: {
  safeParse(value: unknown): { success: true; data: T } | { success: false };
}): { safeParse(value: unknown): Read<T> } {
  const known = new WeakMap<object, Read<T>>();
  const parse = (value: object): Read<T> => {
    const entry = schema.safeParse(value);
    if (!entry.success) return { success: false };
    const wall = wallSchema.safeParse(value);
    return { success: true, data: { ...entry.data, wallMs: wall.success ? wall.data.wallMs : 0 } };
  };
  return {
    safeParse(value) {
      if (typeof value !== 'object' || value === null) return { success: false };
      const read = known.get(value) ?? parse(value);
      known.set(value, read);
      return read;
    },
  };
}
