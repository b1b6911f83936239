import type { RequestListener } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { Logger } from 'pino';
import type { Role } from '@holdfast/shared/access/roles';
import type { DocumentName, WorkspaceName } from '@holdfast/shared/protocol/names';
import { documentNameSchema, workspaceNameSchema } from '@holdfast/shared/protocol/names';
import type { RelayAccess } from '../access/relay-access.ts';
import type { WorkspaceStatus } from '../status.ts';
import {
  type Authorize,
  createAccessRoutes,
  createAskerOf,
  createAuthorize,
  letIn,
  readableBy,
} from './access-routes.ts';
import { createCalendar, type CalendarDeps } from './calendar.ts';
import { answerChecks, type Check } from './health.ts';
import type { RelayMetrics } from './metrics.ts';
import { createErrorHandler, identifyRequest, sendProblem } from './problem.ts';
import { refuseOtherOrigins, securityHeaders } from './security-headers.ts';
import { createSignInRoutes, type SignInRoutesDeps } from './sign-in-routes.ts';
import { serveApp } from './static-app.ts';
import { createWebhooks, type WebhookDeps } from './webhooks.ts';

export interface HttpAppDeps {
  readonly appFolder: string;
  readonly version: string;
  /** The relay's own name. */
  readonly relayName: () => string;
  readonly workspace: WorkspaceName;
  /** `ws://host:port` of this relay, where it knows it. */
  readonly address: () => string | undefined;
  /** As browsers reach them. */
  readonly peers: () => readonly string[];
  /** Whether not all that is stored has been opened yet. */
  readonly isStarting: () => boolean;
  readonly live: () => readonly Check[];
  readonly ready: () => readonly Check[];
  readonly workspaces: () => readonly {
    readonly name: WorkspaceName;
    readonly documents: number;
  }[];
  /** Undefined for a workspace that is not here. */
  readonly status: (workspace: WorkspaceName) => WorkspaceStatus | undefined;
  /** Undefined: not served. */
  readonly metrics: RelayMetrics | undefined;
  readonly measure: RelayMetrics['httpSeconds'];
  readonly isOurHost: (hostHeader: string | undefined) => boolean;
  readonly webhooks: WebhookDeps;
  readonly calendar: CalendarDeps;
  readonly signIn: SignInRoutesDeps;
  /** Of a relay with keys: without it everybody may ask everything. */
  readonly access: RelayAccess | undefined;
  /** Where a request came from. */
  readonly addressOf: (request: Request) => string;
  /** Only a proxy reaches this relay, and says whether TLS was used. */
  readonly behindProxy: boolean;
  readonly log: Logger;
}

/** Health, metrics, the little the command line asks for, and the app. */
export function createHttpApp(deps: HttpAppDeps): RequestListener {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', 'strong');
  if (deps.behindProxy) app.set('trust proxy', true);
  app.use(identifyRequest, measured(deps.measure), securityHeaders());
  app.get('/livez', answerChecks(deps.live));
  app.get('/healthz', answerChecks(deps.live));
  app.get('/readyz', answerChecks(deps.ready));
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (deps.isOurHost(request.headers.host)) next();
    else
      sendProblem(
        response,
        421,
        'This relay does not know itself by that name. Start it with --public-url.',
      );
  });
  addDataRoutes(app, deps);
  app.use(serveApp(deps.appFolder));
  app.use((request: Request, response: Response) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (isRead) sendProblem(response, 404, 'Nothing is served at this address.');
    else
      sendProblem(
        response.set('Allow', 'GET, HEAD'),
        405,
        'Only GET and HEAD are understood here.',
      );
  });
  app.use(createErrorHandler(deps.log));
  return app;
}

function send(response: Response, body: unknown): void {
  response.set('Cache-Control', 'no-store').json(body);
}

function addDataRoutes(app: express.Express, deps: HttpAppDeps): void {
  app.get('/version', (_request, response) => {
    const { version, relayName } = deps;
    send(response, { name: 'holdfast', version, node: process.version, relay: relayName() });
  });
  app.get('/bootstrap.json', (request, response) => {
    // A relay that listens on all addresses is reached under the one that was just used.
    const here =
      deps.address() ?? `${request.secure ? 'wss' : 'ws'}://${request.headers.host ?? ''}`;
    send(response, { workspace: deps.workspace, relays: [here, ...deps.peers()] });
  });
  // Whoever asks what there is must not hear of a part of it only.
  app.use(['/api/v1', '/calendar'], (_request: Request, response: Response, next: NextFunction) => {
    if (!deps.isStarting()) next();
    else sendProblem(response.set('Retry-After', '1'), 503, 'This relay is still starting.');
  });
  const authorize = createAuthorize(deps.access, deps.addressOf);
  const askerOf = createAskerOf(deps.addressOf);
  const inQuery = ({ query: { workspace } }: Request): string =>
    typeof workspace === 'string' ? workspace : '';
  app.use('/api/v1/webhooks', authorize('report', inQuery), createWebhooks(deps.webhooks, askerOf));
  app.use(
    refuseOtherOrigins(deps.webhooks.mayAsk, (response) =>
      sendProblem(response, 403, 'Pages of other origins may not change anything.'),
    ),
  );
  app.use('/api/v1', createSignInRoutes(deps.signIn, deps.addressOf));
  app.use('/api/v1', createAccessRoutes(deps.access, authorize));
  app.use('/calendar', createCalendar(deps.calendar, authorize, askerOf));
  addStatusRoutes(app, deps, authorize);
}

function addStatusRoutes(app: express.Express, deps: HttpAppDeps, authorize: Authorize): void {
  app.get('/api/v1/workspaces', authorize('export'), (request, response) => {
    const who = letIn(request);
    const all = deps.workspaces();
    const workspaces = who === undefined ? all : all.filter(({ name }) => name === who.workspace);
    send(response, { workspaces });
  });
  const inPath = ({ params }: Request): string => String(params['workspace']);
  const readableOf = readableBy(deps.access);
  const readable = (request: Request, { workspace }: WorkspaceStatus) => {
    const name = workspaceNameSchema.safeParse(workspace);
    return name.success ? readableOf(request, name.data) : () => false;
  };
  app.get('/api/v1/:workspace/status', authorize('export', inPath), (request, response) => {
    const name = workspaceNameSchema.safeParse(request.params['workspace']);
    const status = name.success ? deps.status(name.data) : undefined;
    if (status === undefined)
      sendProblem(response, 404, 'This relay holds no workspace of that name.');
    else send(response, statusFor(status, letIn(request)?.grant.role, readable(request, status)));
  });
  app.get('/metrics', authorize('export'), async (request, response) => {
    const who = letIn(request);
    // They are of all workspaces together.
    if (who !== undefined && (who.grant.docs !== undefined || !seesWhole(who.grant.role))) {
      sendProblem(response, 403, 'Metrics are for admins, and for tools with the role export.');
      return;
    }
    if (deps.metrics === undefined) {
      sendProblem(response, 404, 'Metrics are switched off: start the relay with --metrics=on.');
      return;
    }
    const { registry } = deps.metrics;
    response
      .set('Cache-Control', 'no-store')
      .type(registry.contentType)
      .send(await registry.metrics());
  });
}

/** Whether somebody may know what a relay does for all of its workspaces. Undefined: where there are no keys. */
function seesWhole(role: Role | undefined): boolean {
  return role === undefined || ['admin', 'export', 'peer'].includes(role);
}

/** The status without what is not for this role, nor names of documents that may not be read. */
function statusFor(
  { webhooks, ...status }: WorkspaceStatus,
  role: Role | undefined,
  mayRead: (doc: DocumentName) => boolean,
): WorkspaceStatus {
  const isReadable = (text: string): boolean => {
    const doc = documentNameSchema.safeParse(text);
    return doc.success && mayRead(doc.data);
  };
  return {
    ...status,
    ...(webhooks !== undefined && seesWhole(role) && { webhooks }),
    peers: status.peers.map((peer) => ({ ...peer, refused: peer.refused.filter(isReadable) })),
  };
}

function measured(seconds: RelayMetrics['httpSeconds']) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const startMs = performance.now();
    response.on('finish', () => {
      // The route's pattern, never the address: that would make a series for every visitor.
      const { route }: { route?: unknown } = request;
      const path =
        typeof route === 'object' && route !== null && 'path' in route ? String(route.path) : 'app';
      const labels = { method: request.method, route: path, code: response.statusCode };
      seconds.observe(labels, (performance.now() - startMs) / 1000);
    });
    next();
  };
}
