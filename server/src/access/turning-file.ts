import {
  closeSync,
  createReadStream,
  existsSync,
  fstatSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A file of lines that is only ever added to, and takes no more room than it may. */
export interface TurningFile {
  /** @throws where the disk is full, or gone. */
  write(line: string): void;
  /** All lines, the oldest first. */
  read(): AsyncGenerator<string, undefined>;
  close(): void;
}

/**
 * Opens `<name>.jsonl` in a folder. When it has grown to `maxBytes` it is put aside, and of those put
 * aside the `keep` newest stay.
 */
export function openTurningFile({
  folder,
  name,
  maxBytes,
  keep,
}: {
  readonly folder: string;
  readonly name: string;
  readonly maxBytes: number;
  readonly keep: number;
}): TurningFile {
  const current = `${name}.jsonl`;
  /** The newest first. */
  const aside = Array.from({ length: keep }, (_, at) => `${name}.${at + 1}.jsonl`);
  let file: number | undefined;
  let size = 0;

  function open(): number {
    const opened = openSync(join(folder, current), 'a', 0o600);
    size = fstatSync(opened).size;
    return opened;
  }

  function putAside(): void {
    const names = [current, ...aside];
    rmSync(join(folder, names.at(-1) ?? ''), { force: true });
    for (let at = names.length - 2; at >= 0; at -= 1) {
      const from = join(folder, names[at] ?? '');
      if (existsSync(from)) renameSync(from, join(folder, names[at + 1] ?? ''));
    }
  }

  file = open();
  return {
    write(line) {
      file ??= open();
      const bytes = Buffer.from(`${line}\n`);
      if (size > 0 && size + bytes.length > maxBytes) {
        closeSync(file);
        file = undefined;
        putAside();
        file = open();
      }
      writeSync(file, bytes);
      size += bytes.length;
    },
    async *read() {
      for (const one of [...aside.toReversed(), current]) {
        const path = join(folder, one);
        if (!existsSync(path)) continue;
        yield* createInterface({ input: createReadStream(path), crlfDelay: Infinity });
      }
      return undefined;
    },
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}
