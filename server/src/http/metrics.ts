import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ReplicaEvent } from '@holdfast/shared/replica/replica-api';
import type { PeerState } from '../relay/peer-lag.ts';

export interface RelayMetrics {
  readonly registry: Registry;
  /** Kind `client` (stock clients) or `link` (browsers' hubs, peers, command lines). */
  readonly connections: Gauge<'kind'>;
  readonly closed: Counter<'code'>;
  readonly rejected: Counter<'reason'>;
  readonly httpSeconds: Histogram<'method' | 'route' | 'code'>;
  readonly clientMessage: (bytes: number) => void;
  readonly linkMessage: (bytes: number) => void;
  readonly sent: (messages: number) => void;
  readonly commit: (durationMs: number) => void;
  readonly replicaEvent: (event: ReplicaEvent) => void;
}

/** What is read only when somebody asks. */
export interface MetricSources {
  readonly version: string;
  readonly storeBytes: () => number;
  readonly documents: () => number;
  /** Stores that the positions of one workspace name, past ones included: the most of all workspaces. */
  readonly knownStores: () => number;
  readonly peers: () => readonly PeerState[];
  /** What is written to sockets and not taken by the system yet. */
  readonly unsentBytes: () => number;
}

/** Prometheus metrics of one relay. No label names a document, a person or a device. */
export function createMetrics(sources: MetricSources): RelayMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const hot = hotCounters(registers);
  const rejected = new Counter({
    name: 'holdfast_rejected_total',
    help: 'Updates and connections turned away, by reason.',
    labelNames: ['reason'] as const,
    registers,
  });
  const flushes = new Histogram({
    name: 'holdfast_store_flush_duration_seconds',
    help: 'Time from the start of a commit until it is on disk.',
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
    registers,
  });
  const applied = new Histogram({
    name: 'holdfast_sync_apply_duration_seconds',
    help: 'Time from the arrival of a new update until it is checked, logged and passed on; not yet on disk.',
    buckets: [0.0001, 0.0005, 0.001, 0.005, 0.02, 0.1, 0.5, 2],
    registers,
  });
  const faults = new Counter({
    name: 'holdfast_store_faults_total',
    help: 'Times the store could not write, by reason.',
    labelNames: ['reason'] as const,
    registers,
  });
  const damaged = new Counter({
    name: 'holdfast_store_damaged_records_total',
    help: 'Records that did not fit their checksum.',
    registers,
  });
  const diverged = new Counter({
    name: 'holdfast_doc_diverged_total',
    help: 'Documents found different from a peer that holds the same edits.',
    registers,
  });
  gauges(registers, sources);
  return {
    registry,
    connections: new Gauge({
      name: 'holdfast_ws_connections',
      help: 'Open WebSocket connections.',
      labelNames: ['kind'] as const,
      registers,
    }),
    closed: new Counter({
      name: 'holdfast_ws_closed_total',
      help: 'Closed WebSocket connections, by close code.',
      labelNames: ['code'] as const,
      registers,
    }),
    rejected,
    httpSeconds: new Histogram({
      name: 'holdfast_http_request_duration_seconds',
      help: 'Time to answer HTTP requests.',
      labelNames: ['method', 'route', 'code'] as const,
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
      registers,
    }),
    clientMessage(bytes) {
      hot.clientIn += 1;
      hot.clientBytes += bytes;
    },
    linkMessage(bytes) {
      hot.linkIn += 1;
      hot.linkBytes += bytes;
    },
    sent(count) {
      hot.clientOut += count;
    },
    commit: (durationMs) => flushes.observe(durationMs / 1000),
    replicaEvent(event) {
      switch (event.kind) {
        case 'update-admitted':
          if (event.content === 'new') {
            hot.updatesNew += 1;
            applied.observe(event.durationMs / 1000);
          } else hot.updatesContained += 1;
          break;
        case 'update-refused':
          hot.updatesRefused += 1;
          rejected.inc({ reason: event.reason });
          break;
        case 'store-failed':
          faults.inc({ reason: event.fault.reason });
          break;
        case 'record-damaged':
          damaged.inc();
          break;
        case 'diverged':
          diverged.inc();
          break;
        default:
          break;
      }
    },
  };
}

/** Counted as plain numbers, since it happens for every message, and handed over when asked for. */
function hotCounters(
  registers: Registry[],
): Record<
  | 'clientIn'
  | 'clientOut'
  | 'linkIn'
  | 'clientBytes'
  | 'linkBytes'
  | 'updatesNew'
  | 'updatesContained'
  | 'updatesRefused',
  number
> {
  const hot = {
    clientIn: 0,
    clientOut: 0,
    linkIn: 0,
    clientBytes: 0,
    linkBytes: 0,
    updatesNew: 0,
    updatesContained: 0,
    updatesRefused: 0,
  };
  new Counter({
    name: 'holdfast_ws_messages_total',
    help: 'WebSocket messages, by direction and kind of connection.',
    labelNames: ['direction', 'type'] as const,
    registers,
    collect() {
      this.reset();
      this.inc({ direction: 'in', type: 'client' }, hot.clientIn);
      this.inc({ direction: 'out', type: 'client' }, hot.clientOut);
      this.inc({ direction: 'in', type: 'link' }, hot.linkIn);
    },
  });
  new Counter({
    name: 'holdfast_ws_read_bytes_total',
    help: 'Bytes of WebSocket messages read.',
    labelNames: ['type'] as const,
    registers,
    collect() {
      this.reset();
      this.inc({ type: 'client' }, hot.clientBytes);
      this.inc({ type: 'link' }, hot.linkBytes);
    },
  });
  new Counter({
    name: 'holdfast_doc_updates_total',
    help: 'Updates looked at: new, contained (already here) or refused.',
    labelNames: ['result'] as const,
    registers,
    collect() {
      this.reset();
      this.inc({ result: 'new' }, hot.updatesNew);
      this.inc({ result: 'contained' }, hot.updatesContained);
      this.inc({ result: 'refused' }, hot.updatesRefused);
    },
  });
  return hot;
}

function gauges(registers: Registry[], sources: MetricSources): void {
  new Gauge({
    name: 'holdfast_build_info',
    help: 'Always 1; the label says which version runs.',
    labelNames: ['version'] as const,
    registers,
  }).set({ version: sources.version }, 1);
  void new Gauge({
    name: 'holdfast_store_size_bytes',
    help: 'Size of the data file.',
    registers,
    collect() {
      this.set(sources.storeBytes());
    },
  });
  void new Gauge({
    name: 'holdfast_ws_unsent_bytes',
    help: 'Bytes kept for connections that read slowly, all together.',
    registers,
    collect() {
      this.set(sources.unsentBytes());
    },
  });
  void new Gauge({
    name: 'holdfast_documents',
    help: 'Documents held, all workspaces together.',
    registers,
    collect() {
      this.set(sources.documents());
    },
  });
  void new Gauge({
    name: 'holdfast_known_stores',
    help: 'Relay stores, past ones included, that one workspace remembers positions of: the most of all workspaces.',
    registers,
    collect() {
      this.set(sources.knownStores());
    },
  });
  peerGauge('holdfast_peer_up', 'Whether a link to the peer is up.', ({ state }) =>
    state === 'connected' ? 1 : 0,
  );
  peerGauge(
    'holdfast_peer_lag_seconds',
    'For how long the peer has not had all that this relay has on disk.',
    ({ lagSeconds }) => lagSeconds,
  );
  peerGauge(
    'holdfast_peer_last_sync_timestamp_seconds',
    'When the peer last said what it has on disk.',
    ({ lastAckAtMs }) => (lastAckAtMs ?? 0) / 1000,
  );

  /** One value a peer: the worst of all workspaces. */
  function peerGauge(name: string, help: string, read: (peer: PeerState) => number): void {
    void new Gauge({
      name,
      help,
      labelNames: ['peer'] as const,
      registers,
      collect() {
        const worst = new Map<string, number>();
        const pick = name.endsWith('lag_seconds') ? Math.max : Math.min;
        for (const peer of sources.peers()) {
          worst.set(peer.url, pick(worst.get(peer.url) ?? read(peer), read(peer)));
        }
        this.reset();
        for (const [peer, value] of worst) this.set({ peer }, value);
      },
    });
  }
}
