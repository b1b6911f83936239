import { basename, dirname, resolve } from 'node:path';
import { statSync } from 'node:fs';
import { mapDocument } from '@holdfast/shared/model/map';
import { acceptedByDefault, mapImportSteps } from '@holdfast/shared/map-transfer/apply-map-import';
import type { SourceFile } from '@holdfast/shared/map-transfer/draft';
import { planImports } from '@holdfast/shared/map-transfer/plan-imports';
import type { ItemDecision, MapImportPlan } from '@holdfast/shared/map-transfer/plan-map-import';
import { type MapFormat, readMapSources } from '@holdfast/shared/map-transfer/read-sources';
import { decodeUtf8 } from 'lib0/string';
import * as Y from 'yjs';
import { createReadOnlyGit } from '../git/read-only-git.ts';
import { nodeRandom } from '../relay/node-clock.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { newWorkspaceNote } from './held-workspaces.ts';
import { readFiles } from './import-files.ts';
import { reportMapImport } from './import-map-report.ts';
import { chooseRelays } from './relay-choice.ts';
import type { SavedOn, Session } from './session.ts';
import { withSession, type WorkspaceCommandDeps } from './workspace-command.ts';

export interface ImportMapDeps extends WorkspaceCommandDeps {
  /** Folders or files. */
  readonly paths: readonly string[];
  /** Guessed for each file where absent. */
  readonly format: MapFormat | undefined;
  readonly dryRun: boolean;
  /** Also deletes what an earlier import of the same files brought, and they no longer have. */
  readonly removeGone: boolean;
  readonly by: string;
}

/** A state of Terraform may be large; more than this is none that a person draws. */
const maxSourceBytes = 64 * 1024 * 1024;

/**
 * Takes components, what they need, people and teams from files into the map. What people changed
 * in Holdfast stays. What cannot be taken is told, and the rest goes in.
 */
export async function importMap(deps: ImportMapDeps): Promise<ExitCode> {
  const files: SourceFile[] = [];
  const problems: { path: string; problem: string }[] = [];
  for (const path of deps.paths) await readInto(path, files, problems);
  const read = readMapSources(files, deps.format);
  if (read.draft.items.length + read.draft.knowledge.length === 0) {
    for (const { file, text } of read.draft.notes) deps.output.message(`${file}: ${text}`);
    for (const { path, problem } of problems) deps.output.message(`${path}: ${problem}`);
    throw new CommandError(
      `There is nothing for the map in ${deps.paths.join(', ')}. Name the files, and with --from what they are.`,
    );
  }
  const note = await newWorkspaceNote(chooseRelays(deps), deps.dryRun);
  return withSession(deps, async (session, { workspace }) => {
    const doc = (await session.read(mapDocument)) ?? new Y.Doc();
    const plan = planImports(doc, read.draft);
    doc.destroy();
    const accepts = (decision: ItemDecision): boolean =>
      acceptedByDefault(decision) || (deps.removeGone && decision.kind === 'gone');
    const saved = deps.dryRun ? undefined : await applyMapPlan(session, plan, deps.by, accepts);
    reportMapImport({ ...deps, workspace, read, plan, problems, saved });
    if (note !== undefined) deps.output.message(note);
    return exitCodes.ok;
  });
}

/** Carries a plan out; undefined where nothing had to be written. */
export async function applyMapPlan(
  session: Session,
  plan: MapImportPlan,
  by: string,
  accepts: (decision: ItemDecision) => boolean = acceptedByDefault,
): Promise<SavedOn | undefined> {
  const context = { nowMs: Date.now(), by, random: nodeRandom };
  let isChanged = false;
  for (const step of mapImportSteps(plan, context, { accepts })) {
    const wrote = await session.change(mapDocument, step);
    isChanged ||= wrote;
  }
  return isChanged ? session.saved() : undefined;
}

/** Reads the texts of one path, with the commit that each was last changed in. */
async function readInto(
  path: string,
  files: SourceFile[],
  problems: { path: string; problem: string }[],
): Promise<void> {
  const { root, files: found } = readFiles(path, maxSourceBytes);
  const texts: SourceFile[] = [];
  for (const { path: below, bytes } of found) {
    if (!isSource(below) && found.length > 1) continue;
    const shown = root === '' ? below : `${root}/${below}`;
    const text = textOf(bytes);
    if (text === undefined)
      problems.push({ path: shown, problem: 'not valid UTF-8, or too large' });
    else texts.push({ path: shown, text });
  }
  const whole = resolve(path);
  const folder = statSync(whole).isDirectory() ? whole : dirname(whole);
  const commits = await commitsOf(
    folder,
    texts.map(({ path: shown }) => shown.slice(root.length).replace(/^\//, '')),
  );
  for (const text of texts) {
    const below = text.path.slice(root.length).replace(/^\//, '');
    const commit = commits.get(below);
    files.push(commit === undefined ? text : { ...text, commit });
  }
}

function isSource(path: string): boolean {
  return /\.(?:ya?ml|json|tfstate|csv|tsv|xml)$/i.test(path) || basename(path) === 'CODEOWNERS';
}

function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.length > maxSourceBytes || bytes.includes(0)) return undefined;
  try {
    return decodeUtf8(bytes);
  } catch {
    return undefined;
  }
}

/** More files than this are told without their commits: git is asked once for each. */
const mostAsked = 200;

async function commitsOf(
  folder: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const commits = new Map<string, string>();
  if (paths.length > mostAsked) return commits;
  try {
    const git = createReadOnlyGit(folder);
    for (const path of paths) {
      // What is not committed as it is has no commit.
      if ((await git.text(['status', '--porcelain', '--', path])) !== '') continue;
      const commit = await git.text(['log', '-1', '--format=%H', '--', path]);
      if (commit !== undefined && /^[0-9a-f]{40,64}$/.test(commit)) commits.set(path, commit);
    }
  } catch {
    // Without git, or outside a repository, nothing is known of commits.
  }
  return commits;
}
