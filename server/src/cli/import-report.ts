import { imageProblems, type ImagePlan } from '@holdfast/shared/transfer/import-images';
import type { ImportDecision } from '@holdfast/shared/transfer/plan-import';
import type { PassedOver } from '@holdfast/shared/transfer/passed-over';
import { counted, jsonText, table } from './output.ts';
import type { SavedOn } from './session.ts';
import { savedText, type WorkspaceCommandDeps } from './workspace-command.ts';

/** Of more that are skipped for one reason, only so many are named. */
const mostOfOneReason = 10;

interface Planned {
  readonly decisions: readonly ImportDecision[];
  readonly passedOver: readonly PassedOver[];
}

/** Says what came of an import. `saved` is undefined where nothing was written. */
export function reportImport(
  deps: Pick<WorkspaceCommandDeps, 'json' | 'output'> & { readonly dryRun: boolean },
  workspace: string,
  planned: Planned,
  saved: SavedOn | undefined,
): void {
  if (deps.json) reportAsJson(deps, workspace, planned, saved);
  else reportInWords(deps, planned, saved);
}

function reportAsJson(
  { dryRun, output }: Parameters<typeof reportImport>[0],
  workspace: string,
  { decisions, passedOver }: Planned,
  saved: SavedOn | undefined,
): void {
  const shown = decisions.map(({ kind, path, ...rest }) => ({
    path,
    result: kind,
    ...('name' in rest && { document: rest.name }),
    ...('of' in rest && { copyOf: rest.of }),
    ...('editedHere' in rest && { editedHere: rest.editedHere }),
    ...('why' in rest && { why: rest.why }),
    ...('images' in rest && rest.images !== undefined && imagesAsJson(rest.images)),
    ...('reason' in rest && { reason: rest.reason }),
    ...('problem' in rest && { problem: rest.problem }),
  }));
  const over = passedOver.map(({ path, ...why }) => ({ path, result: 'skip', ...why }));
  const files = [...shown, ...over];
  output.data(jsonText({ workspace, dryRun, savedOnRelays: saved?.relays ?? null, files }));
}

function reportInWords(
  { dryRun, output }: Parameters<typeof reportImport>[0],
  { decisions, passedOver }: Planned,
  saved: SavedOn | undefined,
): void {
  const count = (...kinds: readonly ImportDecision['kind'][]): number =>
    decisions.filter((one) => kinds.includes(one.kind)).length;
  const folders = passedOver.filter(({ reason }) => reason === 'folder-without-runbooks').length;
  const verb = dryRun ? 'would be ' : '';
  const merged = count('merge');
  const conflicts = decisions.filter((one) => one.kind === 'conflict');
  const locked = decisions.filter((one) => one.kind === 'locked');
  output.data(
    [
      `${counted(count('create', 'copy'), 'runbook')} ${verb}created`,
      `${count('change')} ${verb}changed`,
      ...(merged === 0 ? [] : [`${merged} ${verb}merged`]),
      `${count('unchanged', 'record')} unchanged`,
      ...(conflicts.length === 0 ? [] : [counted(conflicts.length, 'conflict')]),
      ...(locked.length === 0 ? [] : [`${locked.length} locked`]),
      `${counted(count('skip') + passedOver.length - folders, 'file')} skipped`,
      ...(folders === 0 ? [] : [`${counted(folders, 'folder')} skipped`]),
    ].join(', '),
  );
  if (conflicts.length > 0) {
    const rows = conflicts.map(({ path, why }) => [`  ${path}`, conflictReasons[why]] as const);
    output.data(`Conflicts, left as they are in Holdfast:\n${table(rows)}`);
    output.message(
      'Import again with --ours to keep what is in Holdfast, with --theirs to take the files, or with --both to have each as a runbook of its own.',
    );
  }
  if (locked.length > 0) {
    const rows = locked.map(({ path, problem }) => [`  ${path}`, problem] as const);
    output.data(`Locked, kept aside:\n${table(rows)}`);
    output.message('Unlock these runbooks in Holdfast first, then import again.');
  }
  for (const decision of decisions) {
    if (decision.kind === 'change' && decision.editedHere)
      output.message(`${decision.path}: edits made in Holdfast gave way to the file, as asked.`);
  }
  reportImages(dryRun, output, decisions);
  const left = skippedRows(decisions, passedOver);
  if (left.length > 0) output.data(`Skipped:\n${table(left)}`);
  if (saved !== undefined) output.message(savedText(saved));
  else if (!dryRun && conflicts.length + locked.length === 0)
    output.message('Nothing to write: everything was there already.');
}

function imagesAsJson({ put, left = [] }: { readonly put: ImagePlan['put'] } & Partial<ImagePlan>) {
  return { images: put.map(({ path }) => path), imagesLeft: left };
}

function reportImages(
  dryRun: boolean,
  output: WorkspaceCommandDeps['output'],
  decisions: readonly ImportDecision[],
): void {
  const plans = decisions.flatMap((one) =>
    one.kind === 'skip' || one.kind === 'copy' || isAside(one) || one.images === undefined
      ? []
      : [{ path: one.path, ...one.images }],
  );
  const kept = plans.reduce((sum, { put }) => sum + put.length, 0);
  if (kept > 0) output.data(`${counted(kept, 'image')} ${dryRun ? 'would come' : 'came'} along`);
  const left = plans.flatMap(({ path, left: images }) =>
    images.map((image) => ({
      path: `${path}: ${image.path}`,
      problem: imageProblems[image.problem],
    })),
  );
  if (left.length > 0) output.data(`Images left out:\n${table(grouped(left))}`);
  if (plans.some(({ conflicts }) => conflicts.length > 0)) {
    output.message(
      'Import again with --ours to keep the images of Holdfast, or with --theirs to take those of the files.',
    );
  }
}

function isAside({ kind }: ImportDecision): boolean {
  return kind === 'conflict' || kind === 'locked';
}

const conflictReasons = {
  'same-lines': 'the same lines changed in the file and in Holdfast',
  'no-base': 'changed in the file and in Holdfast, and what it was before is not known',
} as const;

/** Those of one reason together; of many, the first few and how many more there are. */
export function skippedRows(
  decisions: readonly ImportDecision[],
  passedOver: readonly PassedOver[],
): readonly (readonly [string, string])[] {
  const skipped = decisions.flatMap((one) => (one.kind === 'skip' ? [one] : []));
  return grouped([...skipped, ...passedOver]);
}

function grouped(
  entries: readonly { readonly path: string; readonly problem: string }[],
): readonly (readonly [string, string])[] {
  const paths = new Map<string, string[]>();
  for (const entry of entries) {
    const same = paths.get(entry.problem);
    if (same === undefined) paths.set(entry.problem, [entry.path]);
    else same.push(entry.path);
  }
  return [...paths].flatMap(([problem, all]) => {
    const named = all.length > mostOfOneReason ? all.slice(0, mostOfOneReason - 1) : all;
    const more = all.length - named.length;
    const rest = more === 0 ? [] : [`… and ${more} more`];
    return [...named, ...rest].map((path) => [`  ${path}`, problem] as const);
  });
}
