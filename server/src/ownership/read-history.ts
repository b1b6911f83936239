import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommandError } from '../cli/exit-codes.ts';
import type { HistoryRead } from './history-read.ts';
import { readLogFile } from './read-log-file.ts';
import { readRepository } from './read-repository.ts';

export interface HistoryGiven {
  /** A repository, or a file with a log. */
  readonly path: string;
  /** A file with the paths at the newest commit, for a log. */
  readonly files: string | undefined;
  /** Seconds since 1970. */
  readonly now: number;
}

/** The history of a git repository or of a log in a file. Throws a `CommandError` where there is none. */
export function readHistory({ path, files, now }: HistoryGiven): Promise<HistoryRead> {
  const whole = resolve(path);
  const found = statSync(whole, { throwIfNoEntry: false });
  if (found === undefined) {
    throw new CommandError(`${path} is not there. Name a git repository, or a file with its log.`);
  }
  if (found.isDirectory()) {
    if (files === undefined) return readRepository(whole, now);
    throw new CommandError('--files is for a log in a file: a repository says itself what it has.');
  }
  if (found.isFile()) return readLogFile(whole, files, now);
  throw new CommandError(`${path} is neither a folder nor a file.`);
}
