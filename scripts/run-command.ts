import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { repositoryRoot } from './repository.ts';

export interface CommandOptions {
  /** Default: the root of the repository. */
  readonly cwd?: string;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a command with this process's terminal and resolves with its exit code: 127 when it could
 * not be started, 128 + n when signal n ended it, as shells have it, or was meant to: after Ctrl-C
 * it resolves once the command, which hears of it too, has put its things away.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? repositoryRoot,
      env: { ...process.env, ...options.env },
      stdio: 'inherit',
    });
    const passOn = (signal: NodeJS.Signals): void => void child.kill(signal);
    let interrupted = false;
    const interrupt = (): void => {
      interrupted = true;
    };
    process.on('SIGTERM', passOn);
    process.on('SIGINT', interrupt);
    const finish = (exitCode: number): void => {
      process.off('SIGTERM', passOn);
      process.off('SIGINT', interrupt);
      resolve(interrupted ? 128 + constants.signals.SIGINT : exitCode);
    };
    child.on('error', (error) => {
      console.error(`Cannot run ${command}: ${error.message}`);
      finish(127);
    });
    child.on('close', (code, signal) => {
      finish(code ?? (signal === null ? 1 : 128 + constants.signals[signal]));
    });
  });
}
