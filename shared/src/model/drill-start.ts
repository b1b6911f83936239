import type * as Y from 'yjs';
import { wellFormed } from '../markdown/characters.ts';
import { readRunnable } from '../markdown/steps.ts';
import { checkTitle } from './checks.ts';
import type { CommandResult } from './command.ts';
import { alreadyADrill, appendToDrill, type DrillRefused, isDrillEmpty } from './drill-writing.ts';
import type { EntryContext } from './entries.ts';
import { maxEntryLength, refuse, type RefusedBy, tooLong } from './entry-writing.ts';
import { cleanLine, limits } from './meta.ts';
import type { Plan } from './plan-value.ts';
import type { PlanProjection } from './projection.ts';
import { checkRun, type NewRun, type RunRefused, startRun } from './run.ts';

/** Lines that may be expected, and people who may be named from the start, at most. */
const maxLines = 100;

/** What a drill begins with; all but its kind and title may be absent. */
export interface NewDrill {
  /** One of `drillKinds`, or a word of a later version. */
  readonly drillKind: string;
  readonly title: string;
  /** Document name of the plan, and id of the ready scenario. */
  readonly plan?: string;
  readonly scenario?: string;
  /** Ids of the map. */
  readonly scope?: {
    readonly components?: readonly string[];
    readonly domains?: readonly string[];
    readonly people?: readonly string[];
  };
  readonly hypothesis?: string;
  /** When to stop. */
  readonly abort?: string;
  /** What should be seen, a line each. */
  readonly expects?: readonly string[];
  readonly rtoSeconds?: number;
  readonly rpoSeconds?: number;
  readonly participants?: readonly { readonly role: string; readonly person: string }[];
  /** Roles that there are to be, also those that nobody has yet. */
  readonly roles?: readonly string[];
  /** A run to begin with; more can be started later, by `startRun`. */
  readonly run?: NewRun;
}

/** What a plan is begun with, as it is now. `plan`: its document name. Of who has no name yet the role stays. */
export function drillFromPlan(plan: string, of: Plan | PlanProjection): NewDrill {
  return {
    drillKind: of.drillKind,
    title: of.title,
    plan,
    scenario: of.scenario,
    scope: of.scope,
    hypothesis: of.hypothesis,
    abort: of.abort,
    ...(of.rtoSeconds === undefined ? {} : { rtoSeconds: of.rtoSeconds }),
    ...(of.rpoSeconds === undefined ? {} : { rpoSeconds: of.rpoSeconds }),
    participants: of.participants.filter(({ person }) => person !== ''),
    roles: of.participants.map(({ role }) => role),
  };
}

/** A run of the steps that a plan has of its own; undefined where it has none. `plan`: its document name. */
export function runOfPlan(
  plan: string,
  { title, body }: Pick<Plan, 'title' | 'body'>,
): NewRun | undefined {
  const { steps } = readRunnable(body);
  return steps.length === 0 ? undefined : { runbook: plan, title, text: body, steps };
}

/**
 * Fills a new document with a drill: of a plan (`drillFromPlan`), or ad hoc. Refused where it holds
 * something, or says what cannot be kept; then nothing was written.
 */
export function startDrill(
  doc: Y.Doc,
  drill: NewDrill,
  context: EntryContext,
): CommandResult<DrillRefused | RunRefused> {
  if (!isDrillEmpty(doc)) return alreadyADrill();
  const title = checkTitle(drill.title);
  if (!title.ok) return title;
  const drillKind = cleanLine(drill.drillKind);
  if (drillKind === '') return refuse('no-name', 'Say what kind of drill it is.');
  const expects = (drill.expects ?? []).map(trimmed).filter((line) => line !== '');
  const participants = (drill.participants ?? []).map(({ role, person }) => ({
    role: cleanLine(role),
    person: cleanLine(person),
  }));
  const roles = [...new Set((drill.roles ?? []).map(cleanLine))].filter((role) => role !== '');
  const { components = [], domains = [], people = [] } = drill.scope ?? {};
  const scope = { components, domains, people };
  const texts = [drill.hypothesis ?? '', drill.abort ?? '', ...expects];
  const refused =
    checkLengths(
      [drillKind, ...roles, ...participants.flatMap((one) => [one.role, one.person])],
      texts,
    ) ??
    checkCounts([expects, participants, roles], scope) ??
    checkSeconds([drill.rtoSeconds, drill.rpoSeconds]) ??
    (participants.some(({ person }) => person === '')
      ? refuse('no-name', 'Say who takes part.')
      : undefined) ??
    (drill.run === undefined ? undefined : checkRun(drill.run));
  if (refused !== undefined) return refused;
  // No transaction around all: the text of a long run has to go in several edits.
  doc.transact(() => {
    const fields = {
      kind: 'planned',
      drillKind,
      title: title.value,
      plan: drill.plan ?? '',
      scenario: drill.scenario ?? '',
      scope,
      hypothesis: trimmed(drill.hypothesis ?? ''),
      abort: trimmed(drill.abort ?? ''),
      expects,
      rtoSeconds: drill.rtoSeconds,
      rpoSeconds: drill.rpoSeconds,
      roles: roles.length === 0 ? undefined : roles,
    };
    appendToDrill(doc, fields, context);
    for (const { role, person } of participants) {
      const taking = { kind: 'participant', role, person, holds: true, after: [] };
      appendToDrill(doc, taking, context);
    }
  });
  if (drill.run === undefined) return { ok: true, changed: true };
  const started = startRun(doc, drill.run, context);
  return started.ok ? { ok: true, changed: true } : started;
}

function trimmed(text: string): string {
  return wellFormed(text).trim();
}

function checkLengths(
  lines: readonly string[],
  texts: readonly string[],
): RefusedBy<'too-long'> | undefined {
  if (lines.some(({ length }) => length > limits.titleLength)) return tooLong(limits.titleLength);
  if (texts.some((text) => text.trim().length > maxEntryLength)) return tooLong(maxEntryLength);
  return undefined;
}

function checkCounts(
  lists: readonly (readonly unknown[])[],
  scope: Readonly<Record<string, readonly unknown[]>>,
): RefusedBy<'too-many'> | undefined {
  if (lists.some(({ length }) => length > maxLines))
    return refuse('too-many', `At most ${maxLines} of each.`);
  if (Object.values(scope).some(({ length }) => length > limits.items))
    return refuse('too-many', `A drill is about at most ${limits.items} of a kind.`);
  return undefined;
}

function checkSeconds(all: readonly (number | undefined)[]): RefusedBy<'negative'> | undefined {
  return all.every((one) => one === undefined || (Number.isFinite(one) && one >= 0))
    ? undefined
    : refuse('negative', 'An objective is a time of 0 or more.');
}
