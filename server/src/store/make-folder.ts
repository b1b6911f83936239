import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those above it. Node's own recursive form runs for ever where the file system
 * answers "not found" for what may not be made, as below /proc.
 *
 * @param isPrivate whether nobody else on this machine may look into it; those above it are made as ever.
 */
export function makeFolder(folder: string, isPrivate = false): void {
  const path = resolve(folder);
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path, isPrivate ? { mode: 0o700 } : {});
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!isThere) throw error;
  }
}
