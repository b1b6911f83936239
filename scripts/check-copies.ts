/**
 * Two copies of Yjs in one process break each other's `instanceof` checks and lose edits without
 * an error, so the installation must hold one of each of these.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod/mini';
import { repositoryRoot } from './repository.ts';

const singlePackages = ['yjs', 'lib0', 'y-protocols'];
const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ version: z.optional(z.string()) })),
});

const lock = lockSchema.parse(
  JSON.parse(await readFile(join(repositoryRoot, 'package-lock.json'), 'utf8')),
);
for (const name of singlePackages) {
  const copies = Object.entries(lock.packages).filter(([path]) =>
    path.endsWith(`node_modules/${name}`),
  );
  if (copies.length === 1) continue;
  const found = copies.map(([path, { version }]) => `${path} ${version ?? ''}`).join(', ');
  console.error(`${name} must be installed exactly once; found ${copies.length}: ${found}`);
  process.exitCode = 1;
}
if (process.exitCode === undefined) console.log(`One copy each of ${singlePackages.join(', ')}`);
