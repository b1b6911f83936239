import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import { createBroadcastPort } from './broadcast-port.ts';
import { hubNames } from './hub-names.ts';
import type { Locks } from './locks.ts';
import { createMessagePort, type Port } from './port.ts';

/** How long a hub may take to answer: a worker that has yet to start reads the disk first. */
const startTimeoutMs = 10_000;
const answerTimeoutMs = 3000;

export interface Way {
  /** Opens a port on which a hub may answer `hello`; undefined where that way is closed now. */
  open(): Port | undefined;
  readonly answerTimeoutMs: number;
}

/** Ways to reach the hub of this device, the best first. */
export interface HubHosts {
  ways(): readonly Way[];
  close(): void;
}

export interface HubHostsDeps {
  readonly workspace: WorkspaceName;
  readonly locks: Locks;
  /** Undefined where the browser has no shared workers. */
  readonly startSharedWorker: ((name: string) => SharedWorker) | undefined;
  readonly startWorker: (name: string) => Worker;
  /** Unique to this tab. */
  readonly tabId: string;
}

/**
 * The hub runs in a shared worker. Where there is none, the tab that wins an election runs it in a
 * worker of its own, and the others reach that one through a broadcast channel: as they also do
 * when a shared worker of another build holds the hub's lock.
 */
export function createHubHosts(deps: HubHostsDeps): HubHosts {
  const names = hubNames(deps.workspace);
  let shared = deps.startSharedWorker;
  let ownWorker: Worker | undefined;
  let elected = false;
  let standing = false;
  let closed = false;
  let connections = 0;

  /** A shared worker that cannot be loaded tells so in an event, and never answers. */
  function openShared(start: (name: string) => SharedWorker): Port | undefined {
    try {
      const worker = start(names.worker);
      worker.addEventListener('error', () => {
        shared = undefined;
      });
      return createMessagePort(worker.port, () => {
        worker.port.close();
      });
    } catch {
      shared = undefined;
      return undefined;
    }
  }

  function openBroadcast(): Port {
    connections += 1;
    const channel = new BroadcastChannel(names.channel);
    return createBroadcastPort(channel, `${deps.tabId}-${connections}`);
  }

  function openOwn(): Port | undefined {
    if (closed) return undefined;
    ownWorker?.terminate();
    ownWorker = deps.startWorker(names.worker);
    return createMessagePort(ownWorker, () => undefined);
  }

  function standForElection(): void {
    if (standing) return;
    standing = true;
    deps.locks.hold(names.electionLock).then(
      () => {
        elected = true;
      },
      () => {
        standing = false;
      },
    );
  }

  return {
    ways() {
      const startShared = shared;
      const broadcast: Way = { open: openBroadcast, answerTimeoutMs };
      if (startShared !== undefined) {
        const open = (): Port | undefined => openShared(startShared);
        return [{ open, answerTimeoutMs: startTimeoutMs }, broadcast];
      }
      standForElection();
      const own: Way = { open: openOwn, answerTimeoutMs: startTimeoutMs };
      return elected ? [own, broadcast] : [broadcast];
    },
    close() {
      closed = true;
      ownWorker?.terminate();
    },
  };
}
