/**
 * How many of `widths` (px), from the first, fit side by side into `available` px with `gap` px
 * between them. Where not all do, `moreWidth` px (a gap before it) are kept for saying how many do
 * not. At least one, which then is cut with an ellipsis.
 */
export function fitting(
  widths: readonly number[],
  available: number,
  options: { readonly gap: number; readonly moreWidth: number },
): number {
  const { gap, moreWidth } = options;
  let used = 0;
  let fit = 0;
  for (const [index, width] of widths.entries()) {
    used += width + (index === 0 ? 0 : gap);
    const isLast = index === widths.length - 1;
    if (used + (isLast ? 0 : gap + moreWidth) > available) break;
    fit = index + 1;
  }
  return Math.min(widths.length, Math.max(1, fit));
}
