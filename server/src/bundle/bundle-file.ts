import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BundleReport } from '@holdfast/shared/bundle/bundle-source';
import { makeFolder } from '../store/make-folder.ts';

/** Begins the name of a file that is being written; one that is left over is of a process that was killed. */
export const unfinishedPrefix = '.unfinished-';

/** Pieces smaller than this are gathered: a page comes in thousands of them. */
const gatherBytes = 256 * 1024;

/**
 * Writes a file under another name first, on disk, and then gives it its name: whoever looks finds
 * the file before or the whole new one, also after a power cut. Rejects with the error of the disk,
 * and then leaves nothing behind.
 */
export async function writeBundleFile(
  path: string,
  build: (write: (bytes: Uint8Array) => Promise<void>) => Promise<BundleReport>,
): Promise<BundleReport> {
  const folder = dirname(path);
  makeFolder(folder);
  const unfinished = join(folder, `${unfinishedPrefix}${process.pid}-${basename(path)}`);
  const file = await open(unfinished, 'w');
  try {
    const gathered: Uint8Array[] = [];
    let size = 0;
    const flush = async (): Promise<void> => {
      const bytes = Buffer.concat(gathered.splice(0));
      size = 0;
      await file.writeFile(bytes);
    };
    const report = await build(async (bytes) => {
      gathered.push(bytes);
      size += bytes.length;
      if (size >= gatherBytes) await flush();
    });
    await flush();
    await file.sync();
    await file.close();
    await rename(unfinished, path);
    await syncFolder(folder);
    return report;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Puts the new name on disk; not every system can, and then it is there a moment later. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // The file itself is whole on disk; only a power cut right now could keep its old name.
  }
}
