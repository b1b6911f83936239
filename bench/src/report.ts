import { median } from './measure/statistics.ts';
import type { Figure, Scenario, Values } from './scenarios/scenario.ts';
import type { ServerName } from './servers/catalogue.ts';

/** What one server gave in each round; a round that failed is left out. */
export interface Measurement {
  readonly server: ServerName;
  readonly rounds: readonly (Values | undefined)[];
}

/** Medians over the rounds, and where a figure is comparable its ratio to the floor of the same round. */
export interface Summary {
  readonly server: ServerName;
  readonly medians: Readonly<Record<string, number>>;
  readonly ratios: Readonly<Record<string, number>>;
}

export function summarise(
  figures: readonly Figure[],
  measurements: readonly Measurement[],
): readonly Summary[] {
  const floor = measurements.find((measurement) => measurement.server === 'floor');
  return measurements.map(({ server, rounds }) => {
    const medians: Record<string, number> = {};
    const ratios: Record<string, number> = {};
    for (const { key, isRatio } of figures) {
      const values = rounds.flatMap((round) => round?.[key] ?? []);
      if (values.length > 0) medians[key] = median(values);
      if (isRatio !== true) continue;
      const shares = rounds.flatMap((round, index) => {
        const base = floor?.rounds[index]?.[key];
        const value = round?.[key];
        return base === undefined || value === undefined ? [] : value / base;
      });
      if (shares.length > 0) ratios[key] = median(shares);
    }
    return { server, medians, ratios };
  });
}

/** A table for people: one line per server, one column per figure, and whether Holdfast kept its limits. */
export function formatTable(scenario: Scenario, summaries: readonly Summary[]): string {
  const header = ['', ...scenario.figures.flatMap(columnTitles)];
  const rows = summaries.map((summary) => [
    summary.server,
    ...scenario.figures.flatMap((figure) => cells(figure, summary)),
  ]);
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ');
  const own = summaries.find((summary) => summary.server === 'holdfast');
  const verdicts =
    own === undefined ? [] : scenario.figures.flatMap((figure) => verdict(figure, own));
  return [`${scenario.name}: ${scenario.title}`, line(header), ...rows.map(line), ...verdicts].join(
    '\n',
  );
}

function columnTitles({ label, unit, isRatio }: Figure): string[] {
  const title = unit === '' ? label : `${label}, ${unit}`;
  return isRatio === true ? [title, '× floor'] : [title];
}

function cells({ key, digits, isRatio }: Figure, { medians, ratios }: Summary): string[] {
  const value = medians[key]?.toFixed(digits) ?? '–';
  return isRatio === true ? [value, ratios[key]?.toFixed(2) ?? '–'] : [value];
}

function verdict({ key, label, unit, digits, isRatio, limit }: Figure, own: Summary): string[] {
  const value = isRatio === true ? own.ratios[key] : own.medians[key];
  if (limit === undefined || value === undefined) return [];
  const shown =
    isRatio === true ? `${value.toFixed(2)} × floor` : `${value.toFixed(digits)} ${unit}`;
  const wanted = isRatio === true ? `${limit} × floor` : `${limit} ${unit}`;
  return [
    `  ${value <= limit ? 'reached' : 'MISSED '}  holdfast ${label}: ${shown} (at most ${wanted})`,
  ];
}
