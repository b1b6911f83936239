import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { createHistory } from '@holdfast/shared/ownership/file-history';
import { gitLogFormat, readGitLog } from '@holdfast/shared/ownership/git-log';
import { CommandError } from '../cli/exit-codes.ts';
import { type HistoryRead, notesOf } from './history-read.ts';

/** What a log may unpack to: some ten times that of the largest known histories' logs. */
const mostBytes = 2_000_000_000;
const mostListBytes = 100_000_000;

/** Reads a log as `readGitLog` wants it, packed with gzip or not; the files from a list beside it. */
export async function readLogFile(
  path: string,
  files: string | undefined,
  now: number,
): Promise<HistoryRead> {
  const history = createHistory();
  const log = readGitLog((commit) => history.add(commit));
  const decoder = new TextDecoder();
  let bytes = 0;
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > mostBytes) {
        done(new Error('it unpacks to more than 2 GB'));
        return;
      }
      log.push(decoder.decode(chunk, { stream: true }));
      done();
    },
  });
  try {
    const source = createReadStream(path);
    await (isPacked(path) ? pipeline(source, createGunzip(), sink) : pipeline(source, sink));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`${path} could not be read whole: ${reason}.`, undefined, {
      cause: error,
    });
  }
  log.push(decoder.decode());
  const read = log.end();
  if (read.commits === 0) {
    throw new CommandError(
      `There is no commit in ${path}. Write a log with: git log --name-status -M --format=${gitLogFormat}`,
    );
  }
  const list = files ?? listBeside(path);
  const notes = [...notesOf(read)];
  if (list === undefined) notes.push('Which files are there follows from the log.');
  return {
    history: history.finish({ files: list === undefined ? undefined : listed(list), now }),
    name: basename(path)
      .replace(/\.gz$/i, '')
      .replace(/\.log$/i, ''),
    mailmap: [],
    attributes: undefined,
    isWhole: read.unreadable === 0,
    notes,
  };
}

function isPacked(path: string): boolean {
  return /\.gz$/i.test(path);
}

/** `NAME.files` beside `NAME.log.gz`. */
function listBeside(path: string): string | undefined {
  const list = `${path.replace(/\.gz$/i, '').replace(/\.log$/i, '')}.files`;
  return list !== path && existsSync(list) ? list : undefined;
}

function listed(path: string): readonly string[] {
  try {
    const { size } = statSync(path);
    if (size > mostListBytes) throw new Error('it is larger than 100 MB');
    return readFileSync(path, 'utf8')
      .split(/\r?\n/)
      .filter((line) => line !== '');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`The list of files ${path} could not be read: ${reason}.`, undefined, {
      cause: error,
    });
  }
}
