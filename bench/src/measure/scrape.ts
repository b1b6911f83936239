const timeoutMs = 5_000;

/**
 * The value of one Prometheus sample without labels, or undefined when the server has no `/metrics`
 * or no such sample.
 */
export async function scrapeMetric(baseUrl: string, name: string): Promise<number | undefined> {
  try {
    const response = await fetch(`${baseUrl}/metrics`, { signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) return undefined;
    const line = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, 'm').exec(await response.text());
    return line === null ? undefined : Number(line[1]);
  } catch {
    return undefined;
  }
}
