import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { maxFileBytes } from '@holdfast/shared/transfer/file-text';
import {
  isWithoutRunbooks,
  passedOver,
  type PassedOver,
} from '@holdfast/shared/transfer/passed-over';
import type { ImportFile } from '@holdfast/shared/transfer/plan-import';
import { readArchive } from '@holdfast/shared/transfer/read-archive';
import { zipLimits, zipProblems } from '@holdfast/shared/transfer/zip-read';
import { CommandError, exitCodes } from './exit-codes.ts';

export interface FilesRead {
  readonly root: string;
  readonly files: readonly ImportFile[];
  readonly passedOver: readonly PassedOver[];
}

/**
 * The files below a folder or in a zip archive, or a single one as if its folder had been named. Of a
 * file with more than `mostBytes` only that is told.
 */
export function readFiles(path: string, mostBytes: number = maxFileBytes): FilesRead {
  const whole = resolve(path);
  try {
    const found = statSync(whole);
    if (!found.isDirectory()) {
      // Reading a device or a pipe might never end.
      if (!found.isFile()) throw new Error(passedOver(path, 'special-file').problem);
      if (/\.zip$/i.test(whole)) return readZipFile(whole, found.size);
      const file = readImportFile(whole, basename(whole), mostBytes);
      return { root: basename(dirname(whole)), files: [file], passedOver: [] };
    }
    const pathOf = (file: string): string => relative(whole, file).split(sep).join('/');
    const below = entriesBelow(whole);
    return {
      root: basename(whole),
      files: below
        .filter(({ reason }) => reason === undefined)
        .map((entry) => readImportFile(entry.path, pathOf(entry.path), mostBytes)),
      passedOver: below.flatMap(({ path: entry, reason }) =>
        reason === undefined ? [] : [passedOver(pathOf(entry), reason)],
      ),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`Cannot read ${path}: ${reason}`, exitCodes.failed, { cause: error });
  }
}

/** Paths in an archive stand for themselves: its name is that of a copy, not of a folder. */
function readZipFile(path: string, sizeBytes: number): FilesRead {
  if (sizeBytes > zipLimits.archiveBytes) throw new Error(zipProblems['too-large']);
  const read = readArchive(new Uint8Array(readFileSync(path)));
  if (!read.ok) throw new Error(zipProblems[read.problem]);
  return { root: '', files: read.files, passedOver: read.passedOver };
}

interface Entry {
  readonly path: string;
  /** Why it is passed over; undefined: it is a file. */
  readonly reason?: PassedOver['reason'];
}

function entriesBelow(folder: string): readonly Entry[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): readonly Entry[] => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return isWithoutRunbooks(entry.name)
        ? [{ path, reason: 'folder-without-runbooks' }]
        : entriesBelow(path);
    }
    if (entry.isFile()) return [{ path }];
    // A link may lead out of the folder, or round in a circle.
    return [{ path, reason: entry.isSymbolicLink() ? 'link' : 'special-file' }];
  });
}

function readImportFile(file: string, path: string, mostBytes: number): ImportFile {
  const isTooLarge = statSync(file).size > mostBytes;
  // Only the size matters.
  return {
    path,
    bytes: isTooLarge ? new Uint8Array(mostBytes + 1) : new Uint8Array(readFileSync(file)),
  };
}
