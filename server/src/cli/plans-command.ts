import { writeFileSync } from 'node:fs';
import { localDay } from '@holdfast/shared/model/local-day';
import { dirname } from 'node:path';
import { encodeUtf8 } from 'lib0/string';
import {
  type NamedDrill,
  type NamedPlan,
  type PlanDue,
  type PlanRow,
  plansByDue,
} from '@holdfast/shared/drilling/due';
import { calendarFile } from '@holdfast/shared/drilling/ics';
import type { Days } from '@holdfast/shared/drilling/plan-occurrences';
import { project } from '@holdfast/shared/model/project';
import type { WorkspaceProjection } from '@holdfast/shared/model/projection';
import { documentKind } from '@holdfast/shared/protocol/names';
import { makeFolder } from '../store/make-folder.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { counted, jsonText, table } from './output.ts';
import type { Session } from './session.ts';
import { withExistingSession, type WorkspaceCommandDeps } from './workspace-command.ts';

/** Lists plans of drills by the day they are due: one line each, or a JSON array. */
export function listPlans(deps: WorkspaceCommandDeps): Promise<ExitCode> {
  return withExistingSession(deps, async (session) => {
    const { plans, drills } = await readDrilling(session);
    const rows = plansByDue(plans, drills, hereNow());
    if (deps.json) deps.output.data(jsonText(rows.map(asJson)));
    else if (rows.length > 0) deps.output.data(table([heading, ...rows.map(cells)]));
    return exitCodes.ok;
  });
}

interface CalendarDeps extends WorkspaceCommandDeps {
  /** A file; `-` for standard output. */
  readonly out: string;
}

/** Writes plans and drills as an iCalendar file. */
export function writeCalendar(deps: CalendarDeps): Promise<ExitCode> {
  const { out, json, output } = deps;
  return withExistingSession(deps, async (session, { workspace }) => {
    const { plans, drills, settings } = await readDrilling(session);
    const name = `Drills of ${settings?.title || workspace}`;
    const text = calendarFile({ workspace, name }, plans, drills, hereNow());
    if (out === '-') {
      output.bytes(encodeUtf8(text));
      return exitCodes.ok;
    }
    write(out, text);
    const events = text.split('BEGIN:VEVENT').length - 1;
    if (json) output.data(jsonText({ workspace, out, events }));
    else output.data(`${counted(events, 'event')} written to ${out}`);
    return exitCodes.ok;
  });
}

interface Drilling {
  readonly plans: readonly NamedPlan[];
  readonly drills: readonly NamedDrill[];
  readonly settings: WorkspaceProjection | undefined;
}

async function readDrilling(session: Session): Promise<Drilling> {
  const plans: NamedPlan[] = [];
  const drills: NamedDrill[] = [];
  let settings: WorkspaceProjection | undefined;
  for (const name of session.documents()) {
    if (!['plan', 'drill', 'workspace'].includes(documentKind(name))) continue;
    const doc = await session.read(name);
    if (doc === undefined) continue;
    const found = project(name, doc);
    doc.destroy();
    if (found.kind === 'plan') plans.push({ name, plan: found });
    if (found.kind === 'drill') drills.push({ name, drill: found });
    if (found.kind === 'workspace') settings = found;
  }
  return { plans, drills, settings };
}

/** Days as they are where this command runs. */
function hereNow(): Days {
  return { today: localDay(Date.now()), dayOf: localDay };
}

const heading = ['TITLE', 'DUE', 'NEXT', 'HOW OFTEN', 'OWNER', 'LAST', 'DOCUMENT'];

function cells({ name, plan, due }: PlanRow): readonly string[] {
  return [
    plan.title,
    dueWords(due),
    [due.next?.dueOn ?? '', due.next?.at ?? ''].join(' ').trim(),
    plan.cadence || 'once',
    plan.owner,
    due.last === undefined ? '' : `${due.last.outcome} ${due.last.on}`,
    name,
  ];
}

function dueWords({ state, inDays = 0, running }: PlanDue): string {
  if (running.length > 0) return 'going on';
  switch (state) {
    case 'overdue':
      return `overdue ${counted(-inDays, 'day')}`;
    case 'planned':
      return `in ${counted(inDays, 'day')}`;
    case 'undated':
      return 'no day set';
    case 'unreadable':
      return 'how often is not understood';
    default:
      return state;
  }
}

/** The text is there for searching; whoever wants to read it asks for the document. */
function asJson({ name, plan, due }: PlanRow): Record<string, unknown> {
  const { text: _, ...said } = plan;
  return { document: name, ...said, due };
}

function write(target: string, text: string): void {
  try {
    makeFolder(dirname(target));
    writeFileSync(target, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`Cannot write ${target}: ${reason}`, exitCodes.failed, { cause: error });
  }
}
