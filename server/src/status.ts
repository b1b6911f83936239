import { z } from 'zod/mini';
import type { Vector } from '@holdfast/shared/replica/vector';
import type { TargetState } from './outgoing/tell-others.ts';
import type { OpenWorkspace } from './relay/workspaces.ts';

const peerSchema = z.object({
  url: z.string(),
  state: z.enum(['connected', 'connecting', 'waiting', 'standby', 'stopped']),
  name: z.optional(z.string()),
  problem: z.optional(z.string()),
  /** Documents of the peer that this relay cannot take; it then claims nothing of what the peer has. */
  refused: z.array(z.string()),
  roundTripMs: z.optional(z.number()),
  /** When the peer last said what it has on disk. */
  lastAckAt: z.optional(z.string()),
  /** Edits on this relay's disk that the peer does not have; absent when it has not said. */
  lagEdits: z.optional(z.number()),
  lagSeconds: z.number(),
});

/** What `GET /api/v1/<workspace>/status` answers and `holdfast status` shows. */
export const workspaceStatusSchema = z.object({
  workspace: z.string(),
  relay: z.object({
    name: z.string(),
    storeId: z.string(),
    version: z.string(),
    insecure: z.boolean(),
  }),
  documents: z.number(),
  /** Size of the data file, all workspaces together. */
  storeBytes: z.number(),
  /**
   * By store id: how far into that relay's log this relay's disk reaches. `relay`: its name, where
   * known; disks that were lost or emptied leave their stores here for ever.
   */
  durable: z.record(
    z.string(),
    z.object({ boot: z.string(), lsn: z.number(), relay: z.optional(z.string()) }),
  ),
  fault: z.optional(z.string()),
  damagedRecords: z.number(),
  /** Browsers and command lines linked now. */
  devices: z.number(),
  peers: z.array(peerSchema),
  /** Tools that this relay tells of incidents, all workspaces together; absent where there are none. */
  webhooks: z.optional(
    z.array(
      z.object({
        /** Its host. */
        target: z.string(),
        circuit: z.enum(['closed', 'open', 'half-open']),
        waiting: z.number(),
        problem: z.optional(z.string()),
        lastTakenAt: z.optional(z.string()),
      }),
    ),
  ),
});
export type WorkspaceStatus = z.infer<typeof workspaceStatusSchema>;

export interface StatusDeps {
  readonly relay: { readonly name: string; readonly version: string; readonly insecure: boolean };
  readonly storeBytes: () => number;
  readonly webhooks: () => readonly TargetState[];
}

export function workspaceStatus(
  { name, replica, peers }: OpenWorkspace,
  deps: StatusDeps,
): WorkspaceStatus {
  const status = replica.status();
  const webhooks = deps.webhooks();
  const peerStates = peers();
  const names = new Map<string, string>([[replica.storeId, deps.relay.name]]);
  for (const { peer } of status.links)
    if (peer?.role === 'relay') names.set(peer.storeId, peer.name);
  for (const { storeId, name: peerName } of peerStates)
    if (storeId !== undefined && peerName !== undefined) names.set(storeId, peerName);
  return {
    workspace: name,
    relay: { ...deps.relay, storeId: replica.storeId },
    documents: status.documents,
    storeBytes: deps.storeBytes(),
    durable: namedVector(status.durable, names),
    ...(status.fault !== undefined && { fault: status.fault.message }),
    damagedRecords: status.damaged,
    devices: status.links.filter(({ peer }) => peer?.role === 'leaf').length,
    peers: peerStates.map((peer) => ({
      url: peer.url,
      state: peer.state,
      ...(peer.name !== undefined && { name: peer.name }),
      ...(peer.problem !== undefined && { problem: peer.problem }),
      refused: [...peer.refused],
      ...(peer.roundTripMs !== undefined && { roundTripMs: peer.roundTripMs }),
      ...(peer.lastAckAtMs !== undefined && {
        lastAckAt: new Date(peer.lastAckAtMs).toISOString(),
      }),
      ...(peer.lagEdits !== undefined && { lagEdits: peer.lagEdits }),
      lagSeconds: peer.lagSeconds,
    })),
    ...(webhooks.length > 0 && { webhooks: webhooks.map(webhookStatus) }),
  };
}

function webhookStatus({ target, circuit, waiting, problem, lastTakenAtMs }: TargetState) {
  return {
    target,
    circuit,
    waiting,
    ...(problem !== undefined && { problem }),
    ...(lastTakenAtMs !== undefined && { lastTakenAt: new Date(lastTakenAtMs).toISOString() }),
  };
}

function namedVector(
  vector: Vector,
  names: ReadonlyMap<string, string>,
): WorkspaceStatus['durable'] {
  return Object.fromEntries(
    [...vector].map(([store, { boot, lsn }]) => {
      const relay = names.get(store);
      return [store, { boot, lsn, ...(relay !== undefined && { relay }) }];
    }),
  );
}
