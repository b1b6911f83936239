import { countFiles } from '@holdfast/shared/ownership/counted-files';
import { createHistory, type History } from '@holdfast/shared/ownership/file-history';
import { readGitLog } from '@holdfast/shared/ownership/git-log';
import { foldersOf } from './folders.ts';
import type { LogFacts, LogProblem } from './git-messages.ts';

/** What a log may unpack to. A tab has less memory than the command line, which takes twice that. */
const mostBytes = 1_000_000_000;
const mostListBytes = 100_000_000;
/** Where no commit was in so much, none will come. */
const firstBytes = 1_000_000;
/** Offered to choose from. */
const mostFolders = 300;
const progressBytes = 4_000_000;

export type HistoryOfLog =
  | { readonly ok: true; readonly history: History; readonly facts: LogFacts }
  | { readonly ok: false; readonly problem: LogProblem };

/**
 * Reads a log as `readGitLog` wants it, packed with gzip or not (told by its first bytes).
 *
 * @param onProgress is told how many bytes of the unpacked log were read
 */
export async function readLog(
  file: File,
  list: File | undefined,
  onProgress: (bytes: number) => void,
): Promise<HistoryOfLog> {
  if (list !== undefined && list.size > mostListBytes) return refused({ kind: 'list-too-large' });
  const history = createHistory();
  let hasCommit = false;
  const log = readGitLog((commit) => {
    hasCommit = true;
    history.add(commit);
  });
  const decoder = new TextDecoder();
  let bytes = 0;
  let told = 0;
  try {
    for await (const chunk of chunksOf(await unpacked(file))) {
      bytes += chunk.length;
      if (bytes > mostBytes) return refused({ kind: 'too-large' });
      log.push(decoder.decode(chunk, { stream: true }));
      if (!hasCommit && bytes > firstBytes) break;
      if (bytes - told >= progressBytes) {
        told = bytes;
        onProgress(bytes);
      }
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refused({ kind: 'broken', reason });
  }
  log.push(decoder.decode());
  const read = log.end();
  if (read.commits === 0) return refused({ kind: 'no-log', example: read.example });
  const files = list === undefined ? undefined : linesOf(await list.text());
  const whole = history.finish({ files, now: Math.floor(Date.now() / 1000) });
  return {
    ok: true,
    history: whole,
    facts: {
      name: file.name.replace(/\.gz$/i, '').replace(/\.(?:log|txt)$/i, ''),
      commits: whole.commits,
      authors: whole.authors.length,
      files: whole.files.size,
      counted: countFiles(whole.files.keys(), {}).counted.length,
      lastAt: whole.lastAt,
      unreadable: read.unreadable,
      example: read.example,
      isListed: files !== undefined,
      folders: foldersOf(whole.files.keys(), mostFolders),
    },
  };
}

function refused(problem: LogProblem): HistoryOfLog {
  return { ok: false, problem };
}

async function unpacked(file: File): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isPacked = first === 0x1f && second === 0x8b;
  return isPacked ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream();
}

/** Not every browser can step through a stream with `for await`. */
async function* chunksOf(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Whoever stops early wants no more of it; that it is broken further on is nobody's concern.
    void reader.cancel().catch(() => undefined);
  }
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line !== '');
}
