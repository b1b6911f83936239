import { bytesHash } from '../model/ids.ts';
import type { RunbookImage } from '../model/runbook-images.ts';
import type { DocumentName } from '../protocol/names.ts';
import { imageFilePath } from './image-paths.ts';
import type { ExportFile } from './plan-export.ts';

/** The file of an image. */
export interface ExportedImage {
  /** Relative to the same folder as those of the runbooks; never leaves it. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** An image that is not written. */
export interface ImageNotExported {
  /** The file of its runbook. */
  readonly runbook: string;
  /** As its text has it. */
  readonly image: string;
  /** In words, for a person. */
  readonly problem: string;
}

export interface ImageExport {
  readonly files: readonly ExportedImage[];
  readonly left: readonly ImageNotExported[];
}

/**
 * The files of the images that exported runbooks hold, where their texts look for them. Runbooks that
 * show the same one share its file; where their bytes differ the first runbook's is written, and the
 * other is told of.
 */
export function planImageExport(
  runbooks: readonly Pick<ExportFile, 'name' | 'path'>[],
  imagesOf: (name: DocumentName) => ReadonlyMap<string, RunbookImage> | undefined,
): ImageExport {
  const taken = createTakenFiles(runbooks.map(({ path }) => path));
  const files = new Map<string, ExportedImage>();
  const left: ImageNotExported[] = [];
  for (const { name, path: runbook } of runbooks) {
    for (const { path: image, bytes } of imagesOf(name)?.values() ?? []) {
      const path = imageFilePath(runbook, image);
      const problem =
        path === undefined ? 'its path leads out of the folder' : taken.problem(path, bytes);
      if (problem !== undefined) left.push({ runbook, image, problem });
      else if (path !== undefined) files.set(path, { path, bytes });
    }
  }
  return { files: [...files.values()], left };
}

/** Paths as systems see them that do not tell upper from lower case. */
function createTakenFiles(runbooks: readonly string[]) {
  const key = (path: string): string => path.normalize('NFC').toLowerCase();
  const folders = new Set(runbooks.flatMap((path) => foldersOf(key(path))));
  /** The bytes of images; those of runbooks have other endings. */
  const images = new Map<string, string>();
  return {
    /** Takes the path; why it cannot, in words. */
    problem(path: string, bytes: Uint8Array): string | undefined {
      const own = key(path);
      const above = foldersOf(own);
      if (folders.has(own) || above.some((folder) => images.has(folder)))
        return 'a folder has its name';
      const hash = bytesHash(bytes);
      const there = images.get(own);
      if (there !== undefined && there !== hash)
        return 'another runbook has a different image of that name';
      images.set(own, hash);
      for (const folder of above) folders.add(folder);
      return undefined;
    },
  };
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join('/'));
}
