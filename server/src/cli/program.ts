import { Command, CommanderError } from 'commander';
import { readVersion } from '../locations.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { addAnalyzeCommand } from './analyze-program.ts';
import { addBundleCommands } from './bundle-program.ts';
import { addDoctorCommand } from './doctor-program.ts';
import { addDrillsCommands } from './drills-program.ts';
import { addFolderCommands } from './folder-program.ts';
import { addImportGitCommand } from './import-git-program.ts';
import { addImportMapCommand } from './map-program.ts';
import { addKeysCommands } from './keys-program.ts';
import { addTruckFactorCommand } from './ownership-program.ts';
import { addPlansCommands } from './plans-program.ts';
import type { ProgramDeps, Run } from './program-deps.ts';
import { addRelayCommands } from './relay-program.ts';
import { addReviewCommand } from './review-program.ts';
import { addSyncGitCommand } from './sync-git-program.ts';
import { addTokenCommands } from './token-program.ts';
import { addWorkspaceCommands } from './workspace-program.ts';

/** Runs one command. Resolves with the exit code; what went wrong has been said. */
export async function runProgram(deps: ProgramDeps): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.ok;
  const run: Run = async (work) => {
    exitCode = await work();
  };
  const program = new Command('holdfast')
    .description(
      'The operations workspace that stays readable and writable when everything else is down.',
    )
    .version(readVersion())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => deps.output.data(text.trimEnd()),
      writeErr: (text) => deps.output.message(text.trimEnd()),
    })
    .showHelpAfterError('See --help.')
    .addHelpText('after', exitCodeHelp);
  addRelayCommands(program, deps, run);
  const imports = addWorkspaceCommands(program, deps, run);
  addImportGitCommand(imports, deps, run);
  addAnalyzeCommand(program, deps, run);
  addReviewCommand(program, deps, run);
  addImportMapCommand(imports, deps, run);
  addBundleCommands(program, deps, run);
  addPlansCommands(program, deps, run);
  addSyncGitCommand(program, deps, run);
  addDrillsCommands(program, deps, run);
  addFolderCommands(program, deps, run);
  addTruckFactorCommand(program, deps, run);
  addKeysCommands(program, deps, run);
  addTokenCommands(program, deps, run);
  addDoctorCommand(program, deps, run);
  for (const command of allCommands(program))
    command.exitOverride().showHelpAfterError('See --help.');
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

function allCommands(command: Command): readonly Command[] {
  return command.commands.flatMap((child) => [child, ...allCommands(child)]);
}

const exitCodeHelp = `
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 a check found problems,
4 done but for conflicts, or texts that have to be unlocked first.
Data goes to standard output, everything else to standard error.`;
