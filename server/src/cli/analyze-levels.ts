import type { AnalysisReport } from '@holdfast/shared/analysis/analysis-report';
import { CommandError, exitCodes } from './exit-codes.ts';

/** When `holdfast analyze` ends with exit code 3. */
export type FailLevel =
  | { readonly kind: 'spof' | 'incomplete' | 'objective' }
  | { readonly kind: 'order'; readonly order: number }
  | { readonly kind: 'probability'; readonly most: number }
  /** So many people, or fewer, who can lead it. */
  | { readonly kind: 'bus-factor'; readonly least: number };

/** Reads `spof,order-2,probability=0.001,incomplete`. */
export function parseFailLevels(text: string): readonly FailLevel[] {
  return text.split(',').map((word): FailLevel => {
    const level = word.trim();
    if (level === 'spof' || level === 'incomplete' || level === 'objective') return { kind: level };
    const order = /^order-([1-9])$/.exec(level)?.[1];
    if (order !== undefined) return { kind: 'order', order: Number(order) };
    const most = /^probability=([\d.]+(?:e-?\d+)?)$/i.exec(level)?.[1];
    if (most !== undefined && Number(most) >= 0 && Number(most) <= 1)
      return { kind: 'probability', most: Number(most) };
    const least = /^bus-factor=(\d{1,4})$/.exec(level)?.[1];
    if (least !== undefined) return { kind: 'bus-factor', least: Number(least) };
    throw new CommandError(
      `--fail-on does not know ${level}. Levels: spof, order-2, order-3, probability=P, objective, bus-factor=N, incomplete.`,
      exitCodes.usage,
    );
  });
}

/** What levels need to know of a target. */
export interface LevelTarget {
  /** Events that it cannot do without: its own failure. */
  readonly own: ReadonlySet<string>;
  /** Its objective of availability, 0 to 1. */
  readonly objective: number | undefined;
  /** How many people can lead it; undefined where it has none by its kind. */
  readonly busFactor: number | undefined;
}

/** What is crossed, in words. What is not known is crossed, too: a check that cannot tell must not pass. */
export function crossedLevels(
  report: AnalysisReport,
  levels: readonly FailLevel[],
  { own, objective, busFactor }: LevelTarget,
): readonly string[] {
  const single = report.spofs.filter(({ event }) => !own.has(event)).length;
  return levels.flatMap((level): readonly string[] => {
    switch (level.kind) {
      case 'spof':
        if (report.alwaysDown) return ['It is down although nothing has failed.'];
        return single > 0 ? [`Single points of failure: ${single}.`] : [];
      case 'order': {
        if (report.alwaysDown) return ['It is down although nothing has failed.'];
        const count = level.order === 1 ? single : report.countsByOrder[String(level.order)];
        if (count === undefined)
          return [`Not known: how many cut sets of order ${level.order} there are.`];
        return count === 0 ? [] : [`Minimal cut sets of order ${level.order}: ${count}.`];
      }
      case 'incomplete':
        return report.complete ? [] : ['Not all cut sets are known.'];
      case 'probability':
        return tooLikely(report, level.most);
      case 'bus-factor':
        if (busFactor === undefined) return ['Not known: a fault tree says nothing of people.'];
        return busFactor > level.least
          ? []
          : [`Bus factor: ${busFactor}; ${level.least} or fewer are too few who can lead it.`];
      case 'objective':
        if (objective === undefined) return ['It has no objective of availability.'];
        // As written: 1 - 0.9 is a little less than 0.1, and 1 - 0.99999 a little more than 0.00001.
        return tooLikely(report, Number((1 - objective).toFixed(12)), leftOfOne);
    }
  });
}

/** More than what counting in binary leaves when an availability is taken from 1. */
const leftOfOne = 1e-15;

/** `tolerance`: so much more than `most` is not told from it. */
function tooLikely(
  { probability }: AnalysisReport,
  most: number,
  tolerance = 0,
): readonly string[] {
  const { lower, upper } = probability;
  if (upper <= most + tolerance) return [];
  return [
    lower > most + tolerance
      ? `It is down more often than ${most}: ${shown(lower)}.`
      : `It may be down more often than ${most}: between ${shown(lower)} and ${shown(upper)}.`,
  ];
}

/**
 * Without the last digits, which are only what counting in binary leaves: 1 - 0.9995 is 0.0005, to
 * compare as well as to read.
 */
export function withoutNoise(report: AnalysisReport): AnalysisReport {
  const { cutSets, probability } = report;
  return {
    ...report,
    cutSets: cutSets.map((one) => ({
      ...one,
      probability: one.probability === undefined ? undefined : meant(one.probability),
    })),
    probability: {
      ...probability,
      value: meant(probability.value),
      lower: meant(probability.lower),
      upper: meant(probability.upper),
    },
  };
}

function meant(probability: number): number {
  return Number(probability.toPrecision(12));
}

/** Six digits are more than anybody knows of a failure. */
export function shown(probability: number): string {
  return String(Number(probability.toPrecision(6)));
}
