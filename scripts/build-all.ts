import { join } from 'node:path';
import { buildServer } from './build-server.ts';
import { hashInputs, isBuiltFrom, writeStamp } from './build-stamp.ts';
import { installedCommand, repositoryRoot } from './repository.ts';
import { runCommand } from './run-command.ts';

interface BuildOptions {
  /** Leave alone what was built from the very same sources. */
  readonly onlyIfChanged: boolean;
  readonly log: (line: string) => void;
}

interface Target {
  readonly name: string;
  readonly outputDir: string;
  /** Files and folders that decide what comes out. */
  readonly inputs: readonly string[];
  readonly build: (outputDir: string) => Promise<number>;
}

const sharedInputs = ['shared', 'scripts', 'package-lock.json', 'tsconfig.base.json'];

const targets: readonly Target[] = [
  {
    name: 'app',
    outputDir: join(repositoryRoot, 'client', 'dist'),
    // The demo's runbooks are the templates that the app offers.
    inputs: ['client', 'demo', ...sharedInputs],
    build: () =>
      runCommand(installedCommand('vite'), ['build', '--logLevel', 'warn'], {
        cwd: join(repositoryRoot, 'client'),
      }),
  },
  {
    name: 'relay and command line',
    outputDir: join(repositoryRoot, 'server', 'dist'),
    inputs: ['server', ...sharedInputs],
    build: buildServer,
  },
];

/** Builds app and server. Resolves with 0, or with the exit code of what failed, which has said why. */
export async function buildAll({ onlyIfChanged, log }: BuildOptions): Promise<number> {
  for (const target of targets) {
    const inputsHash = await hashInputs(target.inputs);
    if (onlyIfChanged && (await isBuiltFrom(target.outputDir, inputsHash))) continue;
    log(`Building the ${target.name} …`);
    const exitCode = await target.build(target.outputDir);
    if (exitCode !== 0) return exitCode;
    await writeStamp(target.outputDir, inputsHash);
  }
  return 0;
}
