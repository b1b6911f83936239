import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import type { z } from 'zod/mini';
import { sealedNote } from '../hub/sealed-note.ts';

/** What the browser keeps of this origin on this device. */
export type KeptTexts = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** This browser's own; one that denies storage throws at the mere mention of it. */
export const onDevice = (): KeptTexts => localStorage;

/** The same for what is of a workspace's texts: only as long as this page, where its copy is encrypted. */
export function besideCopy(workspace: WorkspaceName): () => KeptTexts {
  return () => (sealedNote(workspace).get() ? inMemory : localStorage);
}

const inThisPage = new Map<string, string>();
const inMemory: KeptTexts = {
  getItem: (key) => inThisPage.get(key) ?? null,
  setItem: (key, value) => void inThisPage.set(key, value),
  removeItem: (key) => void inThisPage.delete(key),
};

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
