import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';

/** Answers with an RFC 9457 problem. `detail` is for a person and says what to do. */
export function sendProblem(response: Response, status: number, detail: string): void {
  response
    .status(status)
    .set('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: 'about:blank',
        title: STATUS_CODES[status] ?? 'Error',
        status,
        detail,
        requestId: String(response.locals['requestId'] ?? ''),
      }),
    );
}

/** Gives every request an id, so that an answer can be found in the log. */
export function identifyRequest(_request: Request, response: Response, next: NextFunction): void {
  const requestId = randomUUID();
  response.locals['requestId'] = requestId;
  response.set('X-Request-Id', requestId);
  next();
}

/** Express's error handler: the cause goes to the log, never into the answer. */
export function createErrorHandler(log: Logger) {
  return (error: unknown, _request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = statusOf(error);
    if (status >= 500)
      log.error({ err: error, requestId: response.locals['requestId'] }, 'request failed');
    sendProblem(
      response,
      status,
      status >= 500 ? 'The relay could not answer. Its log says why.' : 'The request is malformed.',
    );
  };
}

function statusOf(error: unknown): number {
  // Node's parser found that the rest of the request is none, after the answer had begun.
  const isUnparsable =
    error instanceof Error && 'code' in error && String(error.code).startsWith('HPE_');
  if (isUnparsable) return 400;
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 600 ? status : 500;
}
