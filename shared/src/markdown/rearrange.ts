/** A list as it is written: its items, and what stands between each and the next (one fewer). */
export interface KnownList {
  readonly items: readonly { readonly text: string; readonly source: string }[];
  readonly gaps: readonly string[];
}

/**
 * The source of a list that says `wanted`: items that stay keep theirs, `write` gives that of new
 * ones, and nothing between items is lost.
 */
export function rearrange(
  { items, gaps }: KnownList,
  wanted: readonly string[],
  write: (text: string) => string,
): string {
  let source = '';
  let next = 0;
  const gapsBefore = (end: number): string => {
    const passed = gaps.slice(Math.max(0, next - 1), Math.max(0, end - 1)).join('');
    next = Math.max(next, end);
    return passed;
  };
  for (const text of wanted) {
    const at = items.findIndex((item) => item.text === text);
    source += at < 0 ? write(text) : gapsBefore(at + 1) + (items[at]?.source ?? '');
  }
  return source + gapsBefore(items.length);
}
