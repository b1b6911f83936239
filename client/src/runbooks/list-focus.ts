/** Marks a row's link with its place in the list. */
export const rowIndexAttribute = 'data-row-index';

/** Moves the focus to a row that is on screen; with `open`, goes there at once. */
export function focusRow(index: number, open = false): void {
  const link = document.querySelector<HTMLElement>(`[${rowIndexAttribute}="${index}"]`);
  if (open) link?.click();
  else link?.focus();
}

/** The row to go to; -1 for what stands above the first; undefined for keys that do not move. */
export function nextRow(key: string, current: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return Math.min(current + 1, count - 1);
    case 'ArrowUp':
    case 'k':
      return current - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'PageDown':
      return Math.min(current + 15, count - 1);
    case 'PageUp':
      return Math.max(current - 15, 0);
    default:
      return undefined;
  }
}
