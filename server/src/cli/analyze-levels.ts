import type { AnalysisReport } from '@holdfast/shared/analysis/analysis-report';
import { CommandError, exitCodes } from './exit-codes.ts';

/** When `holdfast analyze` ends with exit code 3. */
export type FailLevel =
  | { readonly kind: 'spof' | 'incomplete' }
  | { readonly kind: 'order'; readonly order: number }
  | { readonly kind: 'probability'; readonly most: number };

/** Reads `spof,order-2,probability=0.001,incomplete`. */
export function parseFailLevels(text: string): readonly FailLevel[] {
  return text.split(',').map((word): FailLevel => {
    const level = word.trim();
    if (level === 'spof' || level === 'incomplete') return { kind: level };
    const order = /^order-([1-9])$/.exec(level)?.[1];
    if (order !== undefined) return { kind: 'order', order: Number(order) };
    const most = /^probability=([\d.]+(?:e-?\d+)?)$/i.exec(level)?.[1];
    if (most !== undefined && Number(most) >= 0 && Number(most) <= 1)
      return { kind: 'probability', most: Number(most) };
    throw new CommandError(
      `--fail-on does not know ${level}. Levels: spof, order-2, order-3, probability=P, incomplete.`,
      exitCodes.usage,
    );
  });
}

/** What is crossed, in words; `own` are events that the target cannot do without: itself. */
export function crossedLevels(
  report: AnalysisReport,
  levels: readonly FailLevel[],
  own: ReadonlySet<string>,
): readonly string[] {
  const single = report.spofs.filter(({ event }) => !own.has(event)).length;
  return levels.flatMap((level): readonly string[] => {
    switch (level.kind) {
      case 'spof':
        if (report.alwaysDown) return ['It is down although nothing has failed.'];
        return single > 0 ? [`Single points of failure: ${single}.`] : [];
      case 'order': {
        const count = level.order === 1 ? single : report.countsByOrder[String(level.order)];
        if (count === undefined)
          return [`Not known: how many cut sets of order ${level.order} there are.`];
        return count === 0 ? [] : [`Minimal cut sets of order ${level.order}: ${count}.`];
      }
      case 'incomplete':
        return report.complete ? [] : ['Not all cut sets are known.'];
      case 'probability': {
        const { probability } = report;
        if (probability === undefined) return ['Not known: how likely it is to be down.'];
        const { lower, upper } = probability;
        if (upper <= level.most) return [];
        return [
          lower > level.most
            ? `It is down more often than ${level.most}: ${lower}.`
            : `It may be down more often than ${level.most}: between ${lower} and ${upper}.`,
        ];
      }
    }
  });
}
