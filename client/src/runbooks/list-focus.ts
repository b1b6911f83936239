/** Marks a row's link with its place in the list. */
export const rowIndexAttribute = 'data-row-index';

/** Moves the focus to a row that is on screen; with `open`, goes there at once. */
export function focusRow(index: number, open = false): void {
  const link = document.querySelector<HTMLElement>(`[${rowIndexAttribute}="${index}"]`);
  if (open) link?.click();
  else link?.focus();
}
