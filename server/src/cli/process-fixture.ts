import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod/mini';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const loader = import.meta.resolve('tsx');

/** For tests: `holdfast` in processes of its own, all gone after `cleanUp`. */
export interface ProcessFixture {
  folder(): string;
  /** Runs a command to its end. */
  run(args: readonly string[], options?: RunOptions): Promise<Finished>;
  /** Starts a relay and waits until it is ready. */
  relay(args: readonly string[], options?: RunOptions): Promise<RunningRelay>;
  cleanUp(): Promise<void>;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningRelay {
  /** `ws://127.0.0.1:port` */
  readonly address: string;
  readonly pid: number;
  readonly finished: Promise<Finished>;
  kill(signal: NodeJS.Signals): void;
}

const readySchema = z.object({ msg: z.literal('relay ready'), address: z.string() });

export function createProcessFixture(): ProcessFixture {
  const children = new Map<ChildProcess, Promise<Finished>>();
  const folders: string[] = [];

  function start(args: readonly string[], { env, cwd }: RunOptions = {}): ChildProcess {
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('HOLDFAST_'));
    const child = spawn(process.execPath, ['--import', loader, main, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...Object.fromEntries(inherited), ...env },
      ...(cwd !== undefined && { cwd }),
    });
    children.set(child, finish(child));
    return child;
  }

  function finish(child: ChildProcess): Promise<Finished> {
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    return new Promise((resolve) => {
      child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
    });
  }

  function endOf(child: ChildProcess): Promise<Finished> {
    const end = children.get(child);
    if (end === undefined) throw new Error('not started here');
    return end;
  }

  function readyAddress(child: ChildProcess): Promise<string> {
    return new Promise((resolve, reject) => {
      let text = '';
      child.stdout?.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        for (const line of text.split('\n').slice(0, -1)) {
          const ready = readySchema.safeParse(JSON.parse(line));
          if (ready.success) resolve(ready.data.address);
        }
      });
      void endOf(child).then(({ stderr }) => reject(new Error(`the relay ended: ${stderr}`)));
    });
  }

  return {
    folder() {
      const path = mkdtempSync(join(tmpdir(), 'holdfast-cli-'));
      folders.push(path);
      return path;
    },
    run: (args, options) => endOf(start(args, options)),
    async relay(args, options) {
      const child = start(['relay', '--listen=127.0.0.1:0', ...args], options);
      const address = await readyAddress(child);
      return {
        address,
        pid: child.pid ?? 0,
        finished: endOf(child),
        kill: (signal) => void child.kill(signal),
      };
    },
    async cleanUp() {
      for (const child of children.keys()) child.kill('SIGKILL');
      await Promise.all(children.values());
      children.clear();
      for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
    },
  };
}
