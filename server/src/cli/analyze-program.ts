import type { Command } from 'commander';
import { analyze } from './analyze-command.ts';
import { type FailLevel, parseFailLevels } from './analyze-levels.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import type { ProgramDeps, Run } from './program-deps.ts';
import { withOptions, workspaceDeps, type WorkspaceOptions } from './workspace-program.ts';

interface AnalyzeOptions extends WorkspaceOptions {
  readonly target?: string;
  readonly order: number;
  readonly limit: number;
  readonly seconds: number;
  readonly failOn?: readonly FailLevel[];
  readonly on?: string;
  readonly beta?: number;
}

/** `analyze`: what takes something down. */
export function addAnalyzeCommand(program: Command, deps: ProgramDeps, run: Run): void {
  withOptions(
    program
      .command('analyze')
      .argument(
        '[files...]',
        'files of one fault tree in Open-PSA MEF, or of a map; none: the map of the workspace',
      ),
  )
    .description('find single points of failure, minimal cut sets, and how likely it is to be down')
    .option('--target <NAME>', 'component, or gate of a fault tree, that is asked about')
    .option('--order <N>', 'the most members of a cut set', numberBetween(1, 40, '--order'), 3)
    .option(
      '--limit <N>',
      'cut sets to list; all are counted',
      numberBetween(0, 1e6, '--limit'),
      100,
    )
    .option('--seconds <N>', 'time to take at most', numberBetween(0, 86_400, '--seconds'), 60)
    .option('--on <DAY>', 'local day, such as 2026-12-24: people on leave then are away')
    .option('--beta <SHARE>', 'share of failures that take a whole redundancy group down', share)
    .option(
      '--fail-on <LEVELS>',
      'exit code 3 when crossed: spof, order-2, order-3, probability=P, objective, bus-factor=N, incomplete',
      parseFailLevels,
    )
    .addHelpText('after', examples)
    .action((files: readonly string[], options: AnalyzeOptions) =>
      run(() => {
        if (options.on !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(options.on))
          throw new CommandError('--on must be a day such as 2026-12-24.', exitCodes.usage);
        return analyze({
          ...workspaceDeps(deps, options),
          files,
          target: options.target,
          order: options.order,
          limit: options.limit,
          seconds: options.seconds,
          failOn: options.failOn ?? [],
          on: options.on,
          beta: options.beta,
        });
      }),
    );
}

function numberBetween(least: number, most: number, option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most)
      return value;
    throw new CommandError(
      `${option} must be a whole number from ${least} to ${most}.`,
      exitCodes.usage,
    );
  };
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new CommandError('--beta must be from 0 to 1.', exitCodes.usage);
}

const examples = `
Examples:
  holdfast analyze --target shop --fail-on spof
  holdfast analyze map.yaml --target shop --fail-on objective,bus-factor=1
  holdfast analyze tree.xml probabilities.xml --json
  holdfast analyze tree.xml --target TOP --order 2 --fail-on probability=0.001,incomplete`;
