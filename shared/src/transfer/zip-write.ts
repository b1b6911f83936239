import { zipSync } from 'fflate';
import type { ExportFile } from './plan-export.ts';

/** The files of an export as one zip archive. `nowMs`, wall clock, is written as their time. */
export function writeZip(
  files: readonly Pick<ExportFile, 'path' | 'bytes'>[],
  nowMs: number,
): Uint8Array {
  const entries = new Map(files.map(({ path, bytes }) => [path, bytes]));
  return zipSync(Object.fromEntries(entries), { mtime: nowMs, level: 6 });
}
