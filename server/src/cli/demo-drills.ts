import { createHash, randomBytes } from 'node:crypto';
import { localDay } from '@holdfast/shared/model/local-day';
import { isScenarioId, scenarioOf } from '@holdfast/shared/drilling/scenarios/catalogue';
import type { Actor, EntryContext } from '@holdfast/shared/model/entries';
import {
  addDrillAction,
  giveVerdict,
  sayInDrill,
  setFindingState,
  setMoment,
} from '@holdfast/shared/model/drill-commands';
import { drillLogDocument, sealDrill } from '@holdfast/shared/model/drill-log';
import { drillFromPlan, startDrill } from '@holdfast/shared/model/drill-start';
import { drillVerdicts, hypothesisVerdicts } from '@holdfast/shared/model/drill-words';
import { createPlan } from '@holdfast/shared/model/plan';
import { readPlan } from '@holdfast/shared/model/plan-document';
import type * as Y from 'yjs';
import { z } from 'zod/mini';
import { CommandError } from './exit-codes.ts';
import type { Session } from './session.ts';

/** Days are whole days from the day the demo is made. */
const findingSchema = z.object({
  text: z.string(),
  state: z.enum(['open', 'resolved', 'accepted']),
  action: z.optional(z.string()),
  owner: z.optional(z.string()),
  dueIn: z.optional(z.int()),
});
const drillSchema = z.object({
  day: z.int().check(z.lt(0)),
  by: z.string(),
  outcome: z.enum(drillVerdicts),
  hypothesis: z.enum(hypothesisVerdicts),
  recoverySeconds: z.optional(z.number()),
  dataLossSeconds: z.optional(z.number()),
  verdict: z.string(),
  findings: z.array(findingSchema),
});
const planSchema = z.object({
  id: z.string(),
  title: z.string(),
  scenario: z.string().check(z.refine(isScenarioId)),
  drillKind: z.optional(z.string()),
  scope: z.object({
    components: z.optional(z.array(z.string())),
    domains: z.optional(z.array(z.string())),
    people: z.optional(z.array(z.string())),
  }),
  owner: z.string(),
  participants: z.array(z.object({ role: z.string(), person: z.string() })),
  cadence: z.string(),
  startsIn: z.int(),
  rtoSeconds: z.optional(z.number()),
  rpoSeconds: z.optional(z.number()),
  blackouts: z.array(z.object({ fromDay: z.int(), toDay: z.int(), note: z.string() })),
  drills: z.array(drillSchema),
});
export const demoDrillsSchema = z.object({ plans: z.array(planSchema) });
type DemoPlan = z.infer<typeof planSchema>;
type DemoDrill = z.infer<typeof drillSchema>;

const dayMs = 86_400_000;
/** Plans were written so long before their first day, days. */
const writtenBefore = 30;

/** How many of each were put in. */
export interface DrillsPutIn {
  readonly plans: number;
  readonly drills: number;
}

/**
 * Puts the demo's plans and past drills in, and seals the drills into the log. What is there already
 * stays as it is: their ids follow from the demo. `nowMs` is wall clock, ms since 1970.
 */
export async function putDrillsIn(
  session: Session,
  plans: readonly DemoPlan[],
  nowMs: number,
): Promise<DrillsPutIn> {
  let [putPlans, putDrills] = [0, 0];
  for (const plan of plans) {
    const name = demoDocument('plan', plan.id);
    const isNew = (await session.read(name)) === undefined;
    if (!isNew) continue;
    await session.change(name, (doc) => writePlan(doc, plan, nowMs));
    putPlans += 1;
    for (const [at, drill] of plan.drills.entries()) {
      const held = demoDocument('drill', `${plan.id} ${at + 1}`);
      const planned = await session.read(name);
      if (planned === undefined || (await session.read(held)) !== undefined) continue;
      const of = drillFromPlan(name, readPlan(planned));
      const context = contextOf(drill.by, atDay(nowMs, drill.day));
      await session.change(held, (doc) => {
        done(startDrill(doc, of, context));
        holdDrill(doc, drill, context, nowMs);
        return true;
      });
      const doc = await session.read(held);
      if (doc === undefined) continue;
      const after = { ...context, nowMs: context.nowMs + 2 * 3_600_000 };
      await session.change(drillLogDocument, (log) => {
        done(sealDrill(log, held, doc, after));
        return true;
      });
      putDrills += 1;
    }
  }
  return { plans: putPlans, drills: putDrills };
}

function writePlan(doc: Y.Doc, plan: DemoPlan, nowMs: number): boolean {
  const { scenario, drillKind, startsIn, blackouts, id: _, drills: __, ...said } = plan;
  if (!isScenarioId(scenario)) throw new CommandError(`The demo names no scenario ${scenario}.`);
  const ready = scenarioOf(scenario);
  const writtenAtMs = nowMs + Math.min(startsIn - writtenBefore, -1) * dayMs;
  const result = createPlan(
    doc,
    {
      ...said,
      scenario,
      drillKind: drillKind ?? ready.drillKind,
      hypothesis: ready.hypothesis,
      abort: ready.abort,
      body: ready.steps,
      startsOn: localDay(atDay(nowMs, startsIn)),
      blackouts: blackouts.map(({ fromDay, toDay, note }) => ({
        from: localDay(atDay(nowMs, fromDay)),
        to: localDay(atDay(nowMs, toDay)),
        note,
      })),
    },
    writtenAtMs,
    said.owner,
  );
  done(result);
  return true;
}

/** It starts at `context.nowMs`, and has a verdict an hour and a half later. */
function holdDrill(doc: Y.Doc, drill: DemoDrill, context: EntryContext, nowMs: number): void {
  const { recoverySeconds, dataLossSeconds, outcome, hypothesis, verdict, findings } = drill;
  const startMs = context.nowMs + 20 * 60_000;
  const later = (minutes: number) => ({ ...context, nowMs: context.nowMs + minutes * 60_000 });
  done(setMoment(doc, 'started', startMs, later(20)));
  if (dataLossSeconds !== undefined)
    done(setMoment(doc, 'data-point', startMs - dataLossSeconds * 1_000, later(21)));
  if (recoverySeconds !== undefined)
    done(setMoment(doc, 'restored', startMs + recoverySeconds * 1_000, later(80)));
  for (const { text, state, action, owner = '', dueIn } of findings) {
    const said = sayInDrill(doc, { kind: 'finding', text }, later(81));
    done(said);
    if (!said.ok) continue;
    const of = said.stamp.id;
    const due = dueIn === undefined ? '' : localDay(atDay(nowMs, dueIn));
    if (action !== undefined)
      done(addDrillAction(doc, { text: action, of, owner, due }, later(82)));
    if (state !== 'open') done(setFindingState(doc, of, state, later(88)));
  }
  done(giveVerdict(doc, { outcome, hypothesis, text: verdict }, later(90)));
}

function done(result: { readonly ok: boolean; readonly problem?: string }): void {
  if (!result.ok) throw new CommandError(`The demo’s drills: ${result.problem ?? ''}`);
}

function contextOf(name: string, nowMs: number): EntryContext {
  const actor: Actor = { name, device: 'demo' };
  return { actor, nowMs, random: { bytes: (length) => new Uint8Array(randomBytes(length)) } };
}

/** Ten in the morning, where this command runs. */
function atDay(nowMs: number, days: number): number {
  const moment = new Date(nowMs);
  moment.setHours(10, 0, 0, 0);
  moment.setDate(moment.getDate() + days);
  return moment.getTime();
}

/** The same for everyone who puts the demo in. */
function demoDocument(kind: 'plan' | 'drill', id: string): string {
  const ending = createHash('sha256').update(`demo ${kind} ${id}`).digest('hex').slice(0, 26);
  return `${kind}:${ending}`;
}
