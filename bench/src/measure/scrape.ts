const timeoutMs = 5_000;

/**
 * The values of Prometheus samples without labels, by name, read at one moment. Without those that
 * the server does not have; empty when it has no `/metrics`.
 */
export async function scrapeMetrics(
  baseUrl: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const values = new Map<string, number>();
  try {
    const response = await fetch(`${baseUrl}/metrics`, { signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) return values;
    const text = await response.text();
    for (const name of names) {
      const line = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, 'm').exec(text);
      if (line !== null) values.set(name, Number(line[1]));
    }
  } catch {
    // A server without metrics is measured without them.
  }
  return values;
}
