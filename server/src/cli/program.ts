import { Command, CommanderError, Option } from 'commander';
import {
  type Environment,
  envName,
  type RawFlags,
  settingInfo,
  settingNames,
  type RawValue,
} from '../config.ts';
import { readVersion } from '../locations.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import type { Output } from './output.ts';
import { relayCommand } from './relay-command.ts';

export interface ProgramDeps {
  /** Without program and script. */
  readonly args: readonly string[];
  readonly env: Environment;
  readonly output: Output;
}

/** Runs one command. Resolves with the exit code; what went wrong has been said. */
export async function runProgram(deps: ProgramDeps): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.ok;
  const program = new Command('holdfast')
    .description(
      'The operations workspace that stays readable and writable when everything else is down.',
    )
    .version(readVersion())
    .exitOverride()
    .showHelpAfterError('(holdfast --help shows all commands)');
  const finish = (run: () => Promise<ExitCode>): Promise<void> =>
    run().then((code) => {
      exitCode = code;
    });
  addRelayCommand(program, deps, finish);
  try {
    await program.parseAsync(deps.args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    if (error instanceof CommandError) {
      deps.output.message(error.message);
      return error.exitCode;
    }
    throw error;
  }
}

type Finish = (run: () => Promise<ExitCode>) => Promise<void>;

function addRelayCommand(program: Command, { env, output }: ProgramDeps, finish: Finish): void {
  const command = program
    .command('relay')
    .description('run a relay')
    .option('--print-config', 'show the settings in effect and stop')
    .addHelpText('after', relayExamples);
  for (const name of settingNames) {
    const { flag, placeholder, many, help, fallback } = settingInfo(name);
    const shownDefault = fallback === undefined || fallback === '' ? '' : `, default ${fallback}`;
    const text = `${help} (${envName(name)}${shownDefault})`;
    const option = new Option(
      placeholder === undefined ? `--${flag} [on|off]` : `--${flag} <${placeholder}>`,
      text,
    );
    if (many === true)
      option.argParser((value: string, before: readonly string[] | undefined) => [
        ...(before ?? []),
        value,
      ]);
    command.addOption(option);
  }
  command.action((options: Record<string, RawValue | undefined>) =>
    finish(() => {
      const flags: RawFlags = Object.fromEntries(
        settingNames.map((name) => [name, options[camelCase(settingInfo(name).flag)]]),
      );
      return relayCommand({ flags, printConfig: options['printConfig'] === true, env, output });
    }),
  );
}

/** The name under which commander keeps the value of a flag. */
function camelCase(flag: string): string {
  return flag.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

const relayExamples = `
Examples:
  holdfast relay
  holdfast relay --listen=127.0.0.1:4101 --data=/var/lib/holdfast --peer=ws://127.0.0.1:4100
  HOLDFAST_LOG_LEVEL=debug holdfast relay

Each setting can also be given in the environment. Exit codes: 0 stopped as asked, 1 failed, 2 wrong settings.`;
