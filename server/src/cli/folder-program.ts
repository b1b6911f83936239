import { type Command, Option } from 'commander';
import { backupFolder, restoreFolder, verifyFolder } from './folder-commands.ts';
import type { ProgramDeps, Run } from './program-deps.ts';

interface FolderOptions {
  readonly json?: boolean;
  readonly dryRun?: boolean;
}

/** Commands that work on a relay's data folder. */
export function addFolderCommands(program: Command, { output }: ProgramDeps, run: Run): void {
  const json = (): Option => new Option('--json', 'machine-readable output');
  const dryRun = (): Option => new Option('--dry-run', 'only say what would be done');
  program
    .command('backup')
    .description('copy a data folder, also while its relay runs')
    .argument('<data>', 'the relay’s data folder')
    .argument('<out>', 'a new folder')
    .addOption(dryRun())
    .addOption(json())
    .action((from: string, to: string, options: FolderOptions) =>
      run(() =>
        backupFolder({
          from,
          to,
          dryRun: options.dryRun === true,
          json: options.json === true,
          output,
        }),
      ),
    );
  program
    .command('restore')
    .description('make a data folder from a backup; it takes part as a new store')
    .argument('<backup>', 'what backup wrote')
    .argument('<data>', 'a new folder')
    .addOption(dryRun())
    .addOption(json())
    .action((from: string, to: string, options: FolderOptions) =>
      run(() =>
        restoreFolder({
          from,
          to,
          dryRun: options.dryRun === true,
          json: options.json === true,
          output,
        }),
      ),
    );
  program
    .command('verify')
    .description(
      'check every record of a data folder and load every document; exit code 3: problems found',
    )
    .argument('<data>', 'a stopped relay’s data folder, or a backup')
    .addOption(json())
    .action((data: string, options: FolderOptions) =>
      run(() => verifyFolder({ data, json: options.json === true, output })),
    );
}
