import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';

/** Of its owner alone, or readable by others, too. */
const modes = { secret: 0o600, public: 0o644 } as const;

/** Writes a file whole or not at all: whoever reads it meanwhile gets the old one or the new one. */
export function writeWholeFile(path: string, text: string, mode: keyof typeof modes): void {
  const unfinished = join(
    dirname(path),
    `.${basename(path)}.${randomBytes(6).toString('hex')}.unfinished`,
  );
  const file = openSync(unfinished, 'wx', modes[mode]);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } catch (error) {
    closeSync(file);
    rmSync(unfinished, { force: true });
    throw error;
  }
  closeSync(file);
  renameSync(unfinished, path);
}

/** May others than its owner read it? Windows has no such bits, and says no. */
export function isReadableByOthers(path: string): boolean {
  return process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0;
}
