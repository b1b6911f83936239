import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import { closeCodes } from '@holdfast/shared/protocol/close-codes';
import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import type { Replica } from '@holdfast/shared/replica/replica-api';
import type { LiveGrant } from '../access/live-grants.ts';
import type { RelayAccess } from '../access/relay-access.ts';
import type { RelayMetrics } from '../http/metrics.ts';
import { dialLimits, readLimits, type RelayLimits } from './limits.ts';
import { linkTransport } from './link-transport.ts';
import type { NodeClock } from './node-clock.ts';
import { createSocketCount } from './socket-count.ts';
import { socketOptions } from './socket-options.ts';
import { createPaced, type Paced } from './paced.ts';
import { parseSocketPath, type SocketPath } from './socket-path.ts';
import { closeSocket } from './socket-reading.ts';
import { comeAgainCode, serveSync, type SyncConnection } from './sync-connection.ts';
import { createUnfinishedBytes, type UnfinishedBytes } from './unfinished-bytes.ts';
import { enterByTicket, handleProtocols, refusedBefore, ticketOf } from './socket-access.ts';
import { addressOf, isOurHost, mayConnect, type VisitorRules } from './visitors.ts';
import { createFramer } from './web-socket-frame.ts';
import type { Visit, Workspaces } from './workspaces.ts';

const tickEveryMs = 5000;
/** Of messages that are not ended: as many of the largest as all connections together may have begun. */
const messagesUnderWay = 16;
/** Whoever connects says in a short message first what they are about. */
const maxFirstBytes = 1024 * 1024;
const closeGraceMs = 1000;
/** Time in each turn for connections that come or go, and for first answers: after a cut all do at once, and others are typing. */
const paceBudgetMs = 5;
/** First answers that are being put together at once: what they read from the disk arrives together. */
const answersAtOnce = 64;

/** A socket that was opened, before anything is known of it. */
export interface Arrival {
  readonly webSocket: WebSocket;
  readonly stream: Duplex;
  readonly address: string;
  /** What it was opened with, where it cannot sign. */
  readonly ticket: string | undefined;
}

type WorkspacePath = Extract<SocketPath, { workspace: WorkspaceName }>;

export interface UpgradesDeps {
  readonly workspaces: Pick<Workspaces, 'visit'>;
  readonly clock: NodeClock;
  readonly limits: RelayLimits;
  readonly rules: VisitorRules;
  readonly metrics: RelayMetrics;
  readonly log: Logger;
  /** Of a relay with keys. */
  readonly access: RelayAccess | undefined;
}

export interface Upgrades {
  /** For the `upgrade` event of the HTTP server. */
  handle(request: IncomingMessage, stream: Duplex, head: Buffer): void;
  /** What is written to all sockets together and not taken by the system yet. */
  unsentBytes(): number;
  /** Refuses new sockets and tells stock clients to come again, spread over `spreadMs`. */
  drain(spreadMs: number): Promise<void>;
  /** Waits a moment for closes under way to be answered, then cuts off whoever is left. */
  close(): Promise<void>;
}

/** Everything between a request for a WebSocket and the engine. */
export function createUpgrades(deps: UpgradesDeps): Upgrades {
  const { clock, limits, metrics, log, workspaces } = deps;
  const syncServer = createSocketServer(limits.maxFrameBytes);
  const linkServer = createSocketServer(dialLimits(limits, clock, metrics).maxFrameBytes);
  const count = createSocketCount({
    total: limits.maxSockets,
    perAddress: limits.maxSocketsPerAddress,
  });
  const frame = createFramer();
  // In one queue: whoever comes back finds cleaned up what the connection before has left.
  const comeAndGo = createPaced({ clock, budgetMs: paceBudgetMs, width: 1 });
  const answers = createPaced({ clock, budgetMs: paceBudgetMs, width: answersAtOnce });
  const unfinished = boundUnfinished(deps);
  const syncConnections = new Set<SyncConnection>();
  const open = new Set<WebSocket>();
  let draining = false;
  const ticking = setInterval(() => {
    unfinished.check();
    for (const connection of syncConnections) comeAndGo.add(connection.tick);
  }, tickEveryMs);
  ticking.unref();

  function handle(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on('error', () => undefined);
    comeAndGo.add(() => {
      if (!stream.destroyed) admit(request, stream, head);
    });
  }

  function admit(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const path = parseSocketPath(request.url ?? '');
    const refusal = refusalOf(request, path);
    if (refusal !== undefined) {
      metrics.rejected.inc({ reason: refusal.reason });
      refuse(stream, refusal.status, refusal.text);
      return;
    }
    const address = addressOf(request, deps.rules.behindProxy);
    const noPlace = count.enter(address);
    if (noPlace !== undefined) {
      metrics.rejected.inc({ reason: noPlace });
      refuse(stream, 503, 'This relay has as many connections as it may.');
      return;
    }
    stream.once('close', () => count.leave(address));
    const server = path.kind === 'link' ? linkServer : syncServer;
    server.handleUpgrade(request, stream, head, (webSocket) => {
      endInTurn(stream, comeAndGo);
      open.add(webSocket);
      unfinished.watch(webSocket, stream);
      webSocket.once('close', () => open.delete(webSocket));
      accept(path, { webSocket, stream, address, ticket: ticketOf(request) });
    });
  }

  function refusalOf(
    { headers }: IncomingMessage,
    path: SocketPath,
  ): { readonly status: number; readonly reason: string; readonly text: string } | undefined {
    if (draining) return { status: 503, reason: 'draining', text: 'This relay is shutting down.' };
    if (!isOurHost(headers.host, deps.rules)) {
      return {
        status: 421,
        reason: 'host',
        text: 'This relay does not know itself by that name. Set --public-url.',
      };
    }
    if (!mayConnect({ headers }, deps.rules)) {
      return {
        status: 403,
        reason: 'origin',
        text: 'Pages of this origin may not connect. Set --allow-origin.',
      };
    }
    if (path.kind === 'unknown')
      return { status: 404, reason: 'path', text: 'No socket is served here.' };
    return undefined;
  }

  function accept(path: SocketPath, arrival: Arrival): void {
    const { webSocket } = arrival;
    if (path.kind === 'unknown' || path.kind === 'bad-name') {
      // Said in a close code, because stock clients try again after a refused handshake for ever.
      const problem = path.kind === 'bad-name' ? path.problem : 'no such path';
      turnAway(webSocket, closeCodes.notFound.code, problem);
      return;
    }
    const refusal = deps.access && refusedBefore(deps.access, path.workspace, arrival);
    if (refusal !== undefined) {
      turnAway(webSocket, refusal.code, refusal.reason);
      return;
    }
    const mustExist = path.kind === 'link' && path.mustExist;
    const visit = workspaces.visit(path.workspace, { mustExist });
    if (visit === 'unknown') {
      turnAway(webSocket, comeAgainCode, 'this relay does not hold that workspace yet');
      return;
    }
    if (!(visit instanceof Promise) && (deps.access === undefined || path.kind === 'link'))
      begin(path, arrival, visit, undefined);
    else {
      webSocket.pause();
      webSocket.on('error', () => undefined);
      void beginLater(path, arrival, visit);
    }
  }

  async function beginLater(
    path: WorkspacePath,
    arrival: Arrival,
    opening: Visit | Promise<Visit | 'too-many'>,
  ): Promise<void> {
    const { webSocket } = arrival;
    try {
      const visit = await opening;
      if (visit === 'too-many') {
        webSocket.resume();
        closeSocket(webSocket, closeCodes.notFound.code, 'this relay takes no more workspaces');
        return;
      }
      const entry =
        deps.access !== undefined && path.kind === 'sync'
          ? await enterByTicket(deps.access, path, arrival)
          : undefined;
      webSocket.resume();
      if (entry !== undefined && 'code' in entry) {
        visit.leave();
        closeSocket(webSocket, entry.code, entry.reason);
      } else begin(path, arrival, visit, entry);
    } catch (error) {
      log.error({ err: error, workspace: path.workspace }, 'workspace could not be opened');
      webSocket.resume();
      closeSocket(webSocket, closeCodes.storeFailed.code, 'this relay cannot read its disk');
    }
  }

  function begin(
    path: WorkspacePath,
    arrival: Arrival,
    visit: Visit,
    grant: LiveGrant | undefined,
  ): void {
    const { webSocket } = arrival;
    if (webSocket.readyState === webSocket.CLOSED) {
      visit.leave();
      return;
    }
    webSocket.once('close', () => comeAndGo.add(visit.leave));
    if (webSocket.readyState === webSocket.OPEN) serve(path, arrival, visit.replica, grant);
  }

  function serve(
    path: WorkspacePath,
    { webSocket, stream, address }: Arrival,
    replica: Replica,
    grant: LiveGrant | undefined,
  ): void {
    const kind = path.kind === 'sync' ? 'client' : 'link';
    metrics.connections.inc({ kind });
    const ended = (code: number): void => {
      metrics.connections.dec({ kind });
      metrics.closed.inc({ code });
    };
    if (path.kind === 'link') {
      webSocket.once('close', ended);
      const transport = linkTransport(webSocket, dialLimits(limits, clock, metrics));
      replica.connect(transport, { dialled: false, from: address });
      return;
    }
    const connection = serveSync({
      ...{ webSocket, stream, replica, doc: path.doc, grant, clock, frame },
      limits: readLimits(limits, clock, metrics),
      maxQueueBytes: limits.maxQueueBytes,
      later: comeAndGo.add,
      answer: answers.ask,
      onSent: (messages) => metrics.sent(messages),
      onEnd(code) {
        syncConnections.delete(connection);
        ended(code);
      },
    });
    syncConnections.add(connection);
  }

  return {
    handle,
    unsentBytes: () => [...open].reduce((sum, { bufferedAmount }) => sum + bufferedAmount, 0),
    async drain(spreadMs) {
      draining = true;
      const all = [...syncConnections];
      const started = clock.monotonicMs();
      for (const [index, connection] of all.entries()) {
        const dueMs = (spreadMs * index) / all.length - (clock.monotonicMs() - started);
        if (dueMs > 5) await delay(dueMs);
        comeAndGo.add(connection.drain);
      }
      await comeAndGo.ask(async () => undefined);
    },
    async close() {
      clearInterval(ticking);
      const ends = [...open].map(
        (webSocket) => new Promise((resolve) => webSocket.once('close', resolve)),
      );
      await Promise.race([Promise.all(ends), delay(closeGraceMs, undefined, { ref: false })]);
      for (const webSocket of open) webSocket.terminate();
      syncServer.close();
      linkServer.close();
    },
  };
}

function turnAway(webSocket: WebSocket, code: number, reason: string): void {
  webSocket.on('error', () => undefined);
  closeSocket(webSocket, code, reason);
}

/**
 * What `ws` does at the end of a connection it would do at once for all that are cut off together.
 * Nothing more is to be heard, and nothing unsaid but what the other side has not taken yet.
 */
function endInTurn(stream: Duplex, comeAndGo: Paced): void {
  stream.removeAllListeners('end');
  stream.on('end', () => {
    comeAndGo.add(() => {
      if (stream.writableLength === 0) {
        stream.destroy();
        return;
      }
      stream.end();
      const cutOff = setTimeout(() => stream.destroy(), socketOptions.closeTimeout);
      stream.once('close', () => clearTimeout(cutOff));
    });
  });
}

function createSocketServer(maxPayload: number): WebSocketServer {
  const options = { ...socketOptions, handleProtocols, noServer: true, clientTracking: false };
  return new WebSocketServer({ ...options, maxPayload });
}

function boundUnfinished({ limits, metrics, log }: UpgradesDeps): UnfinishedBytes {
  return createUnfinishedBytes({
    maxTotalBytes: limits.maxFrameBytes * messagesUnderWay,
    maxFirstBytes,
    close(webSocket, reason, unfinishedBytes) {
      metrics.rejected.inc({ reason });
      log.warn({ reason, unfinishedBytes }, 'connection ended in the middle of a message');
      closeSocket(webSocket, comeAgainCode, 'a message that does not end; connect again');
    },
  });
}

function refuse(stream: Duplex, status: number, text: string): void {
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    'X-Content-Type-Options: nosniff',
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
    `Content-Length: ${Buffer.byteLength(text)}`,
    ...(status === 503 ? ['Retry-After: 5'] : []),
    '',
    text,
  ];
  stream.end(lines.join('\r\n'), () => stream.destroy());
}
