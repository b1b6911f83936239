import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import { decodeIdentity, encodeIdentity, keys } from '@holdfast/shared/replica/layout';
import { StoreFault } from '@holdfast/shared/replica/ports';
import { nodeRandom } from '../relay/node-clock.ts';
import { backupProblem, hasBackupManifest, writeBackupManifest } from '../store/backup-manifest.ts';
import { dataFileProblem } from '../store/data-file.ts';
import { FolderLockedError } from '../store/folder-lock.ts';
import {
  type LmdbEnvironment,
  type LmdbOptions,
  openLmdbEnvironment,
} from '../store/lmdb-environment.ts';
import { verifyStore } from '../store/verify-store.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { counted, jsonText, type Output } from './output.ts';

export interface FolderCommandDeps {
  readonly json: boolean;
  readonly output: Output;
}

export interface CopyDeps extends FolderCommandDeps {
  readonly from: string;
  readonly to: string;
  readonly dryRun: boolean;
}

/** Returns the workspaces in it. */
async function copyFolder(from: string, to: string, dryRun: boolean): Promise<readonly string[]> {
  checkTarget(to);
  expectData(from);
  return withFolder(from, { readOnly: true }, async (environment) => {
    if (!dryRun) await environment.backup(to);
    return environment.workspaces();
  });
}

/** Copies a data folder, also while its relay runs. */
export async function backupFolder({
  from,
  to,
  dryRun,
  json,
  output,
}: CopyDeps): Promise<ExitCode> {
  const workspaces = await copyFolder(from, to, dryRun);
  if (!dryRun) await writeBackupManifest(to);
  if (json) output.data(jsonText({ from, to, dryRun, workspaces }));
  else
    output.data(
      `${counted(workspaces.length, 'workspace')} ${dryRun ? 'would be ' : ''}copied to ${to}`,
    );
  return exitCodes.ok;
}

/**
 * Makes a data folder from a backup. It gets new store ids: to its peers it is a relay that has never
 * been there, so that nothing they believe of the old one is taken to be true of this one.
 */
export async function restoreFolder({
  from,
  to,
  dryRun,
  json,
  output,
}: CopyDeps): Promise<ExitCode> {
  const problem = await backupProblem(from);
  if (problem !== undefined) throw new CommandError(problem);
  const workspaces = await copyFolder(from, to, dryRun);
  const stores = dryRun ? [] : await withFolder(to, {}, renewIdentities);
  if (json) {
    output.data(jsonText({ from, to, dryRun, workspaces, stores: Object.fromEntries(stores) }));
    return exitCodes.ok;
  }
  output.data(
    `${counted(workspaces.length, 'workspace')} ${dryRun ? 'would be ' : ''}restored to ${to}`,
  );
  for (const [workspace, storeId] of stores) output.data(`  ${workspace}: store ${storeId}`);
  if (!dryRun)
    output.message(`Start the relay with --data=${to}: what is newer comes from its peers.`);
  return exitCodes.ok;
}

/** Checks every record and loads every document of a folder whose relay is stopped. */
export async function verifyFolder({
  data,
  json,
  output,
}: FolderCommandDeps & { readonly data: string }): Promise<ExitCode> {
  expectData(data);
  // Before the database is opened, which a damaged file would end by a signal.
  const problem = await inWords(
    data,
    async () =>
      (hasBackupManifest(data) ? await backupProblem(data) : undefined) ??
      dataFileProblem(data, { everyPage: true }),
  );
  if (problem !== undefined) throw new CommandError(problem, exitCodes.problemsFound);
  return withFolder(data, {}, async (environment) => {
    const reports = [];
    for (const workspace of environment.workspaces()) {
      reports.push({ workspace, ...(await verifyStore(environment.workspaceStore(workspace))) });
    }
    const problems = reports.flatMap((report) =>
      report.problems.map((one) => ({ workspace: report.workspace, ...one })),
    );
    if (json) {
      output.data(jsonText({ data, workspaces: reports }));
    } else {
      for (const { workspace, records, documents, quarantined } of reports) {
        const aside =
          quarantined === 0 ? '' : `, ${counted(quarantined, 'record')} moved aside earlier`;
        output.data(
          `${workspace}: ${counted(records, 'record')}, ${counted(documents, 'document')}${aside}`,
        );
      }
      for (const { workspace, key, problem } of problems)
        output.data(`${workspace}: ${key} ${problem}`);
      output.data(
        problems.length === 0
          ? 'No problems found.'
          : `${counted(problems.length, 'problem')} found.`,
      );
    }
    if (problems.length === 0) return exitCodes.ok;
    output.message(
      'Start the relay with its peers running: what is damaged is fetched from them again.',
    );
    return exitCodes.problemsFound;
  });
}

function expectData(data: string): void {
  if (existsSync(join(data, 'data.mdb'))) return;
  throw new CommandError(
    `There is no data in ${data}. Name the folder that the relay was given with --data.`,
  );
}

function checkTarget(folder: string): void {
  if (existsSync(join(folder, 'data.mdb'))) {
    throw new CommandError(`${folder} already holds data. Name a new folder.`);
  }
}

async function renewIdentities(
  environment: LmdbEnvironment,
): Promise<readonly (readonly [WorkspaceName, string])[]> {
  const renewed: [WorkspaceName, string][] = [];
  for (const workspace of environment.workspaces()) {
    const store = environment.workspaceStore(workspace);
    const record = await store.get(keys.identity);
    const identity = record && decodeIdentity(record);
    if (identity === undefined) {
      // The relay makes a new one at its start.
      await store.write([{ key: keys.identity }]);
      continue;
    }
    const storeId = newStoreId();
    await store.write([
      { key: keys.identity, value: encodeIdentity({ ...identity, storeId, boots: [] }) },
    ]);
    renewed.push([workspace, storeId]);
  }
  return renewed;
}

function newStoreId(): string {
  return Array.from(nodeRandom.bytes(8), (byte) => (byte % 32).toString(32)).join('');
}

async function withFolder<T>(
  folder: string,
  options: LmdbOptions,
  work: (environment: LmdbEnvironment) => Promise<T>,
): Promise<T> {
  return inWords(folder, async () => {
    const environment = openLmdbEnvironment(folder, options);
    try {
      return await work(environment);
    } finally {
      await environment.close();
    }
  });
}

/** Does `work` on a folder; what a folder may refuse becomes a line for a person. */
async function inWords<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FolderLockedError) {
      const advice = `Stop that relay, or make a copy first: holdfast backup ${folder} COPY`;
      throw new CommandError(
        `The data folder ${folder} is in use by process ${error.pid}. ${advice}`,
        exitCodes.failed,
        { cause: error },
      );
    }
    if (error instanceof StoreFault)
      throw new CommandError(error.message, exitCodes.failed, { cause: error });
    throw error;
  }
}
