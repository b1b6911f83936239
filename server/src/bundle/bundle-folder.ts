import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleMadeAt } from '@holdfast/shared/bundle/bundle-file-name';
import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import { unfinishedPrefix } from './bundle-file.ts';

/** A clock that was ahead for a while must not keep bundles from being made until it is right again. */
const aheadMs = 5 * 60_000;

/** When the newest bundle of a workspace was made, wall clock ms. The file's name says it, so that a copied folder does, too. */
export async function newestBundleMs(
  folder: string,
  workspace: WorkspaceName,
  nowMs: number,
): Promise<number | undefined> {
  const times = (await namesIn(folder)).flatMap((name) => bundleMadeAt(name, workspace) ?? []);
  const past = times.filter((ms) => ms <= nowMs + aheadMs);
  return past.length === 0 ? undefined : Math.max(...past);
}

/** Deletes all but the newest bundles of a workspace, and nothing else. */
export async function pruneBundles(
  folder: string,
  workspace: WorkspaceName,
  keep: number,
): Promise<void> {
  const bundles = (await namesIn(folder)).filter(
    (name) => bundleMadeAt(name, workspace) !== undefined,
  );
  for (const name of bundles.toSorted().slice(0, -keep))
    await rm(join(folder, name), { force: true });
}

/** Writing one takes minutes at most: what is older was left by a process that was killed. */
const unfinishedMs = 3_600_000;

/** Removes what was left by a process that was killed while it wrote; what another writes now stays. */
export async function removeUnfinished(folder: string, nowMs: number): Promise<void> {
  for (const name of await namesIn(folder)) {
    if (!name.startsWith(unfinishedPrefix)) continue;
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (mtimeMs < nowMs - unfinishedMs) await rm(path, { force: true });
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
