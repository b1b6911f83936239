import { lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CommandError } from '../cli/exit-codes.ts';
import { createGit, type Git } from './run-git.ts';

/** A folder of a git repository that is checked out, on a branch. */
export interface WorkingCopy {
  readonly git: Git;
  /** The folder, absolute. */
  readonly folder: string;
  /** The repository's own folder, where nothing is committed. */
  readonly gitFolder: string;
  readonly branch: string;
  /** What the folder is called wherever it is cloned: by its remote, or its place in the repository. */
  readonly name: string;
  readonly upstream: Upstream | undefined;
}

export interface Upstream {
  readonly remote: string;
  /** The branch there, as `refs/heads/main`. */
  readonly ref: string;
}

/** A committed file. */
export interface CommittedFile {
  /** Of its bytes. */
  readonly blob: string;
  /** How many they are. */
  readonly bytes: number;
}

export async function openWorkingCopy(given: string): Promise<WorkingCopy> {
  const folder = resolve(given);
  const git = createGit(folder);
  const top = await git.try(['rev-parse', '--show-toplevel', '--absolute-git-dir']);
  if (top.exitCode !== 0) {
    throw new CommandError(
      `${folder} is not in a git repository. Clone one there, or run: git init ${folder}`,
    );
  }
  const [toplevel = '', gitFolder = ''] = top.stdout.toString().split('\n');
  const branch = await git.try(['symbolic-ref', '--quiet', '--short', 'HEAD']);
  if (branch.exitCode !== 0) {
    throw new CommandError(`${folder} is on no branch. Check one out first: git switch main`);
  }
  const name = branch.stdout.toString().trim();
  const upstream = await upstreamOf(git, name);
  const prefix = await git.text(['rev-parse', '--show-prefix']);
  const remoteUrl =
    prefix === '' && upstream !== undefined
      ? await git.text(['config', '--get', `remote.${upstream.remote}.url`])
      : '';
  return {
    git,
    folder,
    gitFolder,
    branch: name,
    name:
      remoteUrl === '' ? basename(prefix === '' ? toplevel : folder) : repositoryName(remoteUrl),
    upstream,
  };
}

async function upstreamOf(git: Git, branch: string): Promise<Upstream | undefined> {
  const get = async (key: string): Promise<string> => {
    const found = await git.try(['config', '--get', `branch.${branch}.${key}`]);
    return found.stdout.toString().trim();
  };
  const [remote, ref] = [await get('remote'), await get('merge')];
  return remote === '' || remote === '.' || ref === '' ? undefined : { remote, ref };
}

function repositoryName(url: string): string {
  return basename(url.replace(/[/\\]+$/, '').replace(/\\/g, '/')).replace(/\.git$/, '');
}

/** Throws where something is under way in the working copy that is not ours to end. */
export async function expectAtRest({ git, gitFolder }: WorkingCopy): Promise<void> {
  for (const sign of ['MERGE_HEAD', 'rebase-merge', 'rebase-apply', 'CHERRY_PICK_HEAD']) {
    if (kindOf(join(gitFolder, sign)) !== 'nothing') {
      throw new CommandError(
        'A merge or rebase is under way in this repository. End it first (git status says how).',
      );
    }
  }
  const changed = await git.text(['status', '--porcelain', '--untracked-files=no']);
  if (changed === '') return;
  const shown = changed.split('\n').slice(0, 10).join('\n  ');
  throw new CommandError(
    `There are changes that are not committed. Commit or stash them first:\n  ${shown}`,
  );
}

/** The commit that is checked out; undefined before the first one. */
export async function headCommit({ git }: WorkingCopy): Promise<string | undefined> {
  const head = await git.try(['rev-parse', '--verify', '--quiet', 'HEAD']);
  return head.exitCode === 0 ? head.stdout.toString().trim() : undefined;
}

/** The files that the commit has below the folder, by path; links and submodules left out. */
export async function committedFiles(
  { git }: WorkingCopy,
  commit: string | undefined,
): Promise<ReadonlyMap<string, CommittedFile>> {
  if (commit === undefined) return new Map();
  const listed = await git.text(['ls-tree', '-r', '-l', '-z', commit]);
  const files = new Map<string, CommittedFile>();
  for (const line of listed.split('\0')) {
    const [, mode, blob, bytes, path] = /^(\d+) blob ([0-9a-f]+) +(\d+)\t(.*)$/s.exec(line) ?? [];
    if (blob === undefined || path === undefined || mode === '120000') continue;
    files.set(path, { blob, bytes: Number(bytes) });
  }
  return files;
}

/** The bytes of blobs; those that the repository no longer has are missing. */
export async function readBlobs(
  { git }: WorkingCopy,
  blobs: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  if (blobs.length === 0) return found;
  const output = await git.run(['cat-file', '--batch'], `${[...new Set(blobs)].join('\n')}\n`);
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(0x0a, at);
    const [blob = '', kind, size] = output.subarray(at, end).toString().split(' ');
    at = end + 1;
    if (kind !== 'blob') continue;
    const length = Number(size);
    found.set(blob, new Uint8Array(output.subarray(at, at + length)));
    at += length + 1;
  }
  return found;
}

/** Files that were renamed between two commits: the path before, by the path now. */
export async function renamedFiles(
  { git }: WorkingCopy,
  before: string,
  now: string,
): Promise<ReadonlyMap<string, string>> {
  const options = ['--relative', '-z', '--name-status', '--diff-filter=R', '--find-renames'];
  const listed = await git.try(['diff', ...options, before, now, '--', '.']);
  const parts = listed.exitCode === 0 ? listed.stdout.toString().split('\0') : [];
  const renamed = new Map<string, string>();
  for (let at = 0; at + 2 < parts.length; at += 3)
    renamed.set(parts[at + 2] ?? '', parts[at + 1] ?? '');
  return renamed;
}

/** Who last changed a file, by name. */
export async function lastAuthor({ git }: WorkingCopy, path: string): Promise<string> {
  return git.text(['log', '-1', '--format=%an', '--', `:(literal)${path}`]);
}

/** What files are to be, by path; undefined: removed. */
export type NewFiles = ReadonlyMap<string, string | Uint8Array | undefined>;

/** Writes or removes files below the folder; throws rather than to follow a link out of it. */
export function putFiles({ folder }: WorkingCopy, files: NewFiles): void {
  for (const [path, text] of files) {
    const target = join(folder, path);
    expectInside(folder, path);
    if (text === undefined) {
      rmSync(target, { force: true });
      continue;
    }
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}

/** Why a path cannot be written below a folder; undefined where it can. */
export function pathProblem(folder: string, path: string): string | undefined {
  const parts = path.split('/');
  if (parts.some((part) => /^(?:\.git|git~\d+)$/i.test(part))) return 'it names git’s own folder';
  for (let depth = 1; depth < parts.length; depth += 1) {
    const kind = kindOf(join(folder, ...parts.slice(0, depth)));
    if (kind === 'other') return 'a file or a link stands in the place of a folder';
  }
  const kind = kindOf(join(folder, path));
  return kind === 'nothing' || kind === 'file'
    ? undefined
    : 'a folder or a link stands in its place';
}

function expectInside(folder: string, path: string): void {
  const problem = pathProblem(folder, path);
  if (problem !== undefined) throw new CommandError(`${path} cannot be written: ${problem}.`);
}

/** What is at a path, links not followed. */
export function kindOf(path: string): 'nothing' | 'file' | 'folder' | 'other' {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 'nothing';
  if (found.isFile()) return 'file';
  return found.isDirectory() ? 'folder' : 'other';
}

export interface NewCommit {
  readonly files: NewFiles;
  readonly message: string;
  /** `Name <address>` */
  readonly author: string;
}

/** Commits files that `putFiles` has written, exactly as they are; false where nothing had changed. */
export async function commitFiles(
  { git, folder }: WorkingCopy,
  { files, message, author }: NewCommit,
): Promise<boolean> {
  const prefix = await git.text(['rev-parse', '--show-prefix']);
  const written = [...files].flatMap(([path, text]) => (text === undefined ? [] : [path]));
  // Without filters: a file is the runbook's bytes, whatever line ends the machine prefers.
  const hashes =
    written.length === 0
      ? []
      : (
          await git.text(
            ['hash-object', '-w', '--no-filters', '--stdin-paths'],
            written.map((path) => `${join(folder, path)}\n`).join(''),
          )
        ).split('\n');
  const blobs = new Map(written.map((path, at) => [path, hashes[at] ?? '']));
  const lines = [...files.keys()].map((path) => {
    const blob = blobs.get(path);
    return blob === undefined
      ? `0 ${'0'.repeat(40)}\t${prefix}${path}\0`
      : `100644 ${blob}\t${prefix}${path}\0`;
  });
  await git.run(['update-index', '-z', '--index-info'], lines.join(''));
  const staged = await git.try(['diff', '--cached', '--quiet']);
  if (staged.exitCode === 0) return false;
  const identity = await committer(git);
  await git.run([...identity, 'commit', '--quiet', `--author=${author}`, '--file=-'], message);
  return true;
}

/** Where nobody said who commits on this machine, Holdfast does. */
async function committer(git: Git): Promise<readonly string[]> {
  const known = await git.try(['config', '--get', 'user.email']);
  return known.exitCode === 0
    ? []
    : ['-c', 'user.name=Holdfast', '-c', 'user.email=holdfast@localhost'];
}
