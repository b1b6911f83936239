import type { RunbookProjection } from '../model/projection.ts';
import { type Doubt, type Due, type RunFact, runsByRunbook, trustOf } from '../model/trust.ts';
import type { DocumentName } from '../protocol/names.ts';
import {
  type EvidenceRef,
  levelOf,
  type ReviewAction,
  type ReviewFinding,
  type ReviewRule,
} from './finding.ts';
import type { RuleContext } from './rule-context.ts';
import { firstOwners } from './stakes.ts';

type RunbookContext = Pick<
  RuleContext,
  'stakes' | 'scopes' | 'runbooks' | 'drills' | 'incidents' | 'nowMs'
>;

const dayMs = 86_400_000;

/**
 * `runbook-stale`: its review is overdue, something about it is in doubt, or nobody reviewed it
 * within its first interval. `runbook-never-run`: no run of it ever ended with an outcome.
 */
export function runbookFindings(context: RunbookContext): readonly ReviewFinding[] {
  const { runbooks, drills, incidents, nowMs } = context;
  const runs = runsByRunbook([
    ...[...drills].filter(([, { archived }]) => !archived),
    ...[...incidents].filter(([, { archived }]) => !archived),
  ]);
  const titles = (document: DocumentName): string =>
    drills.get(document)?.title ?? incidents.get(document)?.title ?? '';
  const found: ReviewFinding[] = [];
  for (const [name, runbook] of runbooks) {
    if (runbook.archived || runbook.template) continue;
    const own = (runs.get(name) ?? []).filter(
      ({ outcome }) => outcome === 'passed' || outcome === 'failed',
    );
    const trust = trustOf(runbook, runs.get(name) ?? [], nowMs);
    if (trust.due !== undefined && isStale(runbook, trust.due, nowMs)) {
      const { due, doubts, intervalDays } = trust;
      found.push({
        ...about(context, 'runbook-stale', name, runbook, doubts.length > 0 ? 1 : 0),
        explanation: { kind: 'stale', due, doubts, intervalDays },
        evidence: doubted(doubts, own, titles),
        action: staleAction(name, doubts),
      });
    }
    if (own.length === 0)
      found.push({
        ...about(context, 'runbook-never-run', name, runbook, 0),
        explanation: { kind: 'never-run' },
        evidence: [],
        action: { screen: 'practice-run', runbook: name },
      });
  }
  return found;
}

function isStale({ createdAtMs, reviewInDays }: RunbookProjection, due: Due, nowMs: number) {
  return due.kind !== 'never-reviewed' || nowMs - createdAtMs > reviewInDays * dayMs;
}

/** A verdict is answered by a review, a failed run by one that passes. */
function staleAction(runbook: DocumentName, [gravest]: readonly Doubt[]): ReviewAction {
  return gravest?.kind === 'failed-run'
    ? { screen: 'practice-run', runbook }
    : { screen: 'review-runbook', runbook };
}

function doubted(
  doubts: readonly Doubt[],
  runs: readonly RunFact[],
  titleOf: (document: DocumentName) => string,
): readonly EvidenceRef[] {
  return doubts.flatMap(({ kind, atMs }) =>
    kind === 'failed-run'
      ? runs
          .filter((run) => run.outcome === 'failed' && run.endedAtMs === atMs)
          .map(({ document }) => ({ document, title: titleOf(document), atMs }))
      : [],
  );
}

function about(
  { stakes, scopes }: RunbookContext,
  rule: ReviewRule,
  name: DocumentName,
  { title, owners, components }: RunbookProjection,
  more: 0 | 1,
) {
  const id = `${rule} ${name}`;
  const answered = scopes.ofNames(components);
  const protects = stakes.protectsOf(answered);
  const subject = { of: 'runbook', id: name, name: title } as const;
  return {
    id,
    rule,
    rules: [rule],
    level: levelOf([rule], protects.importance, more),
    subjects: [subject, ...answered.map((one) => stakes.component(one))],
    owners: firstOwners(stakes.ownersNamed(owners), stakes.ownersOf(answered)),
    protects,
    parts: [id],
  };
}
