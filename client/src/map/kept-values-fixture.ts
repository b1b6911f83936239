import type { KeptTexts } from './kept-values.ts';

/** For tests: a device that keeps texts, and one that may not. */
export function deviceOf(): { texts: Map<string, string>; device: () => KeptTexts } {
  const texts = new Map<string, string>();
  return {
    texts,
    device: () => ({
      getItem: (key) => texts.get(key) ?? null,
      setItem: (key, value) => void texts.set(key, value),
      removeItem: (key) => void texts.delete(key),
    }),
  };
}

export function forbidden(): never {
  throw new Error('forbidden');
}
