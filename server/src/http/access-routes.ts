import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { Grant } from '@holdfast/shared/access/grant';
import type { Operation } from '@holdfast/shared/access/permissions';
import { isPersonRole } from '@holdfast/shared/access/roles';
import {
  type DocumentName,
  type WorkspaceName,
  workspaceNameSchema,
} from '@holdfast/shared/protocol/names';
import { networkOf } from '../access/network-of.ts';
import type { RelayAccess } from '../access/relay-access.ts';
import { sendProblem } from './problem.ts';

/** Who asks, where they were let in. */
interface LetIn {
  readonly grant: Grant;
  readonly workspace: WorkspaceName;
}

const lets = new WeakMap<Request, LetIn>();

/** Who was let in to ask that; undefined on a relay without keys, where everybody is. */
export function letIn(request: Request): LetIn | undefined {
  return lets.get(request);
}

/** What requests of one asker are counted under: the device where there are keys, else the address. */
export type AskerOf = (request: Request) => string;

export function createAskerOf(addressOf: (request: Request) => string): AskerOf {
  return (request) => letIn(request)?.grant.device ?? networkOf(addressOf(request));
}

/** What whoever was let in may read of a workspace. */
export function readableBy(access: RelayAccess | undefined) {
  return (request: Request, workspace: WorkspaceName) => {
    const who = letIn(request);
    const gate = access?.gate(workspace);
    return (doc: DocumentName): boolean =>
      gate === undefined || (who !== undefined && gate.mayRead(who.grant, doc));
  };
}

/** Lets on only those who may. `workspaceOf`: the workspace that is asked about; absent where that of the token is meant. */
export type Authorize = (
  need: Operation,
  workspaceOf?: (request: Request) => string,
) => (request: Request, response: Response, next: NextFunction) => Promise<void>;

/** Everybody is let on where `access` is absent. */
export function createAuthorize(
  access: RelayAccess | undefined,
  addressOf: (request: Request) => string,
): Authorize {
  return (need, workspaceOf) => async (request, response, next) => {
    const named = workspaceOf?.(request);
    const workspace = workspaceNameSchema.safeParse(named).data;
    if (access === undefined) {
      next();
      return;
    }
    // Nobody may ask about what is no workspace, so that nothing further on can read another name in it.
    if (named !== undefined && workspace === undefined) {
      sendProblem(response, 404, 'No workspace has that name.');
      return;
    }
    const { authorization, host = '', 'holdfast-proof': proof } = request.headers;
    const asked = {
      method: request.method,
      path: request.originalUrl,
      authorization,
      proof: typeof proof === 'string' ? proof : undefined,
      host,
      address: addressOf(request),
    };
    const judged = await access.judgeRequest(asked, need, workspace);
    if (judged.ok) {
      lets.set(request, { grant: judged.grant, workspace: judged.workspace });
      next();
      return;
    }
    // Tools that report send again after 5xx only.
    const status = judged.status === 429 && need === 'report' ? 503 : judged.status;
    if (status === 401) response.set('WWW-Authenticate', challenges);
    if (judged.status === 429) response.set('Retry-After', '10');
    sendProblem(response, status, judged.reason);
  };
}

/** A calendar asks for user and password only where it is told that it may. */
const challenges = 'Holdfast, Bearer, Basic realm="holdfast"';

/** Tickets for sockets that cannot sign, the public keys, and the notes of who came. */
export function createAccessRoutes(access: RelayAccess | undefined, authorize: Authorize): Router {
  const router = express.Router();
  const inPath = (request: Request): string => String(request.params['workspace']);
  router.post(
    '/:workspace/tickets',
    noKeys(access),
    authorize('read', inPath),
    (request: Request, response: Response) => {
      const who = letIn(request);
      if (who === undefined || !isPersonRole(who.grant.role)) {
        sendProblem(response, 403, 'Tickets are for people.');
        return;
      }
      const token = /^Holdfast (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
      const ticket = token && access?.issueTicket(who.workspace, who.grant, token);
      if (ticket === undefined)
        sendProblem(response.set('Retry-After', '30'), 503, 'Too many tickets wait to be used.');
      else response.set('Cache-Control', 'no-store').json({ ticket });
    },
  );
  router.get(
    '/:workspace/keys',
    noKeys(access),
    authorize('read', inPath),
    (request: Request, response: Response) => {
      const who = letIn(request);
      const keys = who === undefined ? [] : access?.keysOf(who.workspace);
      response.set('Cache-Control', 'no-store').json({ keys });
    },
  );
  router.get(
    '/:workspace/audit',
    noKeys(access),
    authorize('administer', inPath),
    async (request: Request, response: Response) => {
      const who = letIn(request);
      if (access === undefined || !isAdmin(who?.grant)) {
        sendProblem(response, 403, 'Only admins of the whole workspace may read who came.');
        return;
      }
      response.set('Cache-Control', 'no-store').type('application/x-ndjson');
      for await (const line of access.audit.read()) {
        if (workspaceOfLine(line) === who?.workspace) response.write(`${line}\n`);
      }
      response.end();
    },
  );
  return router;
}

function isAdmin(grant: Grant | undefined): boolean {
  return grant !== undefined && grant.docs === undefined && isPersonRole(grant.role);
}

function noKeys(access: RelayAccess | undefined) {
  return (_request: Request, response: Response, next: NextFunction): void => {
    if (access !== undefined) next();
    else sendProblem(response, 404, 'This relay has no keys: everybody is let in.');
  };
}

function workspaceOfLine(line: string): unknown {
  try {
    const read: unknown = JSON.parse(line);
    return typeof read === 'object' && read !== null && 'workspace' in read
      ? read.workspace
      : undefined;
  } catch {
    return undefined;
  }
}
