/**
 * Ids of what this device may have posted that fewer relays have than promised: its last `unsent`
 * changes. Rather too many than too few.
 */
export function unsentIds(
  items: readonly { readonly id: string; readonly device: string }[],
  device: string,
  unsent: number,
): ReadonlySet<string> {
  const ids = new Set<string>();
  for (let at = items.length - 1; at >= 0 && ids.size < unsent; at -= 1) {
    const item = items[at];
    if (item !== undefined && item.device === device) ids.add(item.id);
  }
  return ids;
}
