import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readClaims } from '@holdfast/shared/access/claims';
import { newestBundleMs } from '../bundle/bundle-folder.ts';
import { CredentialsError, readCredentials } from '../access/credentials.ts';
import { readKeys, readSecretKey, secretEnding } from '../access/key-files.ts';
import { isReadableByOthers } from '../access/private-file.ts';
import type { Ending, Finding } from './doctor-findings.ts';

export interface FolderFindings {
  readonly findings: readonly Finding[];
  readonly endings: readonly Ending[];
}

/** What lies in a relay's folder of keys. */
export function examineKeys(folder: string, workspace: string, nowMs: number): FolderFindings {
  if (!existsSync(folder)) {
    return failing(
      'keys-missing',
      `There is no folder of keys ${folder}.`,
      'Make it, and put the public key of the workspace into it.',
    );
  }
  const { trusted, secret, problems } = readKeys(folder);
  const findings: Finding[] = problems.map((what) => ({
    ...({ id: 'key-unreadable', level: 'weak', what } as const),
    toDo: 'Copy the file again, or delete it.',
  }));
  for (const { kid } of secret) {
    findings.push({
      ...({
        id: 'secret-key-here',
        level: 'weak',
        what: `${join(folder, kid)}${secretEnding} is the secret half of a key.`,
      } as const),
      toDo: 'Relays need the public half alone: move it to the machine of an admin.',
    });
  }
  const ours = trusted.filter(
    ({ ws, until }) => ws === workspace && (until === undefined || Date.parse(until) > nowMs),
  );
  if (ours.length === 0) {
    findings.push({
      ...({
        id: 'no-key',
        level: 'weak',
        what: `${folder} has no key of workspace ${workspace} that is good now.`,
      } as const),
      toDo: 'Copy its .pub.json there, or make one: holdfast keys create.',
    });
  }
  // One that ends is no trouble while another goes on.
  const last = Math.max(
    ...ours.map(({ until }) => (until === undefined ? Infinity : Date.parse(until))),
  );
  const endings = Number.isFinite(last)
    ? [{ what: `The last key in ${folder}`, endsAtMs: last }]
    : [];
  return { findings: [...findings, ...openToOthers(folder)], endings };
}

/** Does a relay take the tokens that its own keys for signing in make? */
export function examineSignInKeys(
  files: readonly string[],
  folder: string,
  workspace: string,
): readonly Finding[] {
  const trusted = existsSync(folder) ? readKeys(folder).trusted.map(({ kid }) => kid) : [];
  return files.flatMap((file): readonly Finding[] => {
    const read = readSecretKey(file);
    if (read.ok && (read.key.ws !== workspace || trusted.includes(read.key.kid))) return [];
    return [
      {
        id: 'sign-in-key',
        level: 'weak',
        what: read.ok ? `${folder} lacks the public half of ${file}.` : read.problem,
        toDo: 'Whoever signs in there is let in nowhere: copy its .pub.json into the folder of keys of every relay.',
      },
    ];
  });
}

/** What lies in a folder of credentials. */
export async function examineCredentials(
  folder: string,
  workspace: string,
): Promise<FolderFindings> {
  try {
    const { token } = await readCredentials(folder, workspace);
    const claims = readClaims(token);
    // Of an invitation `exp` is until when it can be accepted; its end stands in the workspace.
    const endings =
      claims === undefined || claims.life !== undefined
        ? []
        : [{ what: `The token in ${folder}`, endsAtMs: claims.exp * 1000 }];
    return { findings: openToOthers(folder), endings };
  } catch (error) {
    if (!(error instanceof CredentialsError)) throw error;
    return failing(
      'credentials',
      error.message,
      'Without credentials relays with keys cannot be examined.',
    );
  }
}

/** Are emergency bundles made, and lately? */
export async function examineBundles(
  folder: string | undefined,
  workspace: string,
  everyHours: number,
  nowMs: number,
): Promise<readonly Finding[]> {
  if (folder === undefined) {
    return [
      {
        ...({
          id: 'bundles-unknown',
          level: 'note',
          what: 'No folder of emergency bundles was named.',
        } as const),
        toDo: 'Start one relay with --bundle-dir, and name the folder here with --bundle-dir DIR.',
      },
    ];
  }
  const newest = await newestBundleMs(folder, workspace, nowMs);
  const isLate = newest === undefined || nowMs - newest > 2 * everyHours * 3_600_000;
  if (!isLate) return [];
  const what =
    newest === undefined
      ? `${folder} has no emergency bundle of workspace ${workspace}.`
      : `The newest emergency bundle in ${folder} is of ${new Date(newest).toISOString().slice(0, 10)}.`;
  return [
    { id: 'bundles', level: 'weak', what, toDo: 'See docs/operating.md, Emergency bundles.' },
  ];
}

const backupFile = 'backup.json';
const backupDays = 7;

/** Are there backups, and lately? Looks at the folder itself and at those in it. */
export function examineBackups(folder: string | undefined, nowMs: number): readonly Finding[] {
  if (folder === undefined) {
    return [
      {
        ...({
          id: 'backups-unknown',
          level: 'note',
          what: 'No folder of backups was named.',
        } as const),
        toDo: 'Make backups (holdfast backup) to another machine, and name the folder here with --backups DIR.',
      },
    ];
  }
  const places = existsSync(folder)
    ? [folder, ...readdirSync(folder).map((name) => join(folder, name))]
    : [];
  const times = places
    .map((place) => join(place, backupFile))
    .filter((path) => existsSync(path))
    .map((path) => statSync(path).mtimeMs);
  if (times.some((ms) => nowMs - ms < backupDays * 86_400_000)) return [];
  const what = `${folder} has no backup of the last ${backupDays} days.`;
  return [{ id: 'backups', level: 'weak', what, toDo: 'Make one: holdfast backup.' }];
}

function openToOthers(folder: string): readonly Finding[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(secretEnding))
    .map((name) => join(folder, name))
    .filter((path) => isReadableByOthers(path))
    .map((path) => ({
      ...({
        id: 'key-readable',
        level: 'weak',
        what: `${path} can be read by others on this machine.`,
      } as const),
      toDo: `chmod 600 ${path}`,
    }));
}

function failing(id: string, what: string, toDo: string): FolderFindings {
  return { findings: [{ id, level: 'weak', what, toDo }], endings: [] };
}
