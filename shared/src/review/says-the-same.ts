/** Whether two pieces of plain data are equal; a field that is undefined is as good as absent. */
export function saysTheSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    for (let at = 0; at < a.length; at += 1) if (!saysTheSame(a[at], b[at])) return false;
    return true;
  }
  return isRecord(a) && isRecord(b) && hasFieldsOf(a, b) && !hasMore(b, a);
}

function hasFieldsOf(
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
): boolean {
  for (const key in b) if (!saysTheSame(a[key], b[key])) return false;
  return true;
}

function hasMore(
  b: Readonly<Record<string, unknown>>,
  a: Readonly<Record<string, unknown>>,
): boolean {
  for (const key in a) if (a[key] !== undefined && b[key] === undefined) return true;
  return false;
}

/** What is no list is one. */
function isRecord(value: object): value is Readonly<Record<string, unknown>> {
  return !Array.isArray(value);
}
