import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { Logger } from 'pino';
import { readAlertmanager } from '@holdfast/shared/alerting/alertmanager-payload';
import { readIncidentPayload } from '@holdfast/shared/alerting/incident-payload';
import type { ReportRead } from '@holdfast/shared/alerting/machine-report';
import { workspaceNameSchema } from '@holdfast/shared/protocol/names';
import type { MachineIncidents, ReportAnswer } from '../relay/machine-incidents.ts';
import { createTokenBucket } from '../relay/token-bucket.ts';
import { sendProblem } from './problem.ts';
import type { WebhookMetrics, WebhookSource } from './webhook-metrics.ts';

/** Some hundred alerts with long annotations. */
const maxBodyBytes = 2 * 1024 * 1024;
const requestsPerSecond = 20;
const requestBurst = 200;

export interface WebhookDeps {
  readonly incidents: MachineIncidents;
  /** Whether whoever sent the request may: a page of another origin may not. */
  readonly mayAsk: (request: Request) => boolean;
  readonly metrics: WebhookMetrics;
  readonly monotonicMs: () => number;
  readonly log: Logger;
}

/**
 * Where machines report what is wrong. Answers 200 only once what came of it is on this relay's
 * disk. Everything that may help to send again is 503, never 429: Alertmanager sends again after
 * 5xx only.
 */
export function createWebhooks(deps: WebhookDeps): Router {
  const router = express.Router();
  const bucket = createTokenBucket({
    perSecond: requestsPerSecond,
    burst: requestBurst,
    monotonicMs: deps.monotonicMs,
  });
  const add = (source: WebhookSource, read: (body: unknown) => ReportRead): void => {
    const count = (result: Parameters<WebhookMetrics['answered']>[1]): void =>
      deps.metrics.answered(source, result);
    const guard = (request: Request, response: Response, next: NextFunction): void => {
      if (!deps.mayAsk(request)) {
        count('refused');
        sendProblem(response, 403, 'Pages of other origins may not report incidents.');
      } else if (request.is('application/json') === false) {
        // A form or text is what a page could send without asking first.
        count('refused');
        sendProblem(response, 415, 'Send JSON, with Content-Type: application/json.');
      } else if (bucket.take(1) > 0) {
        bucket.take(-1);
        count('unavailable');
        sendProblem(later(response, 5), 503, 'Too many reports at once. Send it again.');
      } else next();
    };
    const parse = express.json({ limit: maxBodyBytes, type: () => true });
    const path = `/${source}`;
    router.post(path, guard, parse, async (request: Request, response: Response) => {
      const workspace = workspaceNameSchema.safeParse(request.query['workspace']);
      if (!workspace.success) {
        count('refused');
        sendProblem(
          response,
          400,
          'Say which workspace: ?workspace=NAME (small letters, digits, dashes).',
        );
        return;
      }
      const reading = read(request.body);
      if (!reading.ok) {
        count('refused');
        sendProblem(response, 400, `The report cannot be read: ${reading.problem}.`);
        return;
      }
      const answer = await deps.incidents.take(workspace.data, reading.report);
      count(resultOf(answer));
      if (answer.kind === 'saved' && answer.entries > 0) {
        const { declared, entries } = answer;
        deps.metrics.recorded(declared, entries);
        deps.log.info({ workspace: workspace.data, source, declared, entries }, 'report taken');
      }
      send(response, answer);
    });
    router.all(path, (_request: Request, response: Response) => {
      sendProblem(response.set('Allow', 'POST'), 405, 'Reports are sent with POST.');
    });
    router.use(path, bodyProblems(count));
  };
  add('alertmanager', readAlertmanager);
  add('incidents', readIncidentPayload);
  return router;
}

function send(response: Response, answer: ReportAnswer): void {
  switch (answer.kind) {
    case 'saved': {
      const { incidents, declared, entries } = answer;
      response.set('Cache-Control', 'no-store').json({ incidents, declared, entries });
      return;
    }
    case 'unknown-workspace':
      sendProblem(
        response,
        404,
        'This relay holds no workspace of that name, and a report makes none.',
      );
      return;
    case 'unavailable':
      sendProblem(later(response, 10), 503, answer.problem);
      return;
    case 'refused':
      sendProblem(response, 409, answer.problem);
      return;
  }
}

function resultOf(answer: ReportAnswer): 'recorded' | 'unchanged' | 'refused' | 'unavailable' {
  if (answer.kind === 'saved') return answer.entries > 0 ? 'recorded' : 'unchanged';
  return answer.kind === 'unavailable' ? 'unavailable' : 'refused';
}

function later(response: Response, seconds: number): Response {
  return response.set('Retry-After', String(seconds));
}

/** What `express.json` throws, in words for whoever sent it. */
function bodyProblems(count: (result: 'refused') => void) {
  return (error: unknown, _request: Request, response: Response, next: NextFunction): void => {
    const type = error instanceof Error && 'type' in error ? error.type : undefined;
    const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
    if (response.headersSent || status >= 500) {
      next(error);
      return;
    }
    count('refused');
    if (type === 'entity.too.large')
      sendProblem(
        response,
        413,
        'A report has at most 2 MB. Let Alertmanager send fewer alerts: max_alerts.',
      );
    else if (type === 'entity.parse.failed')
      sendProblem(response, 400, 'The report is not valid JSON.');
    else sendProblem(response, status, 'The report cannot be read.');
  };
}
