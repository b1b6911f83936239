import { type Command, InvalidArgumentError, Option } from 'commander';
import { isPattern } from '@holdfast/shared/ownership/patterns';
import type { ProgramDeps, Run } from './program-deps.ts';
import { collected } from './relay-program.ts';
import { type OwnershipDeps, showTruckFactor } from './truck-factor-command.ts';

export interface OwnershipOptions {
  readonly files?: string;
  readonly identities?: string;
  readonly writeIdentities?: string;
  readonly exclude?: readonly string[];
  readonly allFiles?: boolean;
  readonly json?: boolean;
}

interface TruckFactorOptions extends OwnershipOptions {
  readonly failOn?: number;
}

export function addTruckFactorCommand(program: Command, { output }: ProgramDeps, run: Run): void {
  withOwnershipOptions(
    program
      .command('truck-factor')
      .argument('<repository>', 'a git repository, or a file with its log, packed or not'),
  )
    .description('say without how few people more than half of the files have nobody left')
    .option(
      '--fail-on <COUNT>',
      'exit code 3 where the truck factor is that or less',
      (text: string) => countOf(text),
    )
    .option('--json', 'machine-readable output')
    .addHelpText('after', examples)
    .action((repository: string, options: TruckFactorOptions) =>
      run(() =>
        showTruckFactor({
          ...ownershipDeps(repository, options, output),
          failOn: options.failOn,
        }),
      ),
    );
}

/** The flags of every command that reads who wrote what. */
export function withOwnershipOptions(command: Command): Command {
  return command
    .option('--identities <FILE>', 'who is who: as --write-identities wrote it, or a .mailmap')
    .option('--write-identities <FILE>', 'write who was found, to be corrected; a new file')
    .addOption(
      new Option(
        '--exclude <PATTERN>',
        'files that do not count, as in a .gitignore; may be repeated',
      ).argParser((text: string, before: readonly string[] | undefined) => {
        if (!isPattern(text)) throw new InvalidArgumentError('That is no pattern of a .gitignore.');
        return collected(text, before);
      }),
    )
    .option('--all-files', 'count vendored and generated files, too')
    .option('--files <FILE>', 'for a log: the paths at its newest commit, one a line');
}

/** What those commands are given, from their flags. */
export function ownershipDeps(
  repository: string,
  options: OwnershipOptions,
  output: OwnershipDeps['output'],
): OwnershipDeps {
  return {
    repository,
    files: options.files,
    identities: options.identities,
    writeIdentities: options.writeIdentities,
    exclude: options.exclude ?? [],
    allFiles: options.allFiles === true,
    json: options.json === true,
    output,
    nowMs: Date.now(),
  };
}

function countOf(text: string): number {
  const count = Number(text);
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Give a number of people.');
  return count;
}

const examples = `
Examples:
  holdfast truck-factor .
  holdfast truck-factor ./checkout --exclude docs/ --json
  git log --name-status -M --format=commit%x09%H%x09%an%x09%ae%x09%at | gzip > shop.log.gz
  holdfast truck-factor shop.log.gz --fail-on 1

Reads the history of HEAD, without the network. Beside NAME.log.gz, NAME.files
may list the paths at the newest commit. See docs/bus-factor.md.`;
