import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { type AttributesOf, readAttributes } from '@holdfast/shared/ownership/git-attributes';
import { createHistory, type HistoryMaker } from '@holdfast/shared/ownership/file-history';
import { gitLogFormat, type LogRead, readGitLog } from '@holdfast/shared/ownership/git-log';
import { readMailmap, type Rename } from '@holdfast/shared/ownership/identities-file';
import { CommandError } from '../cli/exit-codes.ts';
import { createReadOnlyGit, plainLog, type ReadOnlyGit } from '../git/read-only-git.ts';
import { type HistoryRead, notesOf } from './history-read.ts';

/** Of a `.mailmap` or `.gitattributes`. */
const mostOwnBytes = 1_000_000;

/**
 * Reads a repository's history as of HEAD; in a folder below its top, of the files in that folder.
 * Never reaches out to the network: what a clone lacks is told in the notes.
 */
export async function readRepository(folder: string, now: number): Promise<HistoryRead> {
  const git = createReadOnlyGit(folder);
  const head = await headOf(git, folder);
  const notes: string[] = [];
  const roots = await shallowRoots(git, folder);
  if (roots.size > 0) {
    notes.push(
      'This clone is shallow: it lacks the older commits, and who wrote what they brought is not known. For all of it run: git fetch --unshallow',
    );
  }
  const { history, read, renames } = await readLog(git, head, roots);
  if (renames !== 'all') notes.push(renameNotes[renames]);
  notes.push(...notesOf(read));
  const prefix = (await git.text(['rev-parse', '--show-prefix'])) ?? '';
  const own = await ownFiles(git, head);
  notes.push(...own.notes);
  return {
    history: history.finish({ files: await filesAt(git, head, prefix), now }),
    name: await nameOf(git, folder),
    mailmap: own.mailmap,
    attributes: own.attributes,
    isWhole: roots.size === 0 && renames === 'all' && read.unreadable === 0,
    notes,
  };
}

async function headOf(git: ReadOnlyGit, folder: string): Promise<string> {
  let problem = '';
  let head = '';
  const result = await git.stream(['rev-parse', '--verify', 'HEAD^{commit}'], (text) => {
    head += text;
  });
  if (result.exitCode === 0) return head.trim();
  problem = result.stderr;
  // Git says itself what to do about a folder that belongs to somebody else.
  if (problem.includes('dubious ownership')) throw new CommandError(problem);
  const isRepository = (await git.text(['rev-parse', '--git-dir'])) !== undefined;
  throw new CommandError(
    isRepository
      ? `${folder} has no commit yet, or HEAD names one that is not there.`
      : `${folder} is not in a git repository. Name one, or a file with its log.`,
  );
}

/** The oldest commits that a shallow clone has: they seem to create all files, and did not. */
async function shallowRoots(git: ReadOnlyGit, folder: string): Promise<ReadonlySet<string>> {
  const isShallow = (await git.text(['rev-parse', '--is-shallow-repository'])) === 'true';
  if (!isShallow) return new Set();
  const path = await git.text(['rev-parse', '--git-path', 'shallow']);
  if (path === undefined) return new Set();
  return new Set(readFileSync(resolve(folder, path), 'utf8').split(/\s+/).filter(Boolean));
}

type Renames = 'all' | 'exact' | 'none';

const renameNotes: Readonly<Record<Exclude<Renames, 'all'>, string>> = {
  exact:
    'This clone lacks contents of older files, so git could follow only those renames that changed nothing. Who wrote a file before another rename is not counted for it.',
  none: 'Git could not follow renames in this clone: whoever worked on a file under an earlier name is not counted for it.',
};

interface LogOfRepository {
  readonly history: HistoryMaker;
  readonly read: LogRead;
  readonly renames: Renames;
}

/** To tell a changed file under a new name, git reads contents, which a partial clone may lack. */
async function readLog(
  git: ReadOnlyGit,
  head: string,
  roots: ReadonlySet<string>,
): Promise<LogOfRepository> {
  const ways: readonly (readonly [Renames, string])[] = [
    ['all', '-M'],
    ['exact', '-M100%'],
    ['none', '--no-renames'],
  ];
  let problem = '';
  for (const [renames, option] of ways) {
    const history = createHistory();
    const log = readGitLog((commit) =>
      history.add(roots.has(commit.hash) ? { ...commit, changes: [] } : commit),
    );
    const { exitCode, stderr } = await git.stream(
      ['log', ...plainLog, option, `--format=${gitLogFormat}`, head, '--'],
      (text) => log.push(text),
    );
    if (exitCode === 0) return { history, read: log.end(), renames };
    problem = stderr;
  }
  throw new CommandError(
    `git could not read the history:\n  ${problem.replaceAll('\n', '\n  ')}\nA clone without --filter has all that is needed.`,
  );
}

/** Files of the commit below the folder; links and submodules are nobody's code. */
async function filesAt(git: ReadOnlyGit, head: string, prefix: string): Promise<readonly string[]> {
  const listed = await git.text(['ls-tree', '-r', '-z', '--full-tree', head]);
  if (listed === undefined) {
    throw new CommandError('git could not list the files of HEAD. Is the clone whole?');
  }
  return listed.split('\0').flatMap((line) => {
    const [, mode, path] = /^(\d+) blob [0-9a-f]+\t(.*)$/s.exec(line) ?? [];
    return path === undefined || mode === '120000' || !path.startsWith(prefix) ? [] : [path];
  });
}

interface OwnFiles {
  readonly mailmap: readonly Rename[];
  readonly attributes: AttributesOf | undefined;
  readonly notes: readonly string[];
}

/** What the repository says itself of people and files, at its top. */
async function ownFiles(git: ReadOnlyGit, head: string): Promise<OwnFiles> {
  const notes: string[] = [];
  const leftOut = (path: string, why: string): undefined => {
    notes.push(`The repository’s ${path} was left out: ${why}.`);
  };
  async function textOf(path: string): Promise<string | undefined> {
    const entry = await git.text(['ls-tree', '-z', '--full-tree', head, path]);
    // A link might lead anywhere.
    if (entry === undefined || !entry.startsWith('100')) return undefined;
    const size = await git.text(['cat-file', '-s', `${head}:${path}`]);
    if (size !== undefined && Number(size) > mostOwnBytes)
      return leftOut(path, 'it is larger than 1 MB');
    const text =
      size === undefined ? size : await git.text(['cat-file', 'blob', `${head}:${path}`]);
    return text ?? leftOut(path, 'it is not in this clone');
  }
  const attributes = readAttributes((await textOf('.gitattributes')) ?? '');
  if (attributes.passedOver > 0) {
    notes.push(
      `In the repository’s .gitattributes ${attributes.passedOver} linguist attributes were passed over: their patterns are none, or have more than three wildcards.`,
    );
  }
  const mailmap = readMailmap((await textOf('.mailmap')) ?? '');
  if (!mailmap.ok) leftOut('.mailmap', mailmap.problem);
  return {
    mailmap: mailmap.ok ? mailmap.corrections.renames : [],
    attributes: attributes.attributesOf,
    notes,
  };
}

/** By its remote, so that all clones are called the same; else by its folder. */
async function nameOf(git: ReadOnlyGit, folder: string): Promise<string> {
  const url = await git.text(['config', '--get', 'remote.origin.url']);
  const named = (text: string): string =>
    basename(
      text
        .replaceAll('\\', '/')
        .replace(/[/:]+$/, '')
        .replace(/^.*:/, ''),
    )
      .replace(/\.git$/, '')
      // It is shown in terminals, and written into the map.
      .replace(/\p{C}+/gu, '');
  const byUrl = url === undefined ? '' : named(url);
  if (byUrl !== '') return byUrl;
  const top = await git.text(['rev-parse', '--show-toplevel']);
  return named(top ?? folder);
}
