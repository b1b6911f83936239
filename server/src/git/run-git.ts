import { spawn } from 'node:child_process';
import { CommandError } from '../cli/exit-codes.ts';

export interface GitResult {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs the `git` executable, never through a shell. `folder` is where; `input` is its standard input. */
export interface Git {
  /** Resolves whatever the exit code. */
  try(args: readonly string[], input?: string): Promise<GitResult>;
  /** Rejects with what git said where the exit code is not 0. */
  run(args: readonly string[], input?: string): Promise<Buffer>;
  /** As `run`, as text without the last line end. */
  text(args: readonly string[], input?: string): Promise<string>;
}

/** Nobody is there to answer a question for a password: it fails, and says so. */
const environment = { GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };

export function createGit(folder: string): Git {
  function attempt(args: readonly string[], input = ''): Promise<GitResult> {
    return new Promise((resolve, reject) => {
      const child = spawn('git', args, { cwd: folder, env: { ...process.env, ...environment } });
      const stdout: Buffer[] = [];
      let stderr = '';
      child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      child.on('error', (error: NodeJS.ErrnoException) => {
        reject(
          error.code === 'ENOENT'
            ? new CommandError(
                `git could not be started in ${folder}. Is it installed, and is the folder there?`,
              )
            : error,
        );
      });
      child.on('close', (exitCode) => {
        resolve({ exitCode: exitCode ?? 1, stdout: Buffer.concat(stdout), stderr: stderr.trim() });
      });
      // Git may end before it has read all: its exit code tells.
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);
    });
  }

  async function run(args: readonly string[], input?: string): Promise<Buffer> {
    const { exitCode, stdout, stderr } = await attempt(args, input);
    if (exitCode !== 0) {
      throw new CommandError(`git ${args.find((arg) => !arg.startsWith('-')) ?? ''}: ${stderr}`);
    }
    return stdout;
  }

  return {
    try: attempt,
    run,
    text: async (args, input) => (await run(args, input)).toString().replace(/\n$/, ''),
  };
}
