import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { listFiles } from './list-files.ts';
import { repositoryRoot } from './repository.ts';

/** Lies in the output folder, so that whatever empties the folder removes it too. */
const stampName = '.stamp';

/** A hash over the names and contents of everything below the given paths of the repository. */
export async function hashInputs(inputs: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const input of inputs) {
    const below = await listFiles(join(repositoryRoot, input));
    for (const path of below) {
      hash.update(`${relative(repositoryRoot, path)}\0`);
      hash.update(await readFile(path));
      hash.update('\0');
    }
  }
  return hash.digest('hex');
}

export async function isBuiltFrom(outputDir: string, inputsHash: string): Promise<boolean> {
  try {
    return (await readFile(join(outputDir, stampName), 'utf8')) === inputsHash;
  } catch {
    return false;
  }
}

export async function writeStamp(outputDir: string, inputsHash: string): Promise<void> {
  await writeFile(join(outputDir, stampName), inputsHash);
}
