import { drillsByPlan, dueOf, type NamedDrill, type PlanDue } from '../drilling/due.ts';
import { heldAtMs } from '../drilling/held-at.ts';
import type { Days } from '../drilling/plan-occurrences.ts';
import type { DrillKind } from '../model/drill-kinds.ts';
import type { DrillProjection, PlanProjection } from '../model/projection.ts';
import type { DocumentName } from '../protocol/names.ts';
import { drilledComponents } from '../readiness/evidence.ts';
import { plannedComponents } from '../readiness/intervals.ts';
import { levelOf, type ReviewAction, type ReviewFinding } from './finding.ts';
import type { RuleContext } from './rule-context.ts';
import { firstOwners } from './stakes.ts';

type OverdueContext = Pick<RuleContext, 'stakes' | 'scopes' | 'plans' | 'drills' | 'runbooks'> & {
  readonly dues: Dues;
};

/** When each plan that is not archived is due. */
export type Dues = ReadonlyMap<DocumentName, PlanDue>;

/** Works a plan's due day out again only where the plan, one of its drills or the day changed. */
export function createDues(): (
  plans: RuleContext['plans'],
  drills: RuleContext['drills'],
  days: Days,
) => Dues {
  interface Known {
    readonly plan: PlanProjection;
    readonly drills: readonly NamedDrill[];
    readonly days: Days;
    readonly due: PlanDue;
  }
  let known: ReadonlyMap<DocumentName, Known> = new Map();
  return (plans, drills, days) => {
    const byPlan = drillsByPlan(
      [...drills].flatMap(([name, drill]) => (drill.archived ? [] : [{ name, drill }])),
    );
    const next = new Map<DocumentName, Known>();
    for (const [name, plan] of plans) {
      if (plan.archived) continue;
      const own = byPlan.get(name) ?? [];
      const last = known.get(name);
      const isSame =
        last?.plan === plan &&
        last.days.today === days.today &&
        last.days.dayOf === days.dayOf &&
        last.drills.length === own.length &&
        last.drills.every(
          ({ name: of, drill }, at) => of === own[at]?.name && drill === own[at].drill,
        );
      next.set(
        name,
        isSame ? last : { plan, drills: own, days, due: dueOf({ name, plan }, own, days) },
      );
    }
    known = next;
    return new Map([...next].map(([name, { due }]) => [name, due]));
  };
}

/** `drill-overdue`: a plan's day is over, and no drill was held for it. */
export function overdueFindings(context: OverdueContext): readonly ReviewFinding[] {
  const { stakes, plans, drills, runbooks, dues } = context;
  return [...plans].flatMap(([name, plan]): readonly ReviewFinding[] => {
    const due = dues.get(name);
    if (due?.state !== 'overdue' || due.next === undefined) return [];
    const id = `drill-overdue ${name}`;
    const components = plannedComponents(plan, context.scopes, runbooks);
    const protects = stakes.protectsOf(components);
    const last = due.last === undefined ? undefined : drills.get(due.last.drill);
    return [
      {
        id,
        rule: 'drill-overdue',
        rules: ['drill-overdue'],
        level: levelOf(['drill-overdue'], protects.importance),
        subjects: [
          { of: 'plan', id: name, name: plan.title },
          ...components.map((one) => stakes.component(one)),
        ],
        owners: firstOwners(stakes.ownersNamed([plan.owner]), stakes.ownersOf(components)),
        protects,
        explanation: {
          kind: 'overdue',
          since: due.next.dueOn,
          days: -(due.inDays ?? 0),
          missed: due.missed,
        },
        evidence:
          last === undefined || due.last === undefined
            ? []
            : [{ document: due.last.drill, title: last.title, atMs: heldAtMs(last) }],
        action: planAction(name, plan),
        parts: [id],
      },
    ];
  });
}

function planAction(name: DocumentName, plan: PlanProjection): ReviewAction {
  return {
    screen: 'start-drill',
    plan: name,
    title: plan.title,
    drillKind: plan.drillKind,
    scenario: plan.scenario,
    ...plan.scope,
  };
}

type OpenContext = Pick<RuleContext, 'stakes' | 'scopes' | 'plans' | 'drills' | 'runbooks'>;

/**
 * `drill-failed-open`: a drill failed, and none that shows the same has passed since; or a finding or
 * action item of a drill is open.
 */
export function openDrillFindings(context: OpenContext): readonly ReviewFinding[] {
  const { stakes, scopes, plans, drills, runbooks } = context;
  const passes = passesOf(drills);
  return [...drills].flatMap(([name, drill]): readonly ReviewFinding[] => {
    if (drill.archived) return [];
    const isFailed = drill.outcome === 'failed' && !isAnswered(drill, passes);
    const findings = drill.findings.filter(({ state }) => state === 'open');
    const actions = drill.actions.filter(({ state }) => state === 'open');
    if (!isFailed && findings.length + actions.length === 0) return [];
    const id = `drill-failed-open ${name}`;
    const components = drilledComponents(drill, scopes, (one) => runbooks.get(one));
    const protects = stakes.protectsOf(components);
    return [
      {
        id,
        rule: 'drill-failed-open',
        rules: ['drill-failed-open'],
        level: levelOf(['drill-failed-open'], protects.importance, isFailed ? 1 : 0),
        subjects: [
          { of: 'drill', id: name, name: drill.title },
          ...components.map((one) => stakes.component(one)),
        ],
        owners: firstOwners(
          stakes.ownersNamed(actions.map(({ owner }) => owner)),
          stakes.ownersNamed([plans.get(drill.plan)?.owner ?? '']),
          stakes.ownersOf(components),
          stakes.ownersNamed(drill.people),
        ),
        protects,
        explanation: {
          kind: 'drill-open',
          isFailed,
          findings: findings.map(({ id: entry, text }) => ({ id: entry, text })),
          actions: actions.map(({ id: entry, text, owner, due }) => ({
            id: entry,
            text,
            owner,
            due,
          })),
        },
        evidence: [{ document: name, title: drill.title, atMs: heldAtMs(drill) }],
        action: isFailed
          ? againAction(drill, components, plans)
          : { screen: 'drill', drill: name, entry: (findings[0] ?? actions[0])?.id ?? '' },
        parts: [id],
      },
    ];
  });
}

function againAction(
  drill: DrillProjection,
  components: readonly string[],
  plans: RuleContext['plans'],
): ReviewAction {
  const [run, ...others] = drill.runs;
  const { title, drillKind, scenario, scope } = drill;
  // A machine may have named a plan that nobody has.
  const plan = plans.has(drill.plan) ? drill.plan : '';
  if (plan === '' && run !== undefined && others.length === 0)
    return { screen: 'practice-run', runbook: run.runbook };
  const about = hasScope(scope) ? scope : { ...scope, components };
  return { screen: 'start-drill', plan, title, drillKind, scenario, ...about };
}

function hasScope({ components, domains, people }: DrillProjection['scope']): boolean {
  return components.length + domains.length + people.length > 0;
}

/** By what a drill shows: when the last one passed. */
interface Passes {
  readonly ofPlan: ReadonlyMap<string, number>;
  readonly ofRunbook: ReadonlyMap<string, number>;
  /** By scenario. */
  readonly ofScenario: ReadonlyMap<string, readonly DrillProjection[]>;
  /** By kind. */
  readonly ofKind: ReadonlyMap<string, readonly DrillProjection[]>;
}

function passesOf(drills: RuleContext['drills']): Passes {
  const ofPlan = new Map<string, number>();
  const ofRunbook = new Map<string, number>();
  const ofScenario = new Map<string, DrillProjection[]>();
  const ofKind = new Map<string, DrillProjection[]>();
  const put = (of: Map<string, DrillProjection[]>, key: string, drill: DrillProjection): void => {
    const known = of.get(key);
    if (known === undefined) of.set(key, [drill]);
    else known.push(drill);
  };
  const later = (of: Map<string, number>, key: string, atMs: number): void => {
    if (key !== '' && (of.get(key) ?? -1) < atMs) of.set(key, atMs);
  };
  for (const drill of drills.values()) {
    if (drill.archived || drill.outcome !== 'passed') continue;
    later(ofPlan, drill.plan, heldAtMs(drill));
    for (const run of drill.runs)
      if (run.outcome === 'passed') later(ofRunbook, run.runbook, run.endedAtMs || heldAtMs(drill));
    put(ofKind, drill.drillKind, drill);
    if (drill.scenario !== '') put(ofScenario, drill.scenario, drill);
  }
  return { ofPlan, ofRunbook, ofScenario, ofKind };
}

/** Kinds that say by themselves what is tested of a component; an experiment or a game day may be anything. */
const tellingKinds: ReadonlySet<string> = new Set<DrillKind>([
  'failover',
  'backup-restore',
  'key-person',
]);

/**
 * By one of its plan; of its scenario with all that it was about; without a scenario, of its kind with
 * all that it was about, and under its title too where kind and components do not say what it was; or
 * of every runbook that failed in it.
 */
function isAnswered(
  failed: DrillProjection,
  { ofPlan, ofRunbook, ofScenario, ofKind }: Passes,
): boolean {
  const atMs = heldAtMs(failed);
  if ((ofPlan.get(failed.plan) ?? -1) > atMs) return true;
  const covers = (pass: DrillProjection): boolean =>
    heldAtMs(pass) > atMs &&
    (['components', 'domains', 'people'] as const).every((part) =>
      failed.scope[part].every((id) => pass.scope[part].includes(id)),
    );
  if (ofScenario.get(failed.scenario)?.some(covers) === true) return true;
  const isAgain = (pass: DrillProjection): boolean =>
    covers(pass) &&
    (pass.title === failed.title || (hasScope(failed.scope) && tellingKinds.has(failed.drillKind)));
  if (failed.scenario === '' && ofKind.get(failed.drillKind)?.some(isAgain) === true) return true;
  const runs = failed.runs.filter(({ outcome }) => outcome === 'failed');
  return runs.length > 0 && runs.every(({ runbook }) => (ofRunbook.get(runbook) ?? -1) > atMs);
}
