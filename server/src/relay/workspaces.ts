import type { Logger } from 'pino';
import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import { createDialer, type Dialer } from '@holdfast/shared/replica/dialer';
import type { Clock, HeavyWork, Random, Store, Transport } from '@holdfast/shared/replica/ports';
import { openReplica } from '@holdfast/shared/replica/replica';
import type { Replica, ReplicaEvent } from '@holdfast/shared/replica/replica-api';
import { createPeerLag, type PeerState } from './peer-lag.ts';

export interface WorkspacesDeps {
  /** Of this relay; asked for when a workspace is opened. */
  readonly name: () => string;
  readonly insecure: boolean;
  readonly maxWorkspaces: number;
  readonly store: (name: WorkspaceName) => Store;
  readonly stored: () => readonly WorkspaceName[];
  readonly clock: Clock;
  readonly random: Random;
  readonly heavy: HeavyWork;
  /** Where this relay and its peers are reached, told to every leaf. */
  readonly addresses: () => readonly string[];
  readonly peers: readonly string[];
  readonly dial: (address: string, workspace: WorkspaceName) => Promise<Transport>;
  readonly observe: (event: ReplicaEvent, workspace: WorkspaceName) => void;
  readonly log: Logger;
}

export interface OpenWorkspace {
  readonly name: WorkspaceName;
  readonly replica: Replica;
  readonly peers: () => readonly PeerState[];
}

/** The workspaces of a relay. One comes into being with its first visitor, whether a person or a peer. */
export interface Workspaces {
  /** Opens all that are stored. */
  openStored(): Promise<void>;
  open(name: WorkspaceName): Promise<Replica | 'too-many'>;
  /** The replica, if it is open already. */
  opened(name: WorkspaceName): Replica | undefined;
  all(): readonly OpenWorkspace[];
  close(): Promise<void>;
}

interface Entry extends OpenWorkspace {
  readonly dialer: Dialer;
  readonly stopLag: () => void;
}

export function createWorkspaces(deps: WorkspacesDeps): Workspaces {
  const entries = new Map<WorkspaceName, Entry>();
  const opening = new Map<WorkspaceName, Promise<Replica>>();
  let closing = false;

  async function openEntry(name: WorkspaceName): Promise<Replica> {
    const replica = await openReplica({
      role: 'relay',
      name: deps.name(),
      store: deps.store(name),
      clock: deps.clock,
      random: deps.random,
      heavy: deps.heavy,
      addresses: deps.addresses,
      insecure: deps.insecure,
      observe: (event) => deps.observe(event, name),
    });
    // Dialling a peer opens the workspace there too: that is how a new one reaches all relays.
    const dialer = createDialer({
      replica,
      clock: deps.clock,
      random: deps.random,
      dial: (address) => deps.dial(address, name),
      urls: () => deps.peers,
      width: deps.peers.length,
    });
    const lag = createPeerLag({ replica, dialer, clock: deps.clock });
    entries.set(name, { name, replica, dialer, peers: lag.peers, stopLag: lag.stop });
    deps.log.info({ workspace: name, documents: replica.documents().length }, 'workspace open');
    return replica;
  }

  return {
    async openStored() {
      for (const name of deps.stored()) await this.open(name);
    },
    async open(name) {
      const open = entries.get(name)?.replica ?? opening.get(name);
      if (open !== undefined) return open;
      if (closing) throw new Error('this relay is closing');
      const isStored = deps.stored().includes(name);
      if (!isStored && entries.size + opening.size >= deps.maxWorkspaces) return 'too-many';
      const promise = openEntry(name).finally(() => opening.delete(name));
      opening.set(name, promise);
      return promise;
    },
    opened: (name) => entries.get(name)?.replica,
    all: () => [...entries.values()],
    async close() {
      closing = true;
      await Promise.allSettled(opening.values());
      for (const entry of entries.values()) {
        entry.dialer.stop();
        entry.stopLag();
      }
      const results = await Promise.allSettled(
        [...entries.values()].map(({ replica }) => replica.close()),
      );
      for (const result of results) {
        if (result.status === 'rejected')
          deps.log.error({ err: result.reason }, 'workspace did not close cleanly');
      }
    },
  };
}
