import type { Command } from 'commander';
import { listPlans, writeCalendar } from './plans-command.ts';
import type { ProgramDeps, Run } from './program-deps.ts';
import { withOptions, workspaceDeps, type WorkspaceOptions } from './workspace-program.ts';

/** Adds `plans list` and `plans calendar`. */
export function addPlansCommands(program: Command, deps: ProgramDeps, run: Run): void {
  const plans = program.command('plans').description('plans of drills, and when they are due');
  withOptions(plans.command('list'))
    .description('list plans by the day they are due, the longest overdue first')
    .action((options: WorkspaceOptions) => run(() => listPlans(workspaceDeps(deps, options))));
  withOptions(plans.command('calendar'))
    .description('write what is planned, overdue and was held as an iCalendar file')
    .requiredOption('--ics <FILE>', 'where to; - for standard output')
    .addHelpText('after', examples)
    .action((options: WorkspaceOptions & { readonly ics: string }) =>
      run(() => writeCalendar({ ...workspaceDeps(deps, options), out: options.ics })),
    );
}

const examples = `
Examples:
  holdfast plans list --workspace=demo
  holdfast plans calendar --ics drills.ics

Days are those of this machine's time zone.`;
