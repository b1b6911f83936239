/** How often components failed, period by period. */
export interface ComponentTrend {
  /** `2026-11`, `2026 Q4` or `2026`: as fine as there is room for; the earliest first. */
  readonly periods: readonly string[];
  readonly rows: readonly { readonly name: string; readonly counts: readonly number[] }[];
}

/** A component that was named in an outage. */
export interface ToldComponent {
  readonly name: string;
  /** Document name of the incident that stands for the outage. */
  readonly root: string;
  /** When the outage began, `2026-11`. */
  readonly month: string;
}

const mostPeriods = 12;

/**
 * An outage counts once for a component, in however many incidents it was told.
 *
 * @param months every month from the first to the last, `2026-11`
 * @param names components to show, in this order
 */
export function trendOf(
  told: readonly ToldComponent[],
  months: readonly string[],
  names: readonly string[],
): ComponentTrend {
  const periodOf = periodsFor(months);
  const periods = [...new Set(months.map(periodOf))].slice(-mostPeriods);
  const outages = new Map<string, Set<string>>();
  for (const { name, root, month } of told) {
    const key = JSON.stringify([name, periodOf(month)]);
    outages.set(key, (outages.get(key) ?? new Set()).add(root));
  }
  const rows = names.map((name) => ({
    name,
    counts: periods.map((period) => outages.get(JSON.stringify([name, period]))?.size ?? 0),
  }));
  return { periods, rows: rows.filter(({ counts }) => counts.some((count) => count > 0)) };
}

function periodsFor(months: readonly string[]): (month: string) => string {
  if (months.length <= mostPeriods) return (month) => month;
  if (months.length <= 3 * mostPeriods - 2) {
    return (month) => `${month.slice(0, 4)} Q${Math.ceil(Number(month.slice(5)) / 3)}`;
  }
  return (month) => month.slice(0, 4);
}

/** Months as rows of a table: those without an incident that follow each other are one row. */
export function withoutGaps<
  M extends { readonly month: string; readonly counts: Readonly<Record<string | number, number>> },
>(months: readonly M[]): readonly (M & { readonly until: string })[] {
  const rows: (M & { until: string })[] = [];
  for (const one of months) {
    const last = rows.at(-1);
    if (last !== undefined && isEmpty(last) && isEmpty(one)) last.until = one.month;
    else rows.push({ ...one, until: one.month });
  }
  return rows;
}

function isEmpty({
  counts,
}: {
  readonly counts: Readonly<Record<string | number, number>>;
}): boolean {
  return Object.values(counts).every((count) => count === 0);
}
