/** Fails where package-lock.json does not fit the manifests, or holds a second copy of Yjs. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findLockProblems, singlePackages } from './lock-problems.ts';
import { repositoryRoot, workspaces } from './repository.ts';

const manifests = new Map<string, unknown>();
for (const folder of ['', ...workspaces]) {
  manifests.set(folder, await readJson(join(folder, 'package.json')));
}
const problems = findLockProblems(await readJson('package-lock.json'), manifests);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`The lock file fits, with one copy each of ${singlePackages.join(', ')}`);

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(join(repositoryRoot, path), 'utf8'));
}
