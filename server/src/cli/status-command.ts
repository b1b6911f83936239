import { z } from 'zod/mini';
import { readCloseReason } from '@holdfast/shared/access/close-reason';
import { type WorkspaceStatus, workspaceStatusSchema } from '../status.ts';
import { type AskedAs, askRelay } from './ask-relay.ts';
import { askedAs } from './asked-as.ts';
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
  const as = await askedAs(deps, choice.workspace);
  const answers = await Promise.all(choice.relays.map((url) => ask(url, choice.workspace, as)));
  if (deps.json) {
    deps.output.data(
      jsonText(answers.map((one) => ('status' in one ? { url: one.url, ...one.status } : one))),
    );
  } else {
    deps.output.data(answers.map(text).join('\n\n'));
  }
  if (!answers.some((answer) => 'status' in answer)) {
    await expectWorkspace(deps);
    return exitCodes.failed;
  }
  if (deps.relays.length > 0) rememberRelays(deps.folder, choice);
  return exitCodes.ok;
}

async function ask(url: string, workspace: string, as: AskedAs | undefined): Promise<RelayAnswer> {
  try {
    const answer = await askRelay(url, `/api/v1/${workspace}/status`, as);
    if (answer.status === 503) return { url, problem: 'still starting; try again' };
    if (answer.status === 404) return { url, problem: `holds no workspace ${workspace}` };
    if (answer.status === 401 || answer.status === 403)
      return { url, problem: as === undefined ? unnamed : await refusal(answer) };
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

const unnamed = 'lets nobody in without a key; name yours with --credentials DIR';
const problemSchema = z.object({ detail: z.string() });

/** Why a relay does not let in whoever showed something. */
async function refusal(answer: Response): Promise<string> {
  const { detail } = problemSchema.parse(await answer.json());
  // An invitation is accepted over a link, and this command makes none.
  const isPerhapsNew = ['other-device', 'bad-signature'].includes(readCloseReason(detail) ?? '');
  const hint = isPerhapsNew ? ' (with a new invitation, run holdfast list documents first)' : '';
  return `lets these credentials in no more, or not yet: ${detail}${hint}`;
}

function text(answer: RelayAnswer): string {
  if ('problem' in answer) return `${answer.url}: ${answer.problem}`;
  const { url, status } = answer;
  const rows = [
    ['  documents', String(status.documents)],
    ['  store', `${status.relay.storeId}, ${megabytes(status.storeBytes)}`],
    ['  devices', String(status.devices)],
    ...Object.entries(status.durable).map(([store, { boot, lsn }]) => [
      `  has of ${storeText(store, status)}`,
      `${lsn} (${boot})`,
    ]),
    ...status.peers.map((peer) => [
      `  peer ${peer.name === undefined ? '' : `${peer.name} at `}${peer.url}`,
      peerText(peer),
    ]),
  ];
  for (const webhook of status.webhooks ?? [])
    rows.push([`  webhook ${webhook.target}`, webhookText(webhook)]);
  if (status.damagedRecords > 0) rows.push(['  damaged', counted(status.damagedRecords, 'record')]);
  if (status.fault !== undefined) rows.push(['  fault', status.fault]);
  if (status.relay.insecure)
    rows.push(['  insecure', 'anyone who reaches it can read and change everything']);
  return `${status.relay.name} at ${url}, workspace ${status.workspace}\n${table(rows)}`;
}

function webhookText({
  circuit,
  waiting,
  problem,
  lastTakenAt,
}: NonNullable<WorkspaceStatus['webhooks']>[number]): string {
  const parts = [
    circuit === 'closed' ? 'in order' : `left alone for a while (circuit ${circuit})`,
    ...(problem === undefined ? [] : [`last attempt: ${problem}`]),
    ...(waiting === 0 ? [] : [`${waiting} waiting`]),
    ...(lastTakenAt === undefined ? [] : [`last taken ${lastTakenAt}`]),
  ];
  return parts.join(', ');
}

/** A store that no relay names is that of a lost or emptied disk, unless a peer has not been heard of yet. */
function storeText(store: string, { relay, durable, peers }: WorkspaceStatus): string {
  if (store === relay.storeId) return 'itself';
  const name = durable[store]?.relay;
  if (name !== undefined) return name;
  return `${peers.every((peer) => peer.name !== undefined) ? 'former' : 'unknown'} store ${store}`;
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
  const parts = [lag];
  if (peer.roundTripMs !== undefined) parts.push(`${Math.round(peer.roundTripMs)} ms away`);
  if (peer.refused.length > 0) {
    const shown = peer.refused.slice(0, 3).join(', ');
    parts.push(`this relay cannot take ${counted(peer.refused.length, 'document')}: ${shown}`);
  }
  return parts.join(', ');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
