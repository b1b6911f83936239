import type { IncomingMessage } from 'node:http';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { Logger } from 'pino';
import { readAlertmanager } from '@holdfast/shared/alerting/alertmanager-payload';
import { readIncidentPayload } from '@holdfast/shared/alerting/incident-payload';
import type { DrillReport, DrillReportsRead } from '@holdfast/shared/drilling/machine/drill-report';
import { planNameOf } from '@holdfast/shared/drilling/machine/drill-payload';
import { type JUnitAbout, readJUnit } from '@holdfast/shared/drilling/machine/junit-file';
import { readDrillReports } from '@holdfast/shared/drilling/machine/read-drill-report';
import { type WorkspaceName, workspaceNameSchema } from '@holdfast/shared/protocol/names';
import type { MachineDrills } from '../relay/machine-drills.ts';
import type { MachineIncidents, ReportAnswer } from '../relay/machine-incidents.ts';
import type { MachineAnswer } from '../relay/machine-work.ts';
import { createTokenBuckets } from '../relay/token-buckets.ts';
import type { AskerOf } from './access-routes.ts';
import { sendProblem } from './problem.ts';
import type { WebhookMetrics, WebhookSource } from './webhook-metrics.ts';

/** Some hundred alerts with long annotations. */
const maxBodyBytes = 2 * 1024 * 1024;
/** Of one asker. */
const requestsPerSecond = 20;
const requestBurst = 200;

export interface WebhookDeps {
  readonly incidents: MachineIncidents;
  readonly drills: MachineDrills;
  /** Whether whoever sent the request may: a page of another origin may not. */
  readonly mayAsk: (request: Request) => boolean;
  readonly metrics: WebhookMetrics;
  readonly monotonicMs: () => number;
  readonly log: Logger;
}

/** What one kind of report is read into, and what becomes of it. */
interface Source<Report, Saved extends { readonly entries: number }> {
  /** Of a body of JSON. */
  readonly read: (body: unknown) => Read<Report>;
  /** Of a body of XML; absent where there is no such form. */
  readonly readXml?: (text: string, query: Request['query']) => Read<Report>;
  /** What to do about a report that is too large. */
  readonly tooLarge: string;
  readonly take: (workspace: WorkspaceName, report: Report) => Promise<MachineAnswer<Saved>>;
  /** What is told of it, to whoever sent it, to metrics and to the log. */
  readonly told: (saved: Saved) => Readonly<Record<string, unknown>>;
  readonly recorded: (saved: Saved) => void;
}

type Read<Report> =
  | { readonly ok: true; readonly report: Report }
  | { readonly ok: false; readonly problem: string };

/**
 * Where machines report what is wrong, and what they tried. Answers 200 only once what came of it is
 * on this relay's disk. Everything that may help to send again is 503, never 429: Alertmanager sends
 * again after 5xx only.
 */
export function createWebhooks(deps: WebhookDeps, askerOf: AskerOf): Router {
  const router = express.Router();
  const buckets = createTokenBuckets({
    perSecond: requestsPerSecond,
    burst: requestBurst,
    monotonicMs: deps.monotonicMs,
  });
  const add = <Report, Saved extends { readonly entries: number }>(
    name: WebhookSource,
    source: Source<Report, Saved>,
  ): void => {
    const count = (result: Parameters<WebhookMetrics['answered']>[1]): void =>
      deps.metrics.answered(name, result);
    const guard = (request: Request, response: Response, next: NextFunction): void => {
      const isXml = source.readXml !== undefined && request.is(xmlTypes) !== false;
      if (!deps.mayAsk(request)) {
        count('refused');
        sendProblem(response, 403, 'Pages of other origins may not report anything.');
      } else if (!isXml && request.is('application/json') === false) {
        // A form or text is what a page could send without asking first.
        count('refused');
        const kinds = source.readXml === undefined ? '' : ', or a JUnit file as application/xml';
        sendProblem(response, 415, `Send JSON, with Content-Type: application/json${kinds}.`);
      } else if (!buckets.take(askerOf(request))) {
        count('unavailable');
        sendProblem(later(response, 5), 503, 'Too many reports at once. Send it again.');
      } else next();
    };
    const asText = express.text({ limit: maxBodyBytes, type: xmlTypes });
    const asJson = express.json({ limit: maxBodyBytes, type: (request) => !isTextual(request) });
    const path = `/${name}`;
    router.post(path, guard, asText, asJson, async (request: Request, response: Response) => {
      const workspace = workspaceNameSchema.safeParse(request.query['workspace']);
      if (!workspace.success) {
        count('refused');
        sendProblem(
          response,
          400,
          'Say which workspace: ?workspace=NAME (small letters, digits, dashes; not device).',
        );
        return;
      }
      const body: unknown = request.body;
      const reading =
        typeof body === 'string' && source.readXml !== undefined
          ? source.readXml(body, request.query)
          : source.read(body);
      if (!reading.ok) {
        count('refused');
        sendProblem(response, 400, `The report cannot be read: ${reading.problem}.`);
        return;
      }
      const answer = await source.take(workspace.data, reading.report);
      if (answer.kind !== 'saved') {
        count(answer.kind === 'unavailable' ? 'unavailable' : 'refused');
        sendRefused(response, answer);
        return;
      }
      count(answer.entries > 0 ? 'recorded' : 'unchanged');
      const told = source.told(answer);
      if (answer.entries > 0) {
        source.recorded(answer);
        const { entries } = answer;
        deps.log.info({ workspace: workspace.data, source: name, entries }, 'report taken');
      }
      response.set('Cache-Control', 'no-store').json(told);
    });
    router.all(path, (_request: Request, response: Response) => {
      sendProblem(response.set('Allow', 'POST'), 405, 'Reports are sent with POST.');
    });
    router.use(path, bodyProblems(source.tooLarge, count));
  };
  const ofIncidents = {
    take: deps.incidents.take,
    told: ({ incidents, declared, entries }: SavedIncidents) => ({ incidents, declared, entries }),
    recorded: ({ declared, entries }: SavedIncidents) => deps.metrics.recorded(declared, entries),
  };
  add('alertmanager', {
    ...ofIncidents,
    read: readAlertmanager,
    tooLarge: 'Let Alertmanager send fewer alerts: max_alerts.',
  });
  add('incidents', { ...ofIncidents, read: readIncidentPayload, tooLarge: 'Send less at once.' });
  add('drills', {
    read: (body) => asReport(readDrillReports(body)),
    readXml(text, query) {
      const about = aboutOf(query);
      return typeof about === 'string'
        ? { ok: false, problem: about }
        : asReport(readJUnit(text, about));
    },
    take: deps.drills.take,
    tooLarge: 'Send fewer drills at once, and link to their output instead of sending it.',
    told: ({ drills, entries }) => ({ drills, entries }),
    recorded: ({ entries }) => deps.metrics.recorded(0, entries),
  });
  return router;
}

const xmlTypes = ['application/xml', 'text/xml'];

function isTextual(request: IncomingMessage): boolean {
  return xmlTypes.includes(request.headers['content-type']?.split(';')[0]?.trim() ?? '');
}

type SavedIncidents = Extract<ReportAnswer, { readonly kind: 'saved' }>;

function asReport(read: DrillReportsRead): Read<readonly DrillReport[]> {
  return read.ok ? { ok: true, report: read.reports } : read;
}

/** What a JUnit file does not say stands in the address; or what is wrong with that. */
function aboutOf(query: Request['query']): JUnitAbout | string {
  const text = (name: string): string | undefined => {
    const value = query[name];
    return typeof value === 'string' && value !== '' ? value.slice(0, 500) : undefined;
  };
  const plan = planNameOf(text('plan') ?? '');
  if (plan === '' && text('plan') !== undefined) return 'plan: is no id of a plan';
  return {
    title: text('title'),
    key: text('key'),
    plan,
    scenario: text('scenario'),
    components: text('components')?.split(','),
  };
}

function sendRefused(
  response: Response,
  answer: Exclude<MachineAnswer<unknown>, { readonly kind: 'saved' }>,
): void {
  switch (answer.kind) {
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
  }
}

function later(response: Response, seconds: number): Response {
  return response.set('Retry-After', String(seconds));
}

/** What `express.json` throws, in words for whoever sent it. */
function bodyProblems(tooLarge: string, count: (result: 'refused') => void) {
  return (error: unknown, _request: Request, response: Response, next: NextFunction): void => {
    const type = error instanceof Error && 'type' in error ? error.type : undefined;
    const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
    if (response.headersSent || status >= 500) {
      next(error);
      return;
    }
    count('refused');
    if (type === 'entity.too.large')
      sendProblem(response, 413, `A report has at most 2 MB. ${tooLarge}`);
    else if (type === 'entity.parse.failed')
      sendProblem(response, 400, 'The report is not valid JSON.');
    else sendProblem(response, status, 'The report cannot be read.');
  };
}
