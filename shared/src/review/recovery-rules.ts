import { heldAtMs } from '../drilling/held-at.ts';
import type { MapComponent } from '../model/map-value.ts';
import type { DrillProjection } from '../model/projection.ts';
import type { DocumentName } from '../protocol/names.ts';
import type { Evidence } from '../readiness/cell.ts';
import { drilledComponents } from '../readiness/evidence.ts';
import { type Explanation, levelOf, type ReviewFinding, type ReviewSubject } from './finding.ts';
import type { RuleContext } from './rule-context.ts';

const untitledDrill = { screen: 'start-drill', title: '', domains: [], people: [] } as const;

const dayMs = 86_400_000;
const isBackup = /\bbackups?\b/i;

type UntestedContext = Pick<
  RuleContext,
  'map' | 'stakes' | 'scopes' | 'drills' | 'runbooks' | 'intervals' | 'nowMs'
>;

/**
 * `recovery-untested`: something that is there for a bad day (a standby, a failover by hand, a
 * backup) and was not shown to work within twice its cadence. What was only talked through shows
 * nothing.
 */
export function untestedFindings(context: UntestedContext): readonly ReviewFinding[] {
  const { map, stakes } = context;
  const passes = passesByComponent(context);
  const found: ReviewFinding[] = [];
  for (const group of map.groups.values()) {
    if (group.standby.length === 0 && !group.failoverByHand) continue;
    const what = group.failoverByHand ? 'failover-by-hand' : 'standby';
    const about = [group.component, ...group.members];
    const name = group.name || (map.components.get(group.component)?.name ?? group.component);
    const subject = { of: 'group', id: group.id, name } as const;
    found.push(...untested(context, passes, { what, about, subject }));
  }
  for (const component of map.components.values()) {
    if (!isBackupOf(component)) continue;
    const subject = stakes.component(component.id);
    found.push(...untested(context, passes, { what: 'backup', about: [component.id], subject }));
  }
  return found;
}

function isBackupOf({ name, type, tags, layer }: MapComponent): boolean {
  return layer !== 'people' && isBackup.test([name, type, ...tags].join(' ').replace(/[-_]/g, ' '));
}

interface Recovery {
  readonly what: Extract<Explanation, { kind: 'untested' }>['what'];
  /** Ids of components: one that was drilled is enough. The first is whose it is. */
  readonly about: readonly string[];
  readonly subject: ReviewSubject;
}

/** The kind of drill that shows it, and its scenario. */
const shownBy = {
  standby: ['failover', 'database-failover'],
  'failover-by-hand': ['failover', 'database-failover'],
  backup: ['backup-restore', 'restore-from-backup'],
} as const;

function untested(
  { stakes, intervals, nowMs }: UntestedContext,
  passes: ReadonlyMap<string, readonly Pass[]>,
  { what, about, subject }: Recovery,
): readonly ReviewFinding[] {
  const [drillKind, scenario] = shownBy[what];
  const shown = about.flatMap((id) =>
    (passes.get(id) ?? []).filter(({ drill }) => shows(what, drill)),
  );
  const last = shown.reduce<Pass | undefined>(
    (latest, one) => (latest === undefined || one.atMs > latest.atMs ? one : latest),
    undefined,
  );
  const plan = about.flatMap((id) => intervals.planOfCell(id, scenario) ?? [])[0] ?? '';
  const days = 2 * Math.min(...about.map((id) => intervals.ofCell(id, scenario)));
  if (last !== undefined && nowMs - last.atMs <= days * dayMs) return [];
  const [owner = ''] = about;
  const protects = stakes.protectsOf([owner]);
  const id = `recovery-untested ${subject.of} ${subject.id}`;
  return [
    {
      id,
      rule: 'recovery-untested',
      rules: ['recovery-untested'],
      level: levelOf(['recovery-untested'], protects.importance),
      subjects: subject.of === 'component' ? [subject] : [subject, stakes.component(owner)],
      owners: stakes.ownersOf([owner]),
      protects,
      explanation: { kind: 'untested', what, lastMs: last?.atMs, days },
      evidence:
        last === undefined
          ? []
          : [{ document: last.document, title: last.drill.title, atMs: last.atMs }],
      action: { ...untitledDrill, plan, drillKind, scenario, components: [owner] },
      parts: [id],
    },
  ];
}

interface Pass {
  readonly document: DocumentName;
  readonly drill: DrillProjection;
  readonly atMs: number;
}

function shows(what: Recovery['what'], { drillKind, scenario }: DrillProjection): boolean {
  if (drillKind === 'tabletop' || drillKind === 'key-person') return false;
  if (scenario === 'restore-from-backup' || drillKind === 'backup-restore')
    return what === 'backup';
  return what !== 'backup' || drillKind === 'practice-run';
}

function passesByComponent({
  scopes,
  drills,
  runbooks,
  nowMs,
}: UntestedContext): ReadonlyMap<string, readonly Pass[]> {
  const passes = new Map<string, Pass[]>();
  for (const [document, drill] of drills) {
    const atMs = heldAtMs(drill);
    if (drill.archived || drill.outcome !== 'passed' || atMs > nowMs + dayMs) continue;
    const pass = { document, drill, atMs };
    for (const id of drilledComponents(drill, scopes, (one) => runbooks.get(one))) {
      const of = passes.get(id);
      if (of === undefined) passes.set(id, [pass]);
      else of.push(pass);
    }
  }
  return passes;
}

type ProvenContext = Pick<RuleContext, 'map' | 'stakes' | 'evidence' | 'intervals' | 'nowMs'>;

/**
 * `objective-not-met` by what was measured: the last measured drill or incident of a scenario took
 * longer, or lost more, than the component's objective says: a finding for each scenario. A later one
 * of that scenario that meets it clears it.
 */
export function provenFindings(context: ProvenContext): readonly ReviewFinding[] {
  const { map } = context;
  return [...map.components.values()].flatMap(({ id, objective }) => [
    ...proven(context, id, 'rto', objective.rtoSeconds, ({ recoverySeconds }) => recoverySeconds),
    ...proven(context, id, 'rpo', objective.rpoSeconds, ({ dataLossSeconds }) => dataLossSeconds),
  ]);
}

function proven(
  { stakes, evidence, intervals, nowMs }: ProvenContext,
  component: string,
  objective: 'rto' | 'rpo',
  wantedSeconds: number | undefined,
  measure: (piece: Evidence) => number | undefined,
): readonly ReviewFinding[] {
  if (wantedSeconds === undefined) return [];
  return [...(evidence.get(component) ?? [])].flatMap(([scenario, pieces]): ReviewFinding[] => {
    const piece = lastMeasured(pieces, nowMs, measure);
    const measuredSeconds = piece === undefined ? undefined : measure(piece);
    if (piece === undefined || measuredSeconds === undefined || measuredSeconds <= wantedSeconds)
      return [];
    // Each scenario is its own: to be quick after one says nothing of another.
    const id = `objective-not-met ${component} ${objective} ${scenario}`.trimEnd();
    const protects = stakes.protectsOf([component]);
    return [
      {
        id,
        rule: 'objective-not-met',
        rules: ['objective-not-met'],
        level: levelOf(['objective-not-met'], protects.importance, 1),
        subjects: [stakes.component(component)],
        owners: stakes.ownersOf([component]),
        protects,
        explanation: { kind: 'proven', objective, wantedSeconds, measuredSeconds, scenario },
        evidence: [{ document: piece.document, title: piece.title, atMs: piece.atMs }],
        action: {
          ...untitledDrill,
          plan: intervals.planOfCell(component, scenario) ?? '',
          drillKind: '',
          scenario,
          components: [component],
        },
        parts: [id],
      },
    ];
  });
}

function lastMeasured(
  pieces: readonly Evidence[],
  nowMs: number,
  measure: (piece: Evidence) => number | undefined,
): Evidence | undefined {
  return pieces
    .filter((piece) => measure(piece) !== undefined && piece.atMs <= nowMs + dayMs)
    .reduce<Evidence | undefined>(
      (last, one) =>
        last === undefined ||
        one.atMs > last.atMs ||
        (one.atMs === last.atMs && one.document < last.document)
          ? one
          : last,
      undefined,
    );
}
