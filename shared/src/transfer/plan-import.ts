import type { WrittenField } from '../markdown/front-matter-edit.ts';
import { runbookIdForPath, textHash } from '../model/ids.ts';
import type { DocumentName } from '../protocol/names.ts';
import { compareTexts, type TextComparison } from './compare-texts.ts';
import { readFileText, type TextRefused } from './file-text.ts';
import { isImageFile, imageFilePath } from './image-paths.ts';
import { type ImageHere, type ImagePlan, planImages, settleImages } from './import-images.ts';
import { buildInitialUpdate } from './initial-update.ts';
import type { WorkspacePlaces } from './plan-export.ts';
import { plainMarkdown } from './plain-markdown.ts';
import { isMarkdownPath, type PathRefused, refusePath } from './source-path.ts';

/** A file below the imported folder. */
export interface ImportFile {
  /** Relative to the folder, parts joined by `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What the plan needs of a runbook that is already there; `readExisting` gives it. */
export interface ExistingRunbook {
  readonly body: string;
  readonly besideText: readonly WrittenField[];
  readonly sourceHash: string;
  /** The text of the file when it was last imported, where it is still known: without it, two changes cannot be merged. */
  readonly base?: string | undefined;
  /** In words: why its text must not be changed. */
  readonly locked?: string | undefined;
  /** By path. */
  readonly images?: ReadonlyMap<string, ImageHere>;
}

export interface ImportRequest {
  /** The imported folder's own name; it begins every source path. Empty: paths stand alone. */
  readonly root: string;
  readonly files: readonly ImportFile[];
  /** Images that the texts may show, by path as in `files`; default: those among `files`. */
  readonly images?: ReadonlyMap<string, Uint8Array>;
  /** Paths of files that are Markdown although they have no ending; default: those among `files`. */
  readonly plain?: ReadonlySet<string>;
  /** The runbook of that name, or undefined. Asked once for each file that can be imported. */
  existing(name: DocumentName): ExistingRunbook | undefined;
  /** Where an export of the workspace puts its files, so that a file that an export made is known again. */
  readonly places?: WorkspacePlaces;
}

export type SkipReason = PathRefused | TextRefused | 'not-markdown' | 'not-shown' | 'same-path';

interface Imported {
  /** As in the request. */
  readonly path: string;
  readonly name: DocumentName;
  readonly sourcePath: string;
  /** Absent where the text shows no image. */
  readonly images?: ImagePlan;
}

/** What will happen with one file. `applyImport` does it. */
export type ImportDecision =
  /** Not there yet: `update` is its first Yjs update. */
  | (Imported & { readonly kind: 'create'; readonly text: string; readonly update: Uint8Array })
  | (Imported & TextComparison)
  /** The file has news for a text that is approved and locked. Nothing is done; it is news again the next time. */
  | (Imported & { readonly kind: 'locked'; readonly problem: string })
  /** Beside what is here, a runbook of its own with the file's text; `of` is the one that stays. */
  | {
      readonly kind: 'copy';
      readonly path: string;
      readonly name: DocumentName;
      readonly of: DocumentName;
      readonly text: string;
      readonly images?: Pick<ImagePlan, 'put'>;
    }
  | {
      readonly kind: 'skip';
      readonly path: string;
      readonly reason: SkipReason;
      /** In words, for a person. */
      readonly problem: string;
    };

const problems: Readonly<Record<SkipReason, string>> = {
  'not-markdown': 'not a Markdown file (.md, .markdown)',
  'not-shown': 'an image that no runbook shows',
  'unsafe-path': 'the path has an empty part, "..", a backslash or a control character',
  'name-too-long': 'a name in the path is longer than 255 bytes, or the path than 1,024 characters',
  'same-path': 'another file has the same path',
  'too-large': 'larger than 1 MB',
  'nul-bytes': 'has NUL bytes: not a text file',
  'not-utf-8': 'not valid UTF-8',
};

/**
 * Decides for each file, in the order of their paths. An image that a runbook shows is part of the
 * decision about that runbook. Changes nothing.
 */
export function planRunbookImport(request: ImportRequest): readonly ImportDecision[] {
  const seen = new Set<string>();
  const images = request.images ?? imagesAmong(request.files);
  const plain = request.plain ?? plainMarkdown(request.files);
  const files = request.files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const decisions = files.map((file) => {
    if (seen.has(file.path)) return skip(file, 'same-path');
    seen.add(file.path);
    return decide(file, { ...request, images, plain });
  });
  const shown = new Set(decisions.flatMap(imagesShown));
  return decisions.filter(({ kind, path }) => kind !== 'skip' || !shown.has(path));
}

/** The images among files, by path. */
export function imagesAmong(files: readonly ImportFile[]): ReadonlyMap<string, Uint8Array> {
  return new Map(files.flatMap(({ path, bytes }) => (isImageFile(path) ? [[path, bytes]] : [])));
}

/** Where the files lie that a runbook shows, also those that cannot be kept. */
function imagesShown(decision: ImportDecision): readonly string[] {
  if (decision.kind === 'skip' || decision.kind === 'copy') return [];
  const { path, images } = decision;
  return [...(images?.found ?? []), ...(images?.left ?? [])].flatMap(
    (image) => imageFilePath(path, image.path) ?? [],
  );
}

/**
 * The name of the document that a file of an imported folder is kept in, or why it cannot be.
 * `isPlain`: it is known to be Markdown although its name does not say so.
 */
export function runbookForFile(
  root: string,
  path: string,
  isPlain = false,
):
  | { readonly ok: true; readonly name: DocumentName; readonly sourcePath: string }
  | { readonly ok: false; readonly reason: PathRefused | 'not-markdown' } {
  const sourcePath = root === '' ? path : `${root}/${path}`;
  const refused = refusePath(sourcePath);
  if (refused !== undefined) return { ok: false, reason: refused };
  if (!isPlain && !isMarkdownPath(path)) return { ok: false, reason: 'not-markdown' };
  return { ok: true, name: `runbook:${runbookIdForPath(sourcePath)}`, sourcePath };
}

function decide(
  file: ImportFile,
  request: ImportRequest & Required<Pick<ImportRequest, 'images' | 'plain'>>,
): ImportDecision {
  const target = runbookForFile(request.root, file.path, request.plain.has(file.path));
  if (!target.ok) {
    const isImage = target.reason === 'not-markdown' && isImageFile(file.path);
    return skip(file, isImage ? 'not-shown' : target.reason);
  }
  const read = readFileText(file.bytes);
  if (!read.ok) return skip(file, read.reason);
  const { sourcePath } = target;
  const name = request.places?.writtenHere(sourcePath) ?? target.name;
  const { text } = read;
  const existing = request.existing(name);
  const images = planImages(file.path, text, request.images, existing?.images ?? new Map());
  const imported = { path: file.path, name, sourcePath, ...(images !== undefined && { images }) };
  if (existing === undefined || isBlank(existing)) {
    return { kind: 'create', ...imported, text, update: buildInitialUpdate(sourcePath, text) };
  }
  const { places } = request;
  const path = places?.pathOf(name) ?? sourcePath;
  const exported = places === undefined ? undefined : { path, pathOf: places.pathOf };
  const compared = withImages(compareTexts(text, existing, exported), images, existing.body);
  const isNews =
    compared.kind === 'change' ||
    compared.kind === 'merge' ||
    compared.kind === 'conflict' ||
    (images?.conflicts.length ?? 0) > 0;
  return existing.locked !== undefined && isNews
    ? { ...imported, kind: 'locked', problem: existing.locked }
    : { ...imported, ...compared };
}

/** What a comparison is where the text has no news, but its images have. */
function withImages(
  compared: TextComparison,
  images: ImagePlan | undefined,
  body: string,
): TextComparison {
  if (images === undefined || (compared.kind !== 'unchanged' && compared.kind !== 'record'))
    return compared;
  const { fileText } = compared;
  if (images.put.length > 0) return { kind: 'change', text: body, fileText, editedHere: false };
  return images.note.length > 0 ? { kind: 'record', fileText } : compared;
}

/** How a conflict is settled: with the text here, the file's, or both as two runbooks. */
export type ConflictChoice = 'ours' | 'theirs' | 'both';

/** What to do instead of leaving a conflict, of the text or of images. Others stay as they are. */
export function settleConflict(
  decision: ImportDecision,
  choice: ConflictChoice,
): readonly ImportDecision[] {
  if (decision.kind !== 'conflict') return [settleImagesOf(decision, choice)];
  const { path, name, sourcePath, text, fileText, images } = decision;
  const imported = (winner: 'ours' | 'theirs'): Imported => ({
    path,
    name,
    sourcePath,
    ...(images !== undefined && { images: settleImages(images, winner) }),
  });
  if (choice === 'theirs') {
    return [{ kind: 'change', ...imported('theirs'), text, fileText, editedHere: true }];
  }
  const kept: ImportDecision = { kind: 'record', ...imported('ours'), fileText };
  if (choice === 'ours') return [kept];
  // The same file settled so on two devices makes one copy.
  const copyId = runbookIdForPath(`${sourcePath}\n${textHash(fileText)}`);
  const copied = images !== undefined && { images: { put: images.found } };
  return [kept, { kind: 'copy', path, name: `runbook:${copyId}`, of: name, text, ...copied }];
}

function settleImagesOf(decision: ImportDecision, choice: ConflictChoice): ImportDecision {
  if (decision.kind === 'skip' || decision.kind === 'copy' || decision.kind === 'locked')
    return decision;
  const { images } = decision;
  if (images === undefined || images.conflicts.length === 0 || choice === 'both') return decision;
  const settled = settleImages(images, choice);
  if (decision.kind !== 'unchanged') return { ...decision, images: settled };
  const { path, name, sourcePath, fileText } = decision;
  return { kind: 'record', path, name, sourcePath, fileText, images: settled };
}

/** A document that was opened but never filled. */
function isBlank(existing: ExistingRunbook): boolean {
  return existing.body === '' && existing.sourceHash === '';
}

function skip(file: ImportFile, reason: SkipReason): ImportDecision {
  return { kind: 'skip', path: file.path, reason, problem: problems[reason] };
}
