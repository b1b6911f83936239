import { type WorkspaceStatus, workspaceStatusSchema } from '../status.ts';
import { askRelay } from './ask-relay.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { expectWorkspace } from './held-workspaces.ts';
import { counted, jsonText, table } from './output.ts';
import { chooseRelays, rememberRelays } from './relay-choice.ts';
import type { WorkspaceCommandDeps } from './workspace-command.ts';

type RelayAnswer =
  | { readonly url: string; readonly status: WorkspaceStatus }
  | { readonly url: string; readonly problem: string };

/** Asks relays how they are. Fails only when none answers. */
export async function showStatus(deps: WorkspaceCommandDeps): Promise<ExitCode> {
  const choice = chooseRelays(deps);
  const answers = await Promise.all(choice.relays.map((url) => ask(url, choice.workspace)));
  if (deps.json) {
    deps.output.data(
      jsonText(answers.map((one) => ('status' in one ? { url: one.url, ...one.status } : one))),
    );
  } else {
    deps.output.data(answers.map(text).join('\n\n'));
  }
  if (!answers.some((answer) => 'status' in answer)) {
    await expectWorkspace(choice);
    return exitCodes.failed;
  }
  if (deps.relays.length > 0) rememberRelays(deps.folder, choice);
  return exitCodes.ok;
}

async function ask(url: string, workspace: string): Promise<RelayAnswer> {
  try {
    const answer = await askRelay(url, `/api/v1/${workspace}/status`);
    if (answer.status === 503) return { url, problem: 'still starting; try again' };
    if (answer.status === 404) return { url, problem: `holds no workspace ${workspace}` };
    if (!answer.ok) return { url, problem: `answered ${answer.status}` };
    return { url, status: workspaceStatusSchema.parse(await answer.json()) };
  } catch (error) {
    return {
      url,
      problem:
        error instanceof Error && error.name === 'TimeoutError'
          ? 'no answer in time'
          : 'not reachable',
    };
  }
}

function text(answer: RelayAnswer): string {
  if ('problem' in answer) return `${answer.url}: ${answer.problem}`;
  const { url, status } = answer;
  const rows = [
    ['  documents', String(status.documents)],
    ['  store', `${status.relay.storeId}, ${megabytes(status.storeBytes)}`],
    ['  devices', String(status.devices)],
    ...Object.entries(status.durable).map(([store, { boot, lsn }]) => [
      `  has of ${store}`,
      `${lsn} (${boot})`,
    ]),
    ...status.peers.map((peer) => [`  peer ${peer.name ?? peer.url}`, peerText(peer)]),
  ];
  if (status.damagedRecords > 0) rows.push(['  damaged', counted(status.damagedRecords, 'record')]);
  if (status.fault !== undefined) rows.push(['  fault', status.fault]);
  if (status.relay.insecure)
    rows.push(['  insecure', 'anyone who reaches it can read and change everything']);
  return `${status.relay.name} at ${url}, workspace ${status.workspace}\n${table(rows)}`;
}

function peerText(peer: WorkspaceStatus['peers'][number]): string {
  if (peer.state !== 'connected')
    return `${peer.state}${peer.problem === undefined ? '' : `: ${peer.problem}`}`;
  const lag =
    peer.lagEdits === undefined
      ? 'lag not known yet'
      : peer.lagEdits === 0
        ? 'has everything'
        : `${counted(peer.lagEdits, 'edit')} behind`;
  return `${lag}${peer.roundTripMs === undefined ? '' : `, ${Math.round(peer.roundTripMs)} ms away`}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
