import { bytesHash } from '@holdfast/shared/model/ids';
import { imageLimits, imageType, readImages } from '@holdfast/shared/model/runbook-images';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import { imageEdits, imageProblems } from '@holdfast/shared/transfer/import-images';
import { imageFilePath, shownImages } from '@holdfast/shared/transfer/image-paths';
import { isPending, type SyncChoice, type SyncStep } from '@holdfast/shared/transfer/plan-git-sync';
import { type ImageStep, planImageSync } from '@holdfast/shared/transfer/plan-image-sync';
import type { Session } from '../cli/session.ts';
import type { SyncPair } from './pair-up.ts';
import { committedFiles, readBlobs, type WorkingCopy } from './working-copy.ts';

export interface SyncImagesDeps {
  readonly copy: WorkingCopy;
  readonly session: Pick<Session, 'read' | 'change'>;
  readonly choice: SyncChoice | undefined;
  /** The commit that is checked out, and the one that was last in step. */
  readonly head: string | undefined;
  readonly lastHead: string | undefined;
  readonly pathProblem: (path: string) => string | undefined;
}

/** What is to be done about one image of one runbook. */
export interface SyncedImage {
  readonly pair: SyncPair;
  /** As the text has it. */
  readonly image: string;
  /** Its file, below the folder. */
  readonly path: string;
  readonly step: ImageStep;
  /** Why nothing is done, in words. */
  readonly problem?: string;
}

interface Planned {
  readonly pair: SyncPair;
  readonly step: SyncStep;
}

/** Decides for the images of runbooks whose texts are brought into step. Changes nothing. */
export async function planImages(
  deps: SyncImagesDeps,
  planned: readonly Planned[],
): Promise<readonly SyncedImage[]> {
  const shown = planned.flatMap(({ pair, step }) =>
    imagesOf(pair, step).flatMap((image) => {
      const path = imageFilePath(pair.path, image);
      return path === undefined ? [] : [{ pair, image, path }];
    }),
  );
  if (shown.length === 0) return [];
  const { copy } = deps;
  const committed = await committedFiles(copy, deps.head);
  // A repository that was cloned anew may not have that commit.
  const before = await committedFiles(copy, deps.lastHead).catch(() => new Map<string, unknown>());
  const small = shown.flatMap(({ path }) => {
    const file = committed.get(path);
    return file !== undefined && file.bytes <= imageLimits.each ? [file.blob] : [];
  });
  const blobs = await readBlobs(copy, small);
  return shown.map(({ pair, image, path }): SyncedImage => {
    const known = pair.runbook?.images?.get(image);
    const file = committed.get(path);
    const bytes = blobs.get(file?.blob ?? '');
    if (file !== undefined && (bytes === undefined || imageType(bytes) === undefined)) {
      const why = file.bytes > imageLimits.each ? 'too-large' : 'not-an-image';
      return { pair, image, path, step: 'nothing', problem: imageProblems[why] };
    }
    const step = planImageSync(
      {
        base: known?.source,
        file: bytes === undefined ? undefined : bytesHash(bytes),
        here: known?.hash,
        wasThere: before.has(path),
        isLocked: pair.item.locked !== undefined,
      },
      deps.choice,
    );
    const problem = step === 'to-git' && file === undefined ? deps.pathProblem(path) : undefined;
    return problem === undefined
      ? { pair, image, path, step }
      : { pair, image, path, step: 'nothing', problem };
  });
}

/** The images that a runbook holds, and those that its text will show. */
function imagesOf({ runbook, item }: SyncPair, step: SyncStep): readonly string[] {
  if (isPending(step) || step.kind === 'archive-runbook' || step.kind === 'remove-file') return [];
  const text = 'text' in step ? step.text : item.here.kind === 'text' ? item.here.text : undefined;
  if (text === undefined) return [];
  return [...new Set([...(runbook?.images?.keys() ?? []), ...shownImages(text)])];
}

/** Gives the runbooks what git has for them; says whether anything was written. */
export async function imagesToWorkspace(
  { copy, session, head }: SyncImagesDeps,
  images: readonly SyncedImage[],
): Promise<boolean> {
  const news = images.filter(({ step }) => step === 'to-runbook' || step === 'note');
  if (news.length === 0) return false;
  const committed = await committedFiles(copy, head);
  const blobs = await readBlobs(
    copy,
    news.flatMap(({ path }) => committed.get(path)?.blob ?? []),
  );
  let wrote = false;
  for (const { pair, image, path, step } of news) {
    const bytes = blobs.get(committed.get(path)?.blob ?? '');
    if (bytes === undefined) continue;
    const kept = [{ path: image, bytes }];
    const edits = imageEdits(step === 'note' ? { note: kept } : { put: kept });
    for (const edit of edits) wrote = (await session.change(pair.name, edit)) || wrote;
  }
  return wrote;
}

export interface ImagesForGit {
  /** By path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** As they were planned, but for those whose file another runbook fills otherwise. */
  readonly images: readonly SyncedImage[];
}

/** The files that git gets. Runbooks that show the same image share its file. */
export async function imagesForGit(
  { session }: SyncImagesDeps,
  images: readonly SyncedImage[],
): Promise<ImagesForGit> {
  const files = new Map<string, Uint8Array>();
  const done: SyncedImage[] = [];
  for (const one of images) {
    if (one.step !== 'to-git') {
      done.push(one);
      continue;
    }
    const bytes = await bytesOf(session, one.pair.name, one.image);
    const there = files.get(one.path);
    if (bytes === undefined) continue;
    if (there !== undefined && bytesHash(there) !== bytesHash(bytes)) {
      const problem = 'another runbook has a different image of that name';
      done.push({ ...one, step: 'nothing', problem });
      continue;
    }
    files.set(one.path, bytes);
    done.push(one);
  }
  return { files, images: done };
}

async function bytesOf(
  session: SyncImagesDeps['session'],
  name: DocumentName,
  image: string,
): Promise<Uint8Array | undefined> {
  const doc = await session.read(name);
  if (doc === undefined) return undefined;
  const bytes = readImages(doc).get(image)?.bytes;
  doc.destroy();
  return bytes;
}

/** Notes that git has these images, once it has: noted before, a break between would undo them. */
export async function noteInGit(
  { session }: SyncImagesDeps,
  { files, images }: ImagesForGit,
): Promise<boolean> {
  let wrote = false;
  for (const { pair, image, path, step } of images) {
    const bytes = step === 'to-git' ? files.get(path) : undefined;
    if (bytes === undefined) continue;
    for (const edit of imageEdits({ note: [{ path: image, bytes }] }))
      wrote = (await session.change(pair.name, edit)) || wrote;
  }
  return wrote;
}
