import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod/mini';
import { runProgram } from '../server/src/cli/program.ts';
import { repositoryRoot } from '../scripts/repository.ts';

const settingsSchema = z.record(z.string(), z.string());

/** For tests: a file of the repository, by its path in it. */
export function read(path: string): Promise<string> {
  return readFile(join(repositoryRoot, path), 'utf8');
}

/** The settings of relays that stand in a text as `HOLDFAST_NAME=value`. */
export function settingsIn(text: string): Readonly<Record<string, string>> {
  const variables = [...text.matchAll(/^[^#\n]*?\b(HOLDFAST_\w+)=(\S+)/gm)];
  return settingsSchema.parse(
    Object.fromEntries(variables.map(([, name, value]) => [name, value])),
  );
}

/** What the image sets for every relay. */
export async function dockerEnvironment(): Promise<Readonly<Record<string, string>>> {
  const variables = [...(await read('Dockerfile')).matchAll(/\b(HOLDFAST_\w+)=(\S+)/g)];
  return settingsSchema.parse(
    Object.fromEntries(variables.map(([, name, value]) => [name, value])),
  );
}

/** The settings that a relay takes from a command line and an environment, by their names there. Rejects where it would not start. */
export async function settingsOf(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  const lines: string[] = [];
  const problems: string[] = [];
  const exitCode = await runProgram({
    args: [...command, '--print-config'],
    env,
    folder: repositoryRoot,
    output: {
      data: (text) => void lines.push(...text.split('\n')),
      bytes: () => undefined,
      message: (text) => void problems.push(text),
    },
  });
  if (exitCode !== 0) throw new Error(problems.join('\n'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

/** The commands that a file's comments say to run, each as its words; `prefix` is what they begin with. */
export function commandsIn(text: string, prefix: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith(`#   ${prefix} `))
    .map((line) =>
      [...line.slice(`#   ${prefix} `.length).matchAll(/"([^"]*)"|\S+/g)].map(
        ([word, quoted]) => quoted ?? word,
      ),
    );
}
