import { planNameOf } from '@holdfast/shared/drilling/machine/drill-payload';
import type { DrillLogFilter } from '@holdfast/shared/transfer/drill-log-rows';
import { type Command, Option } from 'commander';
import { exportDrillLog, listDrillLog, proveDrillLog } from './drills-command.ts';
import { recordDrills } from './drills-record-command.ts';
import type { ProgramDeps, Run } from './program-deps.ts';
import { collected } from './relay-program.ts';
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

interface RecordOptions extends WorkspaceOptions {
  readonly title?: string;
  readonly key?: string;
  readonly plan?: string;
  readonly scenario?: string;
  readonly component: readonly string[];
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
  withOptions(drills.command('record').argument('<file>', 'what a machine says of drills'))
    .description(
      'record drills from a file: own JSON or YAML, Chaos Mesh, Litmus, JUnit (docs/drill-evidence.md)',
    )
    .option('--title <TITLE>', 'JUnit: what the drill is called (default: the suite’s name)')
    .option('--key <KEY>', 'JUnit: what tells this run from others (default: the file’s content)')
    .option('--plan <ID>', 'JUnit: the plan it belongs to')
    .option('--scenario <ID>', 'JUnit: the ready scenario that was tried')
    .option('--component <NAME>', 'JUnit: what was tried; may be repeated', collected, [])
    .action((file: string, options: RecordOptions) =>
      run(() =>
        recordDrills({
          ...workspaceDeps(deps, options),
          path: file,
          about: {
            title: options.title,
            key: options.key,
            plan: planNameOf(options.plan ?? ''),
            scenario: options.scenario,
            components: options.component,
          },
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
