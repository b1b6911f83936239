import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const skippedNames = new Set([
  'node_modules',
  'dist',
  'peers',
  'test-results',
  'playwright-report',
]);

/**
 * The file at `root`, or the files below the folder at `root`, sorted, without what was installed
 * or built. None if there is nothing.
 */
export async function listFiles(root: string): Promise<readonly string[]> {
  const found = await stat(root).catch(() => undefined);
  if (found === undefined) return [];
  if (found.isFile()) return [root];
  const paths: string[] = [];
  const pending = [root];
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    for (const entry of await readdir(current, { withFileTypes: true })) {
      if (skippedNames.has(entry.name)) continue;
      const path = join(current, entry.name);
      if (entry.isDirectory()) pending.push(path);
      else if (entry.isFile()) paths.push(path);
    }
  }
  return paths.toSorted();
}
