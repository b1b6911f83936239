import { endOf } from '@holdfast/shared/access/check-token';
import { readClaims } from '@holdfast/shared/access/claims';
import { revocationOf } from '@holdfast/shared/access/revocation';
import { readWorkspaceAccess } from '@holdfast/shared/access/workspace-access';
import { readWorkspace, type WorkspaceRelay } from '@holdfast/shared/model/workspace';
import { relayAddress } from '../relay/relay-address.ts';
import { askedAs } from './asked-as.ts';
import {
  type Ending,
  endingFindings,
  type Finding,
  listeningFindings,
  relayFindings,
} from './doctor-findings.ts';
import {
  examineBackups,
  examineBundles,
  examineCredentials,
  examineKeys,
  examineSignInKeys,
  type FolderFindings,
} from './doctor-folders.ts';
import { examineRelay } from './doctor-relays.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { counted, jsonText } from './output.ts';
import { chooseRelays } from './relay-choice.ts';
import { withSession, type WorkspaceCommandDeps } from './workspace-command.ts';

export interface DoctorDeps extends WorkspaceCommandDeps {
  /** Folders of this machine, where they were named. */
  readonly keys: string | undefined;
  /** What the relay on this machine signs with for those who sign in. */
  readonly signInKeys: readonly string[];
  readonly bundles: string | undefined;
  readonly backups: string | undefined;
  readonly bundleEveryHours: number;
  /** How the relay on this machine is set up, as far as the environment says. */
  readonly listening: Parameters<typeof listeningFindings>[0];
  readonly nowMs: number;
}

/** Examines a deployment, and says what is weak and what to do. */
export async function examineDeployment(deps: DoctorDeps): Promise<ExitCode> {
  const { workspace, relays } = chooseRelays(deps);
  const { nowMs, credentials, keys } = deps;
  const here: FolderFindings[] = [];
  if (credentials !== undefined) here.push(await examineCredentials(credentials, workspace));
  if (keys !== undefined) here.push(examineKeys(keys, workspace, nowMs));
  const usable = here[0]?.findings.some(({ id }) => id === 'credentials') !== true;
  const as = usable ? await askedAs(deps, workspace) : undefined;
  const inside = await readInside({ ...deps, credentials: usable ? credentials : undefined });

  const named = inside.relays.flatMap(({ url }) => relayAddress(url) ?? []);
  const first = [...new Set([...relays, ...named])];
  const asked = await Promise.all(first.map((url) => examineRelay(url, workspace, as)));
  // Where the usual addresses of a trial were only guessed, what does not answer there says nothing.
  const isGuess = deps.relays.length === 0 && named.length > 0;
  const examined = asked.filter(
    ({ url, problem }) => problem === undefined || !isGuess || named.includes(url),
  );
  const told = examined.flatMap((one) => one.told.flatMap((url) => relayAddress(url) ?? []));
  const known = [...new Set([...examined.map(({ url }) => url), ...told])];

  const findings: readonly Finding[] = [
    ...listeningFindings(deps.listening),
    ...relayFindings(
      examined.map((one) => ({ ...one, ...placeOf(one.url, inside.relays) })),
      known,
    ),
    ...here.flatMap((one) => one.findings),
    ...(keys === undefined ? [] : examineSignInKeys(deps.signInKeys, keys, workspace)),
    ...inside.findings,
    ...endingFindings([...here.flatMap(({ endings }) => endings), ...inside.endings], nowMs),
    ...(await examineBundles(deps.bundles, workspace, deps.bundleEveryHours, nowMs)),
    ...examineBackups(deps.backups, nowMs),
  ];
  return report(deps, workspace, examined.length, findings);
}

function placeOf(url: string, relays: readonly WorkspaceRelay[]) {
  const said = relays.find((one) => relayAddress(one.url) === url);
  return { region: said?.region ?? '', provider: said?.provider ?? '' };
}

function report(
  { json, output }: DoctorDeps,
  workspace: string,
  relays: number,
  findings: readonly Finding[],
): ExitCode {
  const weak = findings.filter(({ level }) => level === 'weak');
  if (json) output.data(jsonText({ workspace, relays, weak: weak.length, findings }));
  else {
    for (const { level, what, toDo } of [...weak, ...findings.filter((one) => !weak.includes(one))])
      output.data(`${level === 'weak' ? 'Weak' : 'Note'}: ${what}\n      ${toDo}`);
    output.message(
      weak.length === 0
        ? `Looked at ${counted(relays, 'relay')} of workspace ${workspace}: nothing weak was found.`
        : `Looked at ${counted(relays, 'relay')} of workspace ${workspace}: ${counted(weak.length, 'thing')} to be seen to.`,
    );
  }
  return weak.length === 0 ? exitCodes.ok : exitCodes.problemsFound;
}

interface Inside extends FolderFindings {
  readonly relays: readonly WorkspaceRelay[];
}

/** What the workspace itself says: its relays, and who has access until when. */
async function readInside(deps: DoctorDeps): Promise<Inside> {
  try {
    return await withSession(deps, async (session) => {
      const doc = await session.read('workspace');
      if (doc === undefined) return { relays: [], findings: [], endings: [] };
      const { relays } = readWorkspace(doc);
      const access = readWorkspaceAccess(doc);
      doc.destroy();
      const endings: Ending[] = [];
      const findings: Finding[] = [];
      for (const { token, jkt, atMs, acceptance } of access.accepted.values()) {
        const claims = readClaims(token);
        if (claims === undefined || revocationOf(access, { ...claims, jkt })) continue;
        const endsAtMs = endOf(claims, { atMs, acceptance });
        // What ended is over; whoever misses it has asked by now.
        if (endsAtMs <= deps.nowMs) continue;
        if (claims.kind === 'break-glass') {
          findings.push({
            ...({
              id: 'break-glass-open',
              level: 'weak',
              what: `Sealed access of ${claims.name} is open (token ${claims.jti}).`,
            } as const),
            toDo: `When the emergency is over, cut it off: holdfast token revoke --token ${claims.jti}. Print a new one.`,
          });
        } else if (claims.kind !== 'sign-in') {
          endings.push({
            what: `The access of ${claims.name} (${claims.role}, token ${claims.jti})`,
            endsAtMs,
          });
        }
      }
      return { relays, findings, endings };
    });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return {
      relays: [],
      endings: [],
      findings: [
        {
          ...({
            id: 'workspace-unread',
            level: 'note',
            what: 'The workspace could not be read, so who has access was not examined.',
          } as const),
          toDo: error.message.split('\n')[0] ?? '',
        },
      ],
    };
  }
}
