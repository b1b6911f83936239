import type { ReviewFinding, ReviewRule } from './finding.ts';

/** Findings that a list shows as one: they lack the same, weigh the same, and are the same people's. */
export interface ReviewRow {
  /** Of its first finding. */
  readonly id: string;
  readonly findings: readonly [ReviewFinding, ...ReviewFinding[]];
}

/** There may be one for each component or runbook. */
const many: ReadonlySet<ReviewRule> = new Set([
  'no-owner',
  'no-runbook',
  'bus-factor-1',
  'runbook-never-run',
  'runbook-stale',
]);

/** In the order of the findings; none is left out. */
export function reviewRows(findings: readonly ReviewFinding[]): readonly ReviewRow[] {
  const rows = new Map<string, [ReviewFinding, ...ReviewFinding[]]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const row = rows.get(key);
    if (row === undefined) rows.set(key, [finding]);
    else row.push(finding);
  }
  return [...rows.values()].map((row) => ({ id: row[0].id, findings: row }));
}

/** Findings stay the same objects as long as they say the same. */
const keys = new WeakMap<ReviewFinding, string>();

function keyOf(finding: ReviewFinding): string {
  const { rule, level, owners, id } = finding;
  if (!many.has(rule)) return id;
  const known = keys.get(finding);
  if (known !== undefined) return known;
  const key = JSON.stringify([rule, level, owners]);
  keys.set(finding, key);
  return key;
}
