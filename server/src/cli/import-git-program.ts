import { type Command, Option } from 'commander';
import { importGit } from './import-git-command.ts';
import { type OwnershipOptions, ownershipDeps, withOwnershipOptions } from './ownership-program.ts';
import type { ProgramDeps, Run } from './program-deps.ts';
import { collected } from './relay-program.ts';
import {
  dryRunOption,
  userName,
  withOptions,
  workspaceDeps,
  type WriterOptions,
} from './workspace-program.ts';

interface ImportGitOptions extends OwnershipOptions, Omit<WriterOptions, 'json'> {
  readonly component?: string;
  readonly componentPath?: readonly string[];
  readonly name?: string;
  readonly as?: string;
}

/** Adds `import git` to the imports. */
export function addImportGitCommand(imports: Command, deps: ProgramDeps, run: Run): void {
  const command = imports
    .command('git')
    .argument('<repository>', 'a git repository, or a file with its log, packed or not');
  withOwnershipOptions(withOptions(command))
    .description('tell the map who wrote and who knows the code of its components')
    .option('--component <NAME>', 'name or id of the component that the code belongs to')
    .addOption(
      new Option(
        '--component-path <PATH=NAME>',
        'what is below a path belongs to another component; may be repeated',
      ).argParser(collected),
    )
    .option(
      '--name <NAME>',
      'what the repository is called in the map (default: as its remote, else its folder)',
    )
    .option('--as <NAME>', 'who is shown as having changed the map (default: your user name)')
    .addOption(dryRunOption())
    .addHelpText('after', examples)
    .action((repository: string, options: ImportGitOptions) =>
      run(() =>
        importGit({
          ...workspaceDeps(deps, options),
          ...ownershipDeps(repository, options, deps.output),
          component: options.component,
          componentPaths: options.componentPath ?? [],
          repositoryName: options.name,
          dryRun: options.dryRun === true,
          by: options.as ?? userName(),
        }),
      ),
    );
}

const examples = `
Examples:
  holdfast import git ./shop --component Shop --dry-run
  holdfast import git ./mono --component-path services/pay=Payments --component-path web=Website

Whoever changed a component lately, and wrote or knows a tenth of its files, is
taken to be able to operate it; others have seen it. What people say of
themselves in Holdfast stays, and counts more. People are found by the addresses
among their contacts, else by name; those who know much and are not in the map
are added as suggestions. Imported again, only what this repository said before
is changed. See docs/bus-factor.md.`;
