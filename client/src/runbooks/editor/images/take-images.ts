import { createId } from '@holdfast/shared/model/ids';
import { imageLimits, imagePath, imageType, putImage } from '@holdfast/shared/model/runbook-images';
import type { Random } from '@holdfast/shared/replica/ports';
import type * as Y from 'yjs';
import { imagesText } from '../../../ui/text/images.ts';

export interface TakeDeps {
  readonly doc: Y.Doc;
  readonly random: Pick<Random, 'bytes'>;
  readonly nowMs: () => number;
}

/** What became of files that were to be images: Markdown for those that were kept, and why others were not. */
export interface TakenImages {
  readonly markdown: string;
  readonly problems: readonly string[];
}

/** Keeps files as images of the document, as far as they are small pictures. Never throws. */
export async function takeImages(
  files: readonly Pick<File, 'name' | 'size' | 'arrayBuffer'>[],
  deps: TakeDeps,
): Promise<TakenImages> {
  const images: string[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const taken = await take(file, deps);
    if (taken.ok) images.push(taken.markdown);
    else problems.push(taken.problem);
  }
  return { markdown: images.join('\n'), problems };
}

type Taken =
  | { readonly ok: true; readonly markdown: string }
  | { readonly ok: false; readonly problem: string };

async function take(
  file: Pick<File, 'name' | 'size' | 'arrayBuffer'>,
  { doc, random, nowMs }: TakeDeps,
): Promise<Taken> {
  const { name, size } = file;
  // Not read at all: a dropped film would fill the memory.
  if (size > imageLimits.each)
    return { ok: false, problem: imagesText.tooLarge(name, size, imageLimits.each) };
  const bytes = await read(file);
  if (bytes === undefined) return { ok: false, problem: imagesText.unreadable(name) };
  const type = imageType(bytes);
  if (type === undefined) return { ok: false, problem: imagesText.notAnImage(name) };
  const path = imagePath(createId(random, nowMs()), type);
  const put = putImage(doc, path, bytes);
  if (put.ok) return { ok: true, markdown: `![${altFor(name)}](${path})` };
  const isFull = put.reason === 'full';
  return { ok: false, problem: isFull ? imagesText.full(name, imageLimits.total) : put.problem };
}

async function read(file: Pick<File, 'arrayBuffer'>): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    // A folder, or a file that is gone.
    return undefined;
  }
}

/** What a picture is called, from its file's name; pasted ones are all called `image.png`. */
function altFor(name: string): string {
  const words = name
    .replace(/\.[^.]{1,5}$/, '')
    .replace(/[_\s]+/g, ' ')
    .replace(/[\\[\]`<]/g, '')
    .trim();
  return /^image$/i.test(words) || words === '' ? imagesText.alt : words;
}
