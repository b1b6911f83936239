import type * as Y from 'yjs';
import { bytesHash } from '../model/ids.ts';
import { refuseLocked } from '../model/review.ts';
import {
  imageLimits,
  imageType,
  noteImageSource,
  putImage,
  readImages,
  readImageSource,
} from '../model/runbook-images.ts';
import { imageFilePath, shownImages } from './image-paths.ts';

/** An image among the files of an import; its path is as the runbook's text has it. */
export interface FileImage {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** An image that the document of a runbook holds. */
export interface ImageHere {
  readonly hash: string;
  readonly bytes: number;
  /** Its file when it was last imported. */
  readonly source: string | undefined;
}

export type ImageProblem = 'missing' | 'too-large' | 'not-an-image' | 'full' | 'conflict';

/** An image that the text shows and that does not come along. */
export interface ImageLeft {
  readonly path: string;
  readonly problem: ImageProblem;
}

/** In words, for a person. */
export const imageProblems: Readonly<Record<ImageProblem, string>> = {
  missing: 'not among the files; its name is shown in its place',
  'too-large': 'larger than 200 kB, which is what a runbook keeps; its name is shown in its place',
  'not-an-image': 'not a PNG, JPEG, GIF or WebP image, whatever it is called',
  full: 'the images of its runbook have more than 1 MB together',
  conflict: 'the image changed in the file and in Holdfast; it stays as it is in Holdfast',
};

/** What an import does with the images that one text shows. */
export interface ImagePlan {
  /** To be kept in the document, each in an edit of its own. */
  readonly put: readonly FileImage[];
  /** The same as here already: only noted. */
  readonly note: readonly FileImage[];
  /** Changed in the file and here. */
  readonly conflicts: readonly FileImage[];
  readonly left: readonly ImageLeft[];
  /** All that could be kept: what a copy of the runbook gets. */
  readonly found: readonly FileImage[];
}

/**
 * Decides for each image that a text shows. `path` is that of the text's file, `files` are images by
 * theirs, both below the imported folder; `here` is what the document holds. Undefined where the
 * text shows none.
 */
export function planImages(
  path: string,
  text: string,
  files: ReadonlyMap<string, Uint8Array>,
  here: ReadonlyMap<string, ImageHere>,
): ImagePlan | undefined {
  const shown = shownImages(text);
  if (shown.length === 0) return undefined;
  const plan: Lists = { put: [], note: [], conflicts: [], left: [], found: [] };
  let room: number = imageLimits.total;
  for (const { bytes } of here.values()) room -= bytes;
  for (const image of shown) {
    const known = here.get(image);
    const file = imageFilePath(path, image);
    const bytes = file === undefined ? undefined : files.get(file);
    if (bytes === undefined) {
      if (known === undefined) plan.left.push({ path: image, problem: 'missing' });
      continue;
    }
    if (bytes.length > imageLimits.each || imageType(bytes) === undefined) {
      const isLarge = bytes.length > imageLimits.each;
      plan.left.push({ path: image, problem: isLarge ? 'too-large' : 'not-an-image' });
      continue;
    }
    const found = { path: image, bytes };
    plan.found.push(found);
    const step = compareImages(bytesHash(bytes), known);
    if (step === 'conflict') plan.left.push({ path: image, problem: 'conflict' });
    const roomAfter = room + (known?.bytes ?? 0) - bytes.length;
    if (step === 'put' && roomAfter < 0) plan.left.push({ path: image, problem: 'full' });
    else if (step === 'put') {
      room = roomAfter;
      plan.put.push(found);
    } else if (step === 'note') plan.note.push(found);
    else if (step === 'conflict') plan.conflicts.push(found);
  }
  return plan;
}

interface Lists {
  readonly put: FileImage[];
  readonly note: FileImage[];
  readonly conflicts: FileImage[];
  readonly left: ImageLeft[];
  readonly found: FileImage[];
}

function compareImages(
  file: string,
  here: ImageHere | undefined,
): 'put' | 'note' | 'conflict' | 'nothing' {
  if (here === undefined) return 'put';
  if (file === here.hash) return file === here.source ? 'nothing' : 'note';
  if (file === here.source) return 'nothing';
  return here.hash === here.source ? 'put' : 'conflict';
}

/** The plan with its conflicts settled for one side. */
export function settleImages(plan: ImagePlan, winner: 'ours' | 'theirs'): ImagePlan {
  const { conflicts, put, note } = plan;
  const left = plan.left.filter(({ problem }) => problem !== 'conflict');
  const settled = { ...plan, conflicts: [], left };
  return winner === 'theirs'
    ? { ...settled, put: [...put, ...conflicts] }
    : { ...settled, note: [...note, ...conflicts] };
}

/** What the document holds, without the bytes. */
export function readImagesHere(doc: Y.Doc): ReadonlyMap<string, ImageHere> {
  return new Map(
    [...readImages(doc)].map(([path, { bytes }]) => [
      path,
      { hash: bytesHash(bytes), bytes: bytes.length, source: readImageSource(doc, path) },
    ]),
  );
}

/** Writes one image or a note of one; says whether it wrote. */
export type ImageEdit = (doc: Y.Doc) => boolean;

/**
 * The edits that carry a plan out, at most 200 KB each: as one update they might be more than relays
 * take. What a document cannot keep, because it was locked or filled since, is left.
 */
export function imageEdits({
  put = [],
  note = [],
}: Partial<Pick<ImagePlan, 'put' | 'note'>>): readonly ImageEdit[] {
  return [
    ...put.map((image) => (doc: Y.Doc) => keepImage(doc, image)),
    ...note.map(
      ({ path, bytes }) =>
        (doc: Y.Doc) =>
          noteImageSource(doc, path, bytesHash(bytes)),
    ),
  ];
}

function keepImage(doc: Y.Doc, { path, bytes }: FileImage): boolean {
  if (refuseLocked(doc) !== undefined) return false;
  return doc.transact(() => {
    const kept = putImage(doc, path, bytes);
    if (!kept.ok) return false;
    const isNews = noteImageSource(doc, path, bytesHash(bytes));
    return kept.changed || isNews;
  });
}
