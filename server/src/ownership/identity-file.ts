import { readFileSync, statSync, writeFileSync } from 'node:fs';
import type { Identities } from '@holdfast/shared/ownership/identities';
import {
  type Corrections,
  readCorrections,
  writeIdentities,
} from '@holdfast/shared/ownership/identities-file';
import { CommandError, exitCodes } from '../cli/exit-codes.ts';

const mostBytes = 10_000_000;

/** Who is who, as somebody corrected it, or a `.mailmap`. */
export function readIdentityFile(path: string): Corrections {
  let text: string;
  try {
    if (statSync(path).size > mostBytes) throw new Error('it is larger than 10 MB');
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`Cannot read ${path}: ${reason}`, exitCodes.failed, { cause: error });
  }
  const read = readCorrections(text);
  if (read.ok) return read.corrections;
  throw new CommandError(`${path} does not say who is who: ${read.problem}`);
}

/** Writes a new file: one that is there may hold corrections. */
export function writeIdentityFile(path: string, identities: Identities): void {
  try {
    writeFileSync(path, writeIdentities(identities), { flag: 'wx' });
  } catch (error) {
    const reason =
      error instanceof Error && 'code' in error && error.code === 'EEXIST'
        ? 'it is there already, and may hold corrections. Name a new file.'
        : error instanceof Error
          ? error.message
          : String(error);
    throw new CommandError(`Cannot write ${path}: ${reason}`, exitCodes.failed, { cause: error });
  }
}
