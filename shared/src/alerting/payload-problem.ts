/** The first things that are wrong with a payload, one after the other, with the path to each. */
export function problemOf(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): string {
  return issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.length === 0 ? 'body' : path.join('.')}: ${message}`)
    .join('; ');
}
