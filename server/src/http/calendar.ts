import express, { type Request, type Response, type Router } from 'express';
import { calendarFile } from '@holdfast/shared/drilling/ics';
import { localDay } from '@holdfast/shared/model/local-day';
import {
  type DocumentName,
  type WorkspaceName,
  workspaceNameSchema,
} from '@holdfast/shared/protocol/names';
import type { Drilling } from '../relay/drilling-reader.ts';
import { createTokenBuckets } from '../relay/token-buckets.ts';
import type { AskerOf, Authorize } from './access-routes.ts';
import { sendProblem } from './problem.ts';

/** Of one asker. Calendar programs ask once an hour or less. */
const requestsPerSecond = 5;
const requestBurst = 50;

export interface CalendarDeps {
  /** Undefined for a workspace that is not here. */
  readonly drilling: (workspace: WorkspaceName) => Promise<Drilling> | undefined;
  /** What whoever asks may read of a workspace. */
  readonly mayRead: (request: Request, workspace: WorkspaceName) => (doc: DocumentName) => boolean;
  readonly nowMs: () => number;
  readonly monotonicMs: () => number;
}

/**
 * `GET /<workspace>.ics`: plans and drills for calendar programs, which ask again and again. Days are
 * those of the relay's own time zone; days and times of events are whoever's who looks.
 */
export function createCalendar(deps: CalendarDeps, authorize: Authorize, askerOf: AskerOf): Router {
  const router = express.Router();
  const buckets = createTokenBuckets({
    perSecond: requestsPerSecond,
    burst: requestBurst,
    monotonicMs: deps.monotonicMs,
  });
  const mayAsk = authorize('export', feedWorkspace);
  router.get('/:feed', mayAsk, async (request: Request, response: Response) => {
    if (!buckets.take(askerOf(request))) {
      sendProblem(response.set('Retry-After', '60'), 503, 'Too many at once. Ask again later.');
      return;
    }
    const name = workspaceNameSchema.safeParse(feedWorkspace(request));
    const drilling = name.success ? await deps.drilling(name.data) : undefined;
    if (!name.success || drilling === undefined) {
      sendProblem(response, 404, 'This relay holds no workspace of that name.');
      return;
    }
    const { title } = drilling;
    const mayRead = deps.mayRead(request, name.data);
    const plans = drilling.plans.filter((one) => mayRead(one.name));
    const drills = drilling.drills.filter((one) => mayRead(one.name));
    const host = request.headers.host;
    const calendar = {
      workspace: name.data,
      name: `Drills of ${title || name.data}`,
      ...(host === undefined ? {} : { address: `${request.protocol}://${host}` }),
    };
    const days = { today: localDay(deps.nowMs()), dayOf: localDay };
    response
      .set('Cache-Control', 'private, no-cache')
      .set('Content-Disposition', `inline; filename="${name.data}-drills.ics"`)
      .type('text/calendar; charset=utf-8')
      .send(calendarFile(calendar, plans, drills, days));
  });
  return router;
}

/** Of `<workspace>.ics`, once it is decoded: who may read it and what is read must be one name. */
function feedWorkspace({ params: { feed } }: Request): string {
  return typeof feed === 'string' && feed.endsWith('.ics') ? feed.slice(0, -'.ics'.length) : '';
}
