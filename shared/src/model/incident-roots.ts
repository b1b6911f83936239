/**
 * The incident that stands for each: itself, or the one that it was merged into, or that one's, and
 * so on. Where incidents were merged into each other, the one with the smallest name stands for all,
 * so that every device agrees.
 *
 * @param mergedInto document name of an incident to that of the one it was merged into, or empty
 */
export function mergeRoots(mergedInto: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const roots = new Map<string, string>();
  for (const name of mergedInto.keys()) roots.set(name, rootOf(name, mergedInto));
  return roots;
}

function rootOf(name: string, mergedInto: ReadonlyMap<string, string>): string {
  const path: string[] = [name];
  for (let at = name; ;) {
    const next = mergedInto.get(at) ?? '';
    // One that is not here, or not yet, cannot stand for another.
    if (next === '' || !mergedInto.has(next)) return at;
    const seenAt = path.indexOf(next);
    if (seenAt >= 0) return path.slice(seenAt).toSorted()[0] ?? next;
    path.push(next);
    at = next;
  }
}

/**
 * Document names of the incidents that another one stands for, directly or not, besides itself.
 *
 * @param mergedInto as for `mergeRoots`
 */
export function stoodForBy(
  name: string,
  mergedInto: ReadonlyMap<string, string>,
): readonly string[] {
  return [...mergeRoots(mergedInto)].flatMap(([other, root]) =>
    root === name && other !== name ? [other] : [],
  );
}
