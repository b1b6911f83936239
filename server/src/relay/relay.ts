import type { Server } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import { credentialsOf, openAccess } from '../access/configured.ts';
import { createOwnHosts } from '../access/own-hosts.ts';
import { hostAndPort, isWildcard } from '../config-values.ts';
import type { RelayConfig } from '../config.ts';
import { createHttpApp } from '../http/app.ts';
import { createBundleMetrics } from '../http/bundle-metrics.ts';
import { readableBy } from '../http/access-routes.ts';
import { createMetrics } from '../http/metrics.ts';
import { createWebhookMetrics } from '../http/webhook-metrics.ts';
import { workspaceStatus } from '../status.ts';
import { createRelaySignIn } from '../sign-in/relay-sign-in.ts';
import { createHeavyWork } from '../store/heavy-work.ts';
import { openLmdbEnvironment } from '../store/lmdb-environment.ts';
import { createEventLog } from './event-log.ts';
import { createRelayServer } from './http-server.ts';
import { dialLimits } from './limits.ts';
import { dialLink } from './link-transport.ts';
import { readDrilling } from './drilling-reader.ts';
import { createMachineDrills } from './machine-drills.ts';
import { createMachineIncidents } from './machine-incidents.ts';
import { createMachineWork } from './machine-work.ts';
import { createNodeClock, nodeRandom } from './node-clock.ts';
import type { PeerState } from './peer-lag.ts';
import type { BundleSchedule } from '../bundle/bundle-schedule.ts';
import { createPaced, type Paced } from './paced.ts';
import { startRelayBundles } from './relay-bundles.ts';
import { relayChecks } from './relay-checks.ts';
import { startRelayWebhooks } from './relay-webhooks.ts';
import type { TellOthers } from '../outgoing/tell-others.ts';
import { createUpgrades } from './upgrades.ts';
import { addressOf, isOurHost, mayConnect, type VisitorRules } from './visitors.ts';
import { createWorkspaces } from './workspaces.ts';

const namesake = 'a peer has the name of this relay: give each its own with --name';
/** Longest time over which clients are told to go, so that they do not all come again at once. */
const longestSpreadMs = 3000;
/** Time in each turn for connections that nothing is known of yet. */
const acceptBudgetMs = 5;
/** Connections beyond the sockets: probes, pages, the command line. */
const spareConnections = 500;

export interface RelayDeps {
  readonly config: RelayConfig;
  readonly appFolder: string;
  readonly version: string;
  readonly log: Logger;
  /** The data folder is gone or another process's: this relay can promise nothing any more. */
  readonly onLost: () => void;
}

export interface Relay {
  /** Where it listens, with the port that it really got. */
  readonly port: number;
  readonly name: string;
  /** `ws://host:port`, as told to others; undefined where only they can know it. */
  readonly address: string | undefined;
  /** "Not ready", a pause for load balancers, then everyone is sent elsewhere and everything is on disk. */
  stop(): Promise<void>;
}

/**
 * Starts a relay: opens its folder, its workspaces and its port.
 *
 * @throws FolderLockedError, StoreFault, KeysFolderError, CertificateError, what files of signing in are wrong, or the error of `listen`: see `startup-problem.ts`.
 */
export async function startRelay({
  config,
  appFolder,
  version,
  log,
  onLost,
}: RelayDeps): Promise<Relay> {
  const clock = createNodeClock();
  let port = config.listen.port;
  let started = false;
  let draining = false;
  // Relays know each other's stores by name, so the default must differ between machines too.
  const relayName = (): string => config.name ?? `${hostname()}-${port}`;
  const address = (): string | undefined =>
    config.publicUrl ??
    (isWildcard(config.listen.host)
      ? undefined
      : `${config.tlsCert === undefined ? 'ws' : 'wss'}://${hostAndPort({ ...config.listen, port })}`);
  const peers = config.peers.filter((peer) => peer !== config.publicUrl);
  const publicPeers = createPublicAddresses(peers, () =>
    workspaces.all().flatMap((open) => open.peers()),
  );
  // The first is the relay's own: one that does not know where it is reached tells nothing.
  const addresses = (): readonly string[] => {
    const own = address();
    return own === undefined ? [] : [own, ...publicPeers()];
  };
  const hosts = createOwnHosts(config, () => port);
  const access = openAccess({
    isOpen: (name) => replicaOf(name) !== undefined,
    ...{ config, hosts, clock, random: nodeRandom, log },
  });
  const signIn = createRelaySignIn({
    ...{ config, clock, log, access, isOwnHost: hosts.isOwn },
    replica: (name) => replicaOf(name),
  });
  const environment = openLmdbEnvironment(config.data, {
    onCommit: (durationMs) => metrics.commit(durationMs),
    onLost,
  });
  const metrics = createMetrics({
    version,
    storeBytes: environment.sizeBytes,
    documents: () =>
      workspaces.all().reduce((sum, { replica }) => sum + replica.documents().length, 0),
    knownStores: () =>
      Math.max(0, ...workspaces.all().map(({ replica }) => replica.status().durable.size)),
    peers: () => workspaces.all().flatMap((open) => open.peers()),
    unsentBytes: () => upgrades.unsentBytes(),
  });
  let bundles: BundleSchedule | undefined;
  let telling: TellOthers | undefined;
  const bundleFailed =
    config.bundleDir === undefined
      ? () => undefined
      : createBundleMetrics(metrics.registry, () => bundles);
  const heavy = createHeavyWork();
  const logEvent = createEventLog(log, clock.monotonicMs);
  const linkLimits = dialLimits(config, clock, metrics);
  const workspaces = createWorkspaces({
    name: relayName,
    insecure: config.insecure,
    maxWorkspaces: config.maxWorkspaces,
    store: environment.workspaceStore,
    stored: environment.workspaces,
    ...{ clock, random: nodeRandom, heavy, addresses, peers, log, access },
    dial: (peer, workspace, { mustExist }) => dialLink(peer, workspace, linkLimits, mustExist),
    observe(event, workspace) {
      metrics.replicaEvent(event);
      const isNamesake =
        event.kind === 'link-up' && event.role === 'relay' && event.peer === relayName();
      if (isNamesake) log.error({ peer: event.peer }, namesake);
      logEvent(event, workspace);
    },
    credentials: credentialsOf(config, { hosts, log, access, clock }),
  });
  const rules: VisitorRules = {
    host: config.listen.host,
    publicUrl: address,
    isOwnHost: hosts.isOwn,
    peers: () => [...peers, ...publicPeers()],
    allowedOrigins: config.allowedOrigins,
    behindProxy: config.behindProxy,
  };
  const replicaOf = (name: string) => workspaces.all().find((one) => one.name === name)?.replica;
  const work = createMachineWork({ replica: replicaOf, isDraining: () => draining, clock });
  const machines = { work, clock, random: nodeRandom };
  const upgrades = createUpgrades({
    ...{ workspaces, clock, rules, metrics, log, access },
    limits: config,
  });

  const server = createRelayServer(config, log);
  serveInTurn(server, createPaced({ clock, budgetMs: acceptBudgetMs, width: 1 }));
  server.maxConnections = config.maxSockets + spareConnections;
  server.on(
    'request',
    createHttpApp({
      appFolder,
      version,
      relayName,
      workspace: config.workspace,
      address,
      peers: publicPeers,
      isStarting: () => !started,
      ...relayChecks({
        isStoreOpen: environment.isOpen,
        workspaces: workspaces.all,
        isStarted: () => started,
        isDraining: () => draining,
      }),
      workspaces: () =>
        workspaces
          .all()
          .map(({ name, replica }) => ({ name, documents: replica.documents().length })),
      status: statusOf,
      metrics: config.metrics ? metrics : undefined,
      measure: metrics.httpSeconds,
      isOurHost: (hostHeader) => isOurHost(hostHeader, rules),
      webhooks: {
        incidents: createMachineIncidents(machines),
        drills: createMachineDrills(machines),
        mayAsk: (request) => mayConnect(request, rules),
        metrics: createWebhookMetrics(metrics.registry),
        monotonicMs: clock.monotonicMs,
        log,
      },
      signIn,
      access,
      addressOf: (request) => addressOf(request, config.behindProxy),
      behindProxy: config.behindProxy,
      calendar: {
        ...clock,
        drilling: (name) => readDrilling(replicaOf(name)),
        mayRead: readableBy(access),
      },
      log,
    }),
  );
  server.on('upgrade', upgrades.handle);

  function statusOf(name: WorkspaceName): ReturnType<typeof workspaceStatus> | undefined {
    const open = workspaces.all().find((workspace) => workspace.name === name);
    return (
      open &&
      workspaceStatus(open, {
        relay: { name: relayName(), version, insecure: config.insecure },
        storeBytes: environment.sizeBytes,
        webhooks: () => telling?.targets() ?? [],
      })
    );
  }

  async function release(): Promise<void> {
    telling?.stop();
    await bundles?.stop();
    await workspaces.close();
    await upgrades.close();
    server.closeAllConnections();
    await heavy.close();
    await environment.close();
    access?.close();
  }

  try {
    port = await listen(server, config.listen);
    await workspaces.openStored();
    await workspaces.open(config.workspace);
    telling = startRelayWebhooks({
      config,
      workspaces: workspaces.all,
      clock,
      random: nodeRandom,
      registry: metrics.registry,
      log,
    });
    started = true;
    bundles = startRelayBundles({
      config,
      version,
      relayName,
      addresses,
      workspaces: workspaces.all,
      clock,
      onFailed: bundleFailed,
      log,
    });
  } catch (error) {
    server.close();
    await release();
    throw error;
  }

  return {
    port,
    name: relayName(),
    address: address(),
    async stop() {
      draining = true;
      if (config.drainDelayMs > 0)
        await new Promise((resolve) => setTimeout(resolve, config.drainDelayMs));
      server.close();
      await upgrades.drain(Math.min(longestSpreadMs, config.drainDelayMs));
      await release();
    },
  };
}

/** Peers as others reach them: as they last said themselves, else as they were configured. */
function createPublicAddresses(
  configured: readonly string[],
  states: () => readonly PeerState[],
): () => readonly string[] {
  const told = new Map<string, string>();
  return () => {
    for (const { url, publicAddress } of states()) {
      if (publicAddress !== undefined) told.set(url, publicAddress);
    }
    return configured.map((url) => told.get(url) ?? url);
  };
}

/** Thousands may connect at once: what they ask for is read a few connections a turn. */
function serveInTurn(server: Server | SecureServer, arrivals: Paced): void {
  const listeners = server.listeners('connection');
  server.removeAllListeners('connection');
  server.on('connection', (socket) => {
    socket.on('error', () => undefined);
    arrivals.add(() => {
      if (socket.destroyed) return;
      for (const listener of listeners) listener.call(server, socket);
    });
  });
}

function listen(
  server: Server | SecureServer,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.removeListener('error', reject);
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound.port : port);
    });
  });
}
