import { basename, dirname, normalize, resolve, sep } from 'node:path';
import { statSync } from 'node:fs';
import { mapDocument } from '@holdfast/shared/model/map';
import {
  type AcceptMapImport,
  acceptedByDefault,
  mapImportSteps,
} from '@holdfast/shared/map-transfer/apply-map-import';
import {
  bringsNothing,
  type DraftFile,
  type SourceFile,
} from '@holdfast/shared/map-transfer/draft';
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
import { placeOfFolder } from './source-places.ts';
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
  const sources: Sources = { files: [], folders: [], unread: [], problems: [] };
  for (const path of deps.paths) await readInto(path, sources);
  const { files, folders, unread, problems } = sources;
  const read = readMapSources(files, deps.format, { folders, unread });
  const { draft } = read;
  const tellNothing = (): never => {
    for (const { file, text } of draft.notes) deps.output.message(`${file}: ${text}`);
    for (const { path, problem } of problems) deps.output.message(`${path}: ${problem}`);
    throw new CommandError(
      `There is nothing for the map in ${deps.paths.join(', ')}. Name the files, and with --from what they are.`,
    );
  };
  if (bringsNothing(draft) && files.length === 0) tellNothing();
  const note = await newWorkspaceNote(deps, deps.dryRun);
  return withSession(deps, async (session, { workspace }) => {
    const planFor = (doc: Y.Doc): MapImportPlan => {
      const plan = planImports(doc, draft);
      const isEmpty = plan.items.length + plan.knowledgeGone.length === 0;
      if (bringsNothing(draft) && isEmpty) tellNothing();
      return plan;
    };
    const accepts = (decision: ItemDecision): boolean =>
      acceptedByDefault(decision) || (deps.removeGone && decision.kind === 'gone');
    const options = { accepts, removesKnowledge: deps.removeGone };
    const { plan, saved } = deps.dryRun
      ? { plan: await dryPlan(session, planFor), saved: undefined }
      : await applyMapPlan(session, planFor, deps.by, options);
    reportMapImport({ ...deps, workspace, read, plan, problems, saved });
    if (note !== undefined) deps.output.message(note);
    return exitCodes.ok;
  });
}

async function dryPlan(
  session: Session,
  planFor: (doc: Y.Doc) => MapImportPlan,
): Promise<MapImportPlan> {
  const doc = (await session.read(mapDocument)) ?? new Y.Doc();
  const plan = planFor(doc);
  doc.destroy();
  return plan;
}

/**
 * Plans and carries the plan out. It is made of the map as it is when it is written: whatever others
 * did until then counts.
 *
 * @returns what was carried out; `saved` is undefined where nothing had to be written
 */
export async function applyMapPlan(
  session: Session,
  planFor: (doc: Y.Doc) => MapImportPlan,
  by: string,
  options: AcceptMapImport = {},
): Promise<{ readonly plan: MapImportPlan; readonly saved: SavedOn | undefined }> {
  const context = { nowMs: Date.now(), by, random: nodeRandom };
  const plans: MapImportPlan[] = [];
  const isChanged = await session.changeInSteps(mapDocument, (doc) => {
    const plan = planFor(doc);
    plans.push(plan);
    return mapImportSteps(plan, context, options);
  });
  const [plan] = plans;
  if (plan === undefined) throw new Error('A change of the map was not planned.');
  return { plan, saved: isChanged ? await session.saved() : undefined };
}

/** What was found in all paths that were named. */
interface Sources {
  readonly files: SourceFile[];
  readonly folders: DraftFile[];
  readonly unread: string[];
  readonly problems: { readonly path: string; readonly problem: string }[];
}

/** Reads the texts of one path, with the commit that each was last changed in. */
async function readInto(path: string, sources: Sources): Promise<void> {
  const { root: name, files: found, passedOver } = readFiles(path, maxSourceBytes);
  const whole = resolve(path);
  const isFolder = statSync(whole).isDirectory();
  const folder = isFolder ? whole : dirname(whole);
  // What is in an archive is no file of this machine.
  const place = name === '' ? undefined : await placeOfFolder(folder);
  const root = rootFor(name, path, isFolder, place, sources);
  const shownAs = (below: string): string => (root === '' ? below : `${root}/${below}`);
  const texts = new Map<string, string>();
  for (const { path: below, bytes } of found) {
    if (!isSource(below) && found.length > 1) continue;
    const text = textOf(bytes);
    if (text !== undefined) texts.set(below, text);
    else {
      sources.unread.push(shownAs(below));
      sources.problems.push({ path: shownAs(below), problem: 'not valid UTF-8, or too large' });
    }
  }
  const commits = await commitsOf(folder, [...texts.keys()]);
  const known = new Set(sources.files.map((file) => file.path));
  for (const [below, text] of texts) {
    if (known.has(shownAs(below))) continue;
    sources.files.push({
      path: shownAs(below),
      text,
      ...(place !== undefined && { place: `${place}/${below}` }),
      commit: commits.get(below),
    });
  }
  if (isFolder) sources.folders.push({ path: root, place });
  sources.unread.push(...passedOver.map((one) => shownAs(one.path)));
}

/** The folder's name, or where another one is called the same, its path as it was given. */
function rootFor(
  name: string,
  path: string,
  isFolder: boolean,
  place: string | undefined,
  { files }: Sources,
): string {
  const isTaken = files.some(
    (file) =>
      file.path.startsWith(`${name}/`) &&
      file.place !== `${place ?? ''}${file.path.slice(name.length)}`,
  );
  if (!isTaken) return name;
  const given = normalize(isFolder ? path : dirname(path)).split(sep);
  return given.filter((part) => part !== '' && part !== '.').join('/');
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
