import { existsSync, openSync, readFileSync, readSync, closeSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildBundle } from '@holdfast/shared/bundle/build-bundle';
import { bundleFileName } from '@holdfast/shared/bundle/bundle-file-name';
import type { BundleOrigin, BundleReport } from '@holdfast/shared/bundle/bundle-source';
import {
  type BundleCheck,
  type BundleHead,
  readBundleHead,
  verifyBundle,
} from '@holdfast/shared/bundle/verify-bundle';
import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import { writeBundleFile } from '../bundle/bundle-file.ts';
import { readVersion } from '../locations.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { counted, jsonText, type Output } from './output.ts';
import { withExistingSession, type WorkspaceCommandDeps } from './workspace-command.ts';

export interface MakeBundleDeps extends WorkspaceCommandDeps {
  /** A file, or a folder that is there already. */
  readonly out: string;
  readonly dryRun: boolean;
  /** Also in the place of a file that is no bundle of this workspace. */
  readonly force: boolean;
  /** Shown as who made it. */
  readonly by: string;
}

/** Writes a workspace as one HTML file. Exit code 3: it is written, and something could not be read. */
export async function makeBundle(deps: MakeBundleDeps): Promise<ExitCode> {
  const { dryRun, force, json, output } = deps;
  return withExistingSession(deps, async (session, { workspace }) => {
    const madeAtMs = Date.now();
    const path = isFolder(deps.out)
      ? join(deps.out, bundleFileName(workspace, madeAtMs))
      : deps.out;
    const replaced = existsSync(path);
    if (replaced && !force) checkReplaceable(path, workspace);
    const origin: BundleOrigin = {
      workspace,
      madeAtMs,
      maker: { kind: 'command-line', name: deps.by },
      version: readVersion(),
      relays: session.addresses(),
      copy: { linked: session.equalTo(), unlinked: [], unsent: 0, damaged: 0 },
    };
    const source = { documents: session.documents, read: session.state };
    const build = (write: (bytes: Uint8Array) => Promise<void> | void) =>
      buildBundle({ source, origin, write });
    const report = dryRun
      ? await build(() => undefined)
      : await inWords(path, () => writeBundleFile(path, build));
    if (json) output.data(jsonText({ workspace, out: path, dryRun, replaced, ...report }));
    else tell(report, path, { dryRun, replaced, output });
    if (report.unreadable.length === 0) return exitCodes.ok;
    output.message(
      `${counted(report.unreadable.length, 'document')} could not be read: ${report.unreadable.slice(0, 5).join(', ')}`,
    );
    return exitCodes.problemsFound;
  });
}

function tell(
  report: BundleReport,
  path: string,
  how: { readonly dryRun: boolean; readonly replaced: boolean; readonly output: Output },
): void {
  const size = `${(report.bytes / 1024 / 1024).toFixed(1)} MB`;
  const verb = how.dryRun ? 'would be written' : 'written';
  const live = report.liveIncidents;
  const incidents = live === 0 ? '' : ` and ${counted(live, 'live incident')}`;
  how.output.data(
    `${counted(report.runbooks, 'runbook')}${incidents} ${verb} to ${path} (${size})`,
  );
  if (!how.dryRun) how.output.data(`SHA-256 ${report.digest}`);
  if (how.replaced)
    how.output.message(
      how.dryRun ? 'It would replace the file of that name.' : 'It replaced the file of that name.',
    );
  for (const { kind, count } of report.leftOut)
    how.output.message(`Not in it: ${counted(count, 'document')} of the kind ${kind}.`);
}

/** A bundle of this workspace is replaced by a newer one; anything else only when that is said. */
function checkReplaceable(path: string, workspace: WorkspaceName): void {
  const head = headOf(path);
  if (head?.workspace === workspace) return;
  const what =
    head === undefined ? 'is no bundle' : `is a bundle of the workspace ${head.workspace}`;
  throw new CommandError(
    `${path} is there already and ${what}. Name another file, or add --force to replace it.`,
  );
}

function headOf(path: string): BundleHead | undefined {
  try {
    const file = openSync(path, 'r');
    try {
      const start = new Uint8Array(4096);
      return readBundleHead(start.subarray(0, readSync(file, start)));
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

/** Checks a bundle against its digest. Exit code 3: it is not as it was made. */
export function verifyBundleFile(deps: {
  readonly file: string;
  readonly json: boolean;
  readonly output: Output;
}): ExitCode {
  const { file, json, output } = deps;
  const check = verifyBundle(readWhole(file));
  if (json) output.data(jsonText({ file, ...check }));
  else output.data(`${file}: ${inOneLine(check)}`);
  return check.kind === 'fits' ? exitCodes.ok : exitCodes.problemsFound;
}

function inOneLine(check: BundleCheck): string {
  switch (check.kind) {
    case 'fits':
      return `as it was made: workspace ${check.head.workspace}, ${check.head.made}\nSHA-256 ${check.digest}`;
    case 'changed':
      return `not as it was made: it says SHA-256 ${check.digest}, and is ${check.worked}. Get it again.`;
    case 'cut-off':
      return 'not whole: its end, with the digest, is missing. Get it again.';
    case 'newer':
      return `made by a newer version of Holdfast (format ${check.head.version}). Check it with that one.`;
    case 'no-bundle':
      return 'this is no emergency bundle of Holdfast.';
  }
}

function readWhole(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new CommandError(`Cannot read ${path}: ${reasonOf(error)}`, exitCodes.failed, {
      cause: error,
    });
  }
}

async function inWords<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new CommandError(`Cannot write ${path}: ${reasonOf(error)}`, exitCodes.failed, {
      cause: error,
    });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
