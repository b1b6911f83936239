import { readIncident } from '@holdfast/shared/model/incident';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import { readFileText } from '@holdfast/shared/transfer/file-text';
import {
  importPostmortem,
  postmortemDocument,
} from '@holdfast/shared/transfer/postmortem-incident';
import { type Postmortem, readPostmortem } from '@holdfast/shared/transfer/read-postmortem';
import { isMarkdownPath } from '@holdfast/shared/transfer/source-path';
import { nodeRandom } from '../relay/node-clock.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { newWorkspaceNote } from './held-workspaces.ts';
import { type FilesRead, readFiles } from './import-files.ts';
import { counted, jsonText, table } from './output.ts';
import type { Session } from './session.ts';
import { savedText, withSession, type WorkspaceCommandDeps } from './workspace-command.ts';

export interface ImportPostmortemsDeps extends WorkspaceCommandDeps {
  /** A folder, a zip archive, or one file. */
  readonly path: string;
  readonly dryRun: boolean;
  /** Shown as who put them in. */
  readonly by: string;
}

type Planned =
  | { readonly path: string; readonly document: DocumentName; readonly postmortem: Postmortem }
  | { readonly path: string; readonly problem: string };

/** What came of one file. */
type Result =
  | { readonly path: string; readonly result: 'skip'; readonly problem: string }
  | {
      readonly path: string;
      readonly result: 'create' | 'unchanged';
      readonly document: DocumentName;
      readonly title: string;
    };

/**
 * Imports post-mortems as closed incidents. What cannot be read is listed; the rest goes in. One
 * that is there already stays as it is.
 */
export async function importPostmortems(deps: ImportPostmortemsDeps): Promise<ExitCode> {
  const { dryRun, output } = deps;
  const planned = plan(readFiles(deps.path));
  if (!planned.some((one) => 'postmortem' in one)) {
    for (const one of planned) if ('problem' in one) output.message(`${one.path}: ${one.problem}`);
    throw new CommandError(
      `There is no post-mortem to import in ${deps.path}: Markdown files with a front matter.`,
    );
  }
  const note = await newWorkspaceNote(deps, dryRun);
  return withSession(deps, async (session, { workspace }) => {
    const results: Result[] = [];
    for (const one of planned) results.push(await apply(session, one, deps));
    const isChanged = results.some(({ result }) => result === 'create');
    const saved = isChanged && !dryRun ? await session.saved() : undefined;
    if (deps.json) {
      const savedOnRelays = saved?.relays ?? null;
      output.data(jsonText({ workspace, dryRun, savedOnRelays, files: results }));
    } else {
      report(deps, results);
      if (saved !== undefined) output.message(savedText(saved));
      else if (!isChanged) output.message('Nothing to write: everything was there already.');
    }
    if (note !== undefined) output.message(note);
    return exitCodes.ok;
  });
}

function plan({ files, passedOver }: FilesRead): readonly Planned[] {
  const seen = new Map<DocumentName, string>();
  const planned = files.map(({ path, bytes }): Planned => {
    if (!isMarkdownPath(path)) return { path, problem: 'no Markdown file' };
    const text = readFileText(bytes);
    if (!text.ok) return { path, problem: textProblems[text.reason] };
    const read = readPostmortem(path, text.text);
    if (!read.ok) return { path, problem: read.problem };
    const { postmortem } = read;
    const document = postmortemDocument(postmortem.key);
    const same = seen.get(document);
    if (same !== undefined) return { path, problem: `the same as ${same}` };
    seen.set(document, path);
    return { path, document, postmortem };
  });
  return [...planned, ...passedOver.map(({ path, problem }) => ({ path, problem }))];
}

const textProblems = {
  'too-large': 'larger than 1 MB',
  'nul-bytes': 'no text: it holds NUL bytes',
  'not-utf-8': 'not valid UTF-8',
} as const;

async function apply(
  session: Session,
  one: Planned,
  { dryRun, by }: ImportPostmortemsDeps,
): Promise<Result> {
  if ('problem' in one) return { path: one.path, result: 'skip', problem: one.problem };
  const { path, document, postmortem } = one;
  const context = {
    actor: { name: by, device: '' },
    nowMs: Date.now(),
    random: nodeRandom,
  };
  const wrote = dryRun
    ? !(await isThere(session, document))
    : await session.change(document, (doc) => importPostmortem(doc, postmortem, context));
  return { path, result: wrote ? 'create' : 'unchanged', document, title: postmortem.title };
}

async function isThere(session: Session, document: DocumentName): Promise<boolean> {
  const doc = await session.read(document);
  const isDeclared = doc !== undefined && readIncident(doc).entries.length > 0;
  doc?.destroy();
  return isDeclared;
}

function report({ dryRun, output }: ImportPostmortemsDeps, results: readonly Result[]): void {
  const count = (wanted: Result['result']): number =>
    results.filter(({ result }) => result === wanted).length;
  output.data(
    [
      `${counted(count('create'), 'incident')} ${dryRun ? 'would be ' : ''}created`,
      `${count('unchanged')} unchanged`,
      `${counted(count('skip'), 'file')} skipped`,
    ].join(', '),
  );
  const skipped = results.flatMap((one) =>
    one.result === 'skip' ? [[`  ${one.path}`, one.problem]] : [],
  );
  if (skipped.length > 0) output.data(`Skipped:\n${table(skipped)}`);
}
