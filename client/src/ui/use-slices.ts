import { useEffect, useMemo, useState } from 'react';

/**
 * Many things, to be drawn a slice at a time: one more with each turn of the browser, so that input
 * gets its own. A slice stays the same object, and so can be kept by what draws it.
 *
 * @param size how many a slice has
 */
export function useSlices<T>(
  items: readonly T[],
  size: number,
): { readonly slices: readonly (readonly T[])[]; readonly isWhole: boolean } {
  const all = useMemo(
    () =>
      Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
        items.slice(at * size, (at + 1) * size),
      ),
    [items, size],
  );
  const [drawn, setDrawn] = useState(1);
  const isWhole = drawn >= all.length;
  useEffect(() => {
    if (isWhole) return undefined;
    const timer = setTimeout(() => setDrawn(drawn + 1));
    return () => clearTimeout(timer);
  }, [drawn, isWhole]);
  const slices = useMemo(() => all.slice(0, drawn), [all, drawn]);
  return { slices, isWhole };
}
