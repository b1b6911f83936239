import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Runbook } from '@holdfast/shared/model/runbook';
import type { NewVersion } from '@holdfast/shared/model/versions';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import { readFileText } from '@holdfast/shared/transfer/file-text';
import {
  isPending,
  planGitSync,
  type SyncChoice,
  type SyncStep,
} from '@holdfast/shared/transfer/plan-git-sync';
import type { ExistingRunbook } from '@holdfast/shared/transfer/plan-import';
import { plainMarkdown } from '@holdfast/shared/transfer/plain-markdown';
import { isMarkdownPath, isPlainPath } from '@holdfast/shared/transfer/source-path';
import { CommandError } from '../cli/exit-codes.ts';
import { keepVersions } from '../cli/keep-versions.ts';
import type { Session } from '../cli/session.ts';
import { applyStep } from './apply-step.ts';
import { describeCommit } from './commit-message.ts';
import { type FileContent, type PairedUp, pairUp, type SyncPair } from './pair-up.ts';
import {
  imagesForGit,
  type ImagesForGit,
  imagesToWorkspace,
  noteInGit,
  planImages,
  type SyncedImage,
} from './sync-images.ts';
import { readSyncState, type SyncState, writeConflicts, writeSyncState } from './sync-state.ts';
import {
  committedFiles,
  commitFiles,
  headCommit,
  kindOf,
  lastAuthor,
  pathProblem,
  putFiles,
  readBlobs,
  renamedFiles,
  type WorkingCopy,
} from './working-copy.ts';

/** Fewer are never too many to archive or remove at once; nor is less than half of them. */
const fewRemovals = 5;

export interface SyncOnceDeps {
  readonly copy: WorkingCopy;
  readonly session: Session;
  readonly workspace: string;
  /** What source paths begin with; undefined: as before, else the working copy's name. */
  readonly root: string | undefined;
  readonly runbooks: ReadonlyMap<DocumentName, Runbook & ExistingRunbook>;
  readonly choice: SyncChoice | undefined;
  readonly allowRemovals: boolean;
  readonly dryRun: boolean;
  readonly nowMs: number;
}

/** One runbook and its file, and what was done about them. */
export interface SyncedFile {
  readonly path: string;
  readonly name: DocumentName;
  readonly step: SyncStep;
  /** Somebody changed the runbook while it was being worked on: it waits for the next time. */
  readonly isLeft: boolean;
}

export interface SyncedOnce {
  readonly files: readonly SyncedFile[];
  readonly images: readonly SyncedImage[];
  readonly skipped: PairedUp['skipped'];
  readonly commit: string | undefined;
  readonly didCommit: boolean;
  readonly wroteWorkspace: boolean;
  /** Where both sides of each conflict can be read. */
  readonly conflictsFolder: string | undefined;
}

/**
 * Brings a working copy at rest and a workspace into step. First the workspace is written, then the
 * repository, then what is remembered: broken off anywhere, it can be run again.
 */
export async function syncOnce(deps: SyncOnceDeps): Promise<SyncedOnce> {
  const { copy, session, workspace, dryRun } = deps;
  const state = readSyncState(copy.gitFolder);
  if (state !== undefined && state.workspace !== workspace) {
    throw new CommandError(
      `This working copy is kept in step with the workspace ${state.workspace}, not ${workspace}. To begin anew with another, move ${join(copy.gitFolder, 'holdfast.json')} away.`,
    );
  }
  const root = state?.root ?? deps.root ?? copy.name;
  const head = await headCommit(copy);
  const { pairs, skipped } = await readPairs(deps, root, state, head);
  const planned = pairs.map((pair) => ({ pair, step: planGitSync(pair.item, deps.choice) }));
  if (!deps.allowRemovals) refuseManyRemovals(planned.map(({ step }) => step));
  const imageDeps = {
    ...{ copy, session, head, choice: deps.choice, lastHead: state?.commit || undefined },
    pathProblem: (path: string) => newPathProblem(copy, path),
  };
  if (dryRun) {
    const images = await planImages(imageDeps, planned);
    return { ...asSynced(planned, new Set()), images, skipped, commit: head, ...nothingDone };
  }

  const { left, wrote } = await writeWorkspace(deps, planned);
  const done = planned.filter(({ pair }) => !left.has(pair.path));
  const plannedImages = await planImages(imageDeps, done);
  const wroteImages = await imagesToWorkspace(imageDeps, plannedImages);
  if (wrote || wroteImages) await session.saved();
  const images = await imagesForGit(imageDeps, plannedImages);
  const base: SyncState = {
    version: 1,
    workspace,
    root,
    commit: state?.commit ?? '',
    files: state?.files ?? {},
  };
  const didCommit = await writeRepository(deps, base, done, images);
  if (await noteInGit(imageDeps, images)) await session.saved();
  const commit = await headCommit(copy);
  writeSyncState(copy.gitFolder, await nextState(copy, base, planned, left, commit));
  const marked = new Map(
    planned.flatMap(({ pair, step }) =>
      step.kind === 'conflict' ? [[pair.path, step.marked]] : [],
    ),
  );
  const folder = writeConflicts(copy.gitFolder, marked);
  return {
    ...asSynced(planned, left),
    images: images.images,
    skipped,
    commit,
    didCommit,
    wroteWorkspace: wrote || wroteImages,
    conflictsFolder: marked.size === 0 ? undefined : folder,
  };
}

interface Planned {
  readonly pair: SyncPair;
  readonly step: SyncStep;
}

const nothingDone = { didCommit: false, wroteWorkspace: false, conflictsFolder: undefined };

function asSynced(planned: readonly Planned[], left: ReadonlySet<string>) {
  return {
    files: planned.map(({ pair: { path, name }, step }): SyncedFile => {
      return { path, name, step, isLeft: left.has(path) };
    }),
  };
}

async function readPairs(
  { copy, runbooks }: SyncOnceDeps,
  root: string,
  state: SyncState | undefined,
  head: string | undefined,
): Promise<PairedUp> {
  const committed = await committedFiles(copy, head);
  const remembered = state?.files ?? {};
  const read = [...committed].filter(
    ([path]) => isMarkdownPath(path) || isPlainPath(path) || path in remembered,
  );
  const blobs = await readBlobs(copy, [
    ...read.map(([, { blob }]) => blob),
    ...Object.values(remembered).map(({ blob }) => blob),
  ]);
  const plain = plainMarkdown(
    read.map(([path, { blob }]) => ({ path, bytes: blobs.get(blob) ?? new Uint8Array() })),
  );
  const wanted = read.filter(
    ([path]) => isMarkdownPath(path) || plain.has(path) || path in remembered,
  );
  const files = new Map(
    wanted.map(([path, { blob }]) => [path, contentOf(blob, blobs.get(blob))] as const),
  );
  const bases = new Map(
    [...blobs].flatMap(([blob, bytes]) => {
      const read = readFileText(bytes);
      return read.ok ? [[blob, read.text] as const] : [];
    }),
  );
  const isKnown = state !== undefined && state.commit !== '' && head !== undefined;
  return pairUp({
    root,
    runbooks,
    files,
    remembered,
    bases,
    renamed: isKnown ? await renamedFiles(copy, state.commit, head) : new Map<string, string>(),
    pathProblem: (path) => newPathProblem(copy, path),
  });
}

/** Why a file cannot be made where git has none; undefined where it can. */
function newPathProblem({ folder }: WorkingCopy, path: string): string | undefined {
  const isFree = kindOf(join(folder, path)) === 'nothing';
  return (
    pathProblem(folder, path) ?? (isFree ? undefined : 'a file that git does not know stands there')
  );
}

function contentOf(blob: string, bytes: Uint8Array | undefined): FileContent {
  if (bytes === undefined) return { ok: false, problem: 'git cannot read it' };
  const read = readFileText(bytes);
  if (read.ok) return { ok: true, text: read.text, blob };
  const problems = {
    'too-large': 'larger than 1 MB',
    'nul-bytes': 'has NUL bytes: not a text file',
    'not-utf-8': 'not valid UTF-8',
  };
  return { ok: false, problem: problems[read.reason] };
}

/** A wrong branch or an emptied folder is likelier than that all of it is to go. */
function refuseManyRemovals(steps: readonly SyncStep[]): void {
  const count = (kind: SyncStep['kind']): number => steps.filter((one) => one.kind === kind).length;
  const [archived, removed] = [count('archive-runbook'), count('remove-file')];
  const gone = archived + removed;
  if (gone <= fewRemovals || gone * 2 < steps.length) return;
  throw new CommandError(
    `${archived} of ${steps.length} runbooks would be archived, and ${removed} files removed. Is the right branch checked out? If it is meant, add --allow-removals`,
  );
}

async function writeWorkspace(
  { copy, session, nowMs }: SyncOnceDeps,
  planned: readonly Planned[],
): Promise<{ readonly left: ReadonlySet<string>; readonly wrote: boolean }> {
  const left = new Set<string>();
  let wrote = false;
  for (const { pair, step } of planned) {
    const isGone = pair.runbook === undefined && step.kind === 'in-step';
    if (isGone || isPending(step) || step.kind === 'remove-file') continue;
    const isFromGit = step.kind !== 'in-step' && step.kind !== 'write-file';
    const by = isFromGit ? await lastAuthor(copy, pair.path) : '';
    if (pair.runbook !== undefined && (step.kind === 'write-runbook' || step.kind === 'write-both'))
      await keepVersions(session, pair.name, [versionBefore(pair.runbook)], { by, nowMs });
    const written = await session.change(pair.name, (doc) => {
      const result = applyStep(doc, pair, step, nowMs, by);
      if (result === 'changed-meanwhile') left.add(pair.path);
      return result === 'written';
    });
    wrote ||= written;
  }
  return { left, wrote };
}

function versionBefore({ body, changedBy, createdBy }: Runbook): NewVersion {
  const people = [changedBy === '' ? createdBy : changedBy];
  return { text: body, reason: 'before-import', people };
}

async function writeRepository(
  { copy, workspace }: SyncOnceDeps,
  state: SyncState,
  done: readonly Planned[],
  images: ImagesForGit,
): Promise<boolean> {
  const texts = new Map(
    done.flatMap(({ pair, step }): [string, string | undefined][] => {
      if (step.kind === 'write-file' || step.kind === 'write-both') return [[pair.path, step.text]];
      return step.kind === 'remove-file' ? [[pair.path, undefined]] : [];
    }),
  );
  const files = new Map<string, string | Uint8Array | undefined>([...texts, ...images.files]);
  if (files.size === 0) return false;
  const pending = Object.fromEntries(
    [...files].map(([path, content]) => [path, content === undefined ? null : digest(content)]),
  );
  writeSyncState(copy.gitFolder, { ...state, pending });
  putFiles(copy, files);
  const changes = done
    .filter(({ pair }) => texts.has(pair.path))
    .map(({ pair: { path, runbook }, step }) => ({
      path,
      by: runbook?.changedBy ?? '',
      isRemoved: step.kind === 'remove-file',
    }));
  const shown = [...images.files.keys()].map((path) => {
    const owner = images.images.find((one) => one.path === path)?.pair.runbook;
    return { path, by: owner?.changedBy ?? '', isRemoved: false };
  });
  return commitFiles(copy, { files, ...describeCommit([...changes, ...shown], workspace) });
}

async function nextState(
  copy: WorkingCopy,
  state: SyncState,
  planned: readonly Planned[],
  left: ReadonlySet<string>,
  commit: string | undefined,
): Promise<SyncState> {
  const committed = await committedFiles(copy, commit);
  const before = new Map(Object.values(state.files).map((one) => [one.document, one]));
  const files: SyncState['files'] = {};
  for (const { pair, step } of planned) {
    const { path, name } = pair;
    const blob = committed.get(path)?.blob;
    if (left.has(path) || isPending(step)) {
      // The last time that both were the same stays what the next merge begins from.
      const known = before.get(name);
      if (known !== undefined) files[path] = known;
    } else if (blob !== undefined) files[path] = { document: name, blob };
    else if (pair.item.here.kind !== 'text') continue;
  }
  return { ...state, commit: commit ?? '', files };
}

/** Puts back what a run that was killed had begun to write, as far as nobody touched it since. */
export async function takeBackPending(copy: WorkingCopy): Promise<void> {
  const state = readSyncState(copy.gitFolder);
  if (state?.pending === undefined) return;
  const { pending, ...rest } = state;
  const committed = await committedFiles(copy, await headCommit(copy));
  const paths: string[] = [];
  const added = new Map<string, undefined>();
  for (const [path, wanted] of Object.entries(pending)) {
    const target = join(copy.folder, path);
    const now = existsSync(target) ? digest(readFileSync(target)) : null;
    if (now !== wanted) continue;
    if (committed.has(path)) paths.push(path);
    else added.set(path, undefined);
  }
  // What was added to the index goes first: git knows no such file then.
  await copy.git.run(['reset', '--quiet', '--mixed']);
  putFiles(copy, added);
  if (paths.length > 0) {
    await copy.git.run(['checkout', 'HEAD', '--', ...paths.map((path) => `:(literal)${path}`)]);
  }
  writeSyncState(copy.gitFolder, rest);
}

function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
