import type { DrillLogFilter } from '@holdfast/shared/transfer/drill-log-rows';
import { type Command, Option } from 'commander';
import { exportDrillLog, listDrillLog, proveDrillLog } from './drills-command.ts';
import type { ProgramDeps, Run } from './program-deps.ts';
import { withOptions, workspaceDeps, type WorkspaceOptions } from './workspace-program.ts';

interface LogOptions extends WorkspaceOptions {
  readonly kind?: string;
  readonly outcome?: string;
  readonly component?: string;
  readonly from?: string;
  readonly to?: string;
  readonly person?: string;
}

interface ExportOptions extends LogOptions {
  readonly format: 'csv' | 'json';
  readonly out?: string;
}

/** `drills`: the log of drills, and what its chain and seals show. */
export function addDrillsCommands(program: Command, deps: ProgramDeps, run: Run): void {
  const drills = program.command('drills').description('the log of drills');
  withFilters(withOptions(drills.command('list')))
    .description('list all drills, oldest first; those that are gone, too, as they were sealed')
    .action((options: LogOptions) =>
      run(() => listDrillLog({ ...workspaceDeps(deps, options), filter: filterOf(options) })),
    );
  withFilters(withOptions(drills.command('export')))
    .description('write the log as CSV or JSON')
    .addOption(
      new Option('--format <FORMAT>', 'form of it').choices(['csv', 'json']).default('csv'),
    )
    .option('--out <FILE>', 'a new file; without it, standard output')
    .addHelpText('after', examples)
    .action((options: ExportOptions) =>
      run(() =>
        exportDrillLog({
          ...workspaceDeps(deps, options),
          filter: filterOf(options),
          format: options.json === true ? 'json' : options.format,
          out: options.out,
        }),
      ),
    );
  withOptions(drills.command('prove'))
    .description(
      'recompute chains and seals; exit code 3 where something was changed or is missing',
    )
    .action((options: WorkspaceOptions) => run(() => proveDrillLog(workspaceDeps(deps, options))));
}

function withFilters(command: Command): Command {
  return command
    .option('--kind <KIND>', 'only of a kind, such as failover')
    .option('--outcome <OUTCOME>', 'only those: open, passed, failed, inconclusive, abandoned')
    .option('--component <NAME>', 'only those about a component')
    .option('--from <DAY>', 'only those that started on that local day or later')
    .option('--to <DAY>', 'only those that started on that local day or earlier')
    .option('--person <NAME>', 'only those in which somebody took part');
}

function filterOf({ kind, outcome, component, from, to, person }: LogOptions): DrillLogFilter {
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(component === undefined ? {} : { component }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(person === undefined ? {} : { person }),
  };
}

const examples = `
Examples:
  holdfast drills export --from=2026-01-01 --out=drills-2026.csv
  holdfast drills export --format=json --component=orders`;
