import type {
  DrillProjection,
  IncidentProjection,
  ReviewProjection,
  RunbookProjection,
} from './projection.ts';
import type { Verdict } from './verdict.ts';

/**
 * A runbook's trust: 0 to 100, from evidence with a date.
 *
 *     score = (60 × carried out + 40 × reviewed) × doubt
 *
 * `carried out` comes from passed runs (practice or incident), `reviewed` from verdicts "works";
 * both are 0 to 1 and made alike. One piece of evidence is worth
 *
 *     version × age,   version = 1 on the present text, 1/2 on another
 *                      age     = 1 within the review interval, then halved with each further one
 *
 * A person's worth is that of their best piece. The best person's counts 0.8, the second's 0.2, so
 * that what only one person has done is never whole, and more evidence never lowers a score. What
 * names nobody (the file's own `last_reviewed_on`, on a version nobody knows) may stand for the
 * best person, and is never a second one.
 *
 * `doubt` is 1; halved while the last run that ended was a failed one; halved while a verdict
 * "needs changes" is not answered by a later "works"; 0 while a verdict "obsolete" is not.
 *
 * A pure function of projections, the same on every device. Evidence dated more than a day ahead
 * of the clock does not count yet.
 */
export interface Trust {
  /** 0 to 100, whole. */
  readonly score: number;
  readonly level: TrustLevel;
  readonly carriedOut: TrustPart;
  readonly reviewed: TrustPart;
  /** What takes from the score, the gravest first. */
  readonly doubts: readonly Doubt[];
  /** Why it should be reviewed now; undefined where it need not be. */
  readonly due?: Due;
  readonly intervalDays: number;
}

/** One word for it. `failed`, `obsolete` and `needs-changes` hold however high the score is. */
export type TrustLevel =
  | 'obsolete'
  | 'failed'
  | 'needs-changes'
  | 'trusted'
  | 'fair'
  | 'weak'
  | 'untested';

/** One of the two kinds of evidence. */
export interface TrustPart {
  /** What it adds to the score, before doubts. */
  readonly points: number;
  /** What it could add at most. */
  readonly most: number;
  /** Of each person the best piece, the best first. */
  readonly evidence: readonly Evidence[];
}

export interface Evidence {
  readonly how: 'practised' | 'incident' | 'reviewed' | 'file';
  /** Empty where nobody is named. */
  readonly by: string;
  readonly atMs: number;
  /** On another text than the present one. */
  readonly otherVersion: boolean;
  /** Older than the interval: it counts less with time. */
  readonly faded: boolean;
}

export type Doubt =
  | {
      readonly kind: 'verdict';
      readonly verdict: Exclude<Verdict, 'works'>;
      readonly by: string;
      readonly atMs: number;
      readonly note: string;
    }
  | { readonly kind: 'failed-run'; readonly by: readonly string[]; readonly atMs: number };

export type Due =
  | { readonly kind: 'doubt' }
  | { readonly kind: 'never-reviewed' }
  /** `sinceMs`: when the interval after the last review ended. */
  | { readonly kind: 'overdue'; readonly lastMs: number; readonly sinceMs: number };

/** One execution of a runbook, as far as trust goes. */
export interface RunFact {
  /** Document that holds the run. */
  readonly document: string;
  readonly how: 'practised' | 'incident';
  readonly version: string;
  readonly outcome: 'open' | 'passed' | 'failed' | 'abandoned';
  /** Wall clock, ms since 1970; 0 while it goes on. */
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly people: readonly string[];
}

const dayMs = 24 * 60 * 60 * 1000;
const shares = [0.8, 0.2] as const;
const most = { carriedOut: 60, reviewed: 40 } as const;
const otherVersionWorth = 0.5;

/** See `Trust`. `nowMs` is wall clock, ms since 1970. */
export function trustOf(
  runbook: Pick<RunbookProjection, 'version' | 'reviews' | 'reviewInDays' | 'fileReviewedAtMs'>,
  runs: readonly RunFact[],
  nowMs: number,
): Trust {
  const intervalMs = Math.max(1, runbook.reviewInDays) * dayMs;
  const scale = { version: runbook.version, intervalMs, nowMs };
  const hasHappened = ({ atMs }: { readonly atMs: number }) => atMs <= nowMs + dayMs;
  const reviews = runbook.reviews.filter(hasHappened);
  const ended = runs.filter((run) => hasHappened({ atMs: run.endedAtMs }));
  const carriedOut = partOf(runPieces(ended), most.carriedOut, scale);
  const reviewedPieces = [
    ...reviewPieces(reviews),
    ...filePieces(runbook.fileReviewedAtMs).filter(hasHappened),
  ];
  const reviewed = partOf(reviewedPieces, most.reviewed, scale);
  const doubts = [...standingVerdicts(reviews), ...standingFailure(ended)];
  const score = Math.round((carriedOut.points + reviewed.points) * doubtFactor(doubts));
  const due = dueFor(doubts, latest(reviewedPieces), intervalMs, nowMs);
  return {
    score,
    level: levelOf(score, doubts, carriedOut, reviewed),
    carriedOut,
    reviewed,
    doubts,
    ...(due === undefined ? {} : { due }),
    intervalDays: runbook.reviewInDays,
  };
}

/** The runs of every runbook, by the runbook's document name, from the projections that hold runs. */
export function runsByRunbook(
  holders: Iterable<readonly [document: string, holder: DrillProjection | IncidentProjection]>,
): ReadonlyMap<string, readonly RunFact[]> {
  const byRunbook = new Map<string, RunFact[]>();
  for (const [document, { kind, runs, ...rest }] of holders) {
    const isPractice = kind === 'drill' || ('drill' in rest && rest.drill);
    for (const { runbook, version, outcome, startedAtMs, endedAtMs, people } of runs) {
      const known = byRunbook.get(runbook) ?? [];
      known.push({
        document,
        how: isPractice ? 'practised' : 'incident',
        version,
        outcome,
        startedAtMs,
        endedAtMs,
        people,
      });
      byRunbook.set(runbook, known);
    }
  }
  return byRunbook;
}

/** The run that was started last, whatever came of it. */
export function lastRun(runs: readonly RunFact[]): RunFact | undefined {
  return runs.reduce<RunFact | undefined>(
    (last, run) => (last === undefined || isLater(run, last) ? run : last),
    undefined,
  );
}

function isLater(a: RunFact, b: RunFact): boolean {
  return a.startedAtMs === b.startedAtMs ? a.document > b.document : a.startedAtMs > b.startedAtMs;
}

/** The worst first: doubts, then the lowest score, then what has been due for longest. */
export function compareDue(a: Trust, b: Trust): number {
  return gravity(b) - gravity(a) || a.score - b.score || dueSinceMs(a) - dueSinceMs(b);
}

function gravity({ doubts }: Trust): number {
  return doubtFactor(doubts) === 0 ? 2 : doubts.length > 0 ? 1 : 0;
}

function dueSinceMs({ due }: Trust): number {
  return due?.kind === 'overdue' ? due.sinceMs : 0;
}

interface Piece {
  readonly how: Evidence['how'];
  readonly by: string;
  readonly atMs: number;
  /** Empty where it is not known. */
  readonly version: string;
}

interface Scale {
  readonly version: string;
  readonly intervalMs: number;
  readonly nowMs: number;
}

function runPieces(runs: readonly RunFact[]): readonly Piece[] {
  return runs
    .filter(({ outcome, endedAtMs }) => outcome === 'passed' && endedAtMs > 0)
    .flatMap(({ how, version, endedAtMs: atMs, people }) =>
      (people.length === 0 ? [''] : people).map((by) => ({ how, by, atMs, version })),
    );
}

function reviewPieces(reviews: readonly ReviewProjection[]): readonly Piece[] {
  return reviews
    .filter(({ verdict }) => verdict === 'works')
    .map(({ by, atMs, version }) => ({ how: 'reviewed', by, atMs, version }));
}

function filePieces(fileReviewedAtMs: number): readonly Piece[] {
  if (fileReviewedAtMs <= 0) return [];
  return [{ how: 'file', by: '', atMs: fileReviewedAtMs, version: '' }];
}

function partOf(pieces: readonly Piece[], points: number, scale: Scale): TrustPart {
  const best = new Map<string, { readonly piece: Piece; readonly worth: number }>();
  for (const piece of pieces) {
    const worth = worthOf(piece, scale);
    const known = best.get(piece.by);
    if (known === undefined || isBetter({ piece, worth }, known)) {
      best.set(piece.by, { piece, worth });
    }
  }
  const ranked = [...best.values()].toSorted((a, b) => (isBetter(a, b) ? -1 : 1));
  const named = ranked.filter(({ piece }) => piece.by !== '').map(({ worth }) => worth);
  const first = ranked[0]?.worth ?? 0;
  const second = named[1] ?? 0;
  return {
    points: points * (shares[0] * first + shares[1] * second),
    most: points,
    evidence: ranked.map(({ piece: { how, by, atMs, version } }) => ({
      how,
      by,
      atMs,
      otherVersion: version !== scale.version,
      faded: scale.nowMs - atMs > scale.intervalMs,
    })),
  };
}

type Weighed = { readonly piece: Piece; readonly worth: number };

/** A total order, so that every device shows the same; the present text, the later, then by name. */
function isBetter(a: Weighed, b: Weighed): boolean {
  if (a.worth !== b.worth) return a.worth > b.worth;
  if (a.piece.atMs !== b.piece.atMs) return a.piece.atMs > b.piece.atMs;
  const key = ({ piece }: Weighed) => `${piece.by}\n${piece.how}\n${piece.version}`;
  return key(a) < key(b);
}

function worthOf(piece: Piece, { version, intervalMs, nowMs }: Scale): number {
  const overMs = Math.max(0, nowMs - piece.atMs - intervalMs);
  const age = 2 ** -(overMs / intervalMs);
  return age * (piece.version === version ? 1 : otherVersionWorth);
}

function standingVerdicts(reviews: readonly ReviewProjection[]): readonly Doubt[] {
  const answeredMs = latest(reviews.filter(({ verdict }) => verdict === 'works'));
  return reviews
    .flatMap((review): readonly (Doubt & { kind: 'verdict' })[] => {
      const { verdict, by, atMs, note } = review;
      if (verdict === 'works' || atMs <= answeredMs) return [];
      return [{ kind: 'verdict', verdict, by, atMs, note }];
    })
    .toSorted(
      (a, b) =>
        Number(b.verdict === 'obsolete') - Number(a.verdict === 'obsolete') ||
        b.atMs - a.atMs ||
        (a.by < b.by ? -1 : 1),
    );
}

function standingFailure(runs: readonly RunFact[]): readonly Doubt[] {
  const at = ({ endedAtMs }: RunFact) => ({ atMs: endedAtMs });
  const passedMs = latest(runs.filter(({ outcome }) => outcome === 'passed').map(at));
  const failed = runs.filter(
    ({ outcome, endedAtMs }) => outcome === 'failed' && endedAtMs > passedMs,
  );
  const last = failed.toSorted(
    (a, b) => b.endedAtMs - a.endedAtMs || (a.document < b.document ? -1 : 1),
  )[0];
  return last === undefined ? [] : [{ kind: 'failed-run', by: last.people, atMs: last.endedAtMs }];
}

function latest(facts: readonly { readonly atMs: number }[]): number {
  return facts.reduce((last, { atMs }) => Math.max(last, atMs), 0);
}

function doubtFactor(doubts: readonly Doubt[]): number {
  const says = (verdict: Verdict) =>
    doubts.some((doubt) => doubt.kind === 'verdict' && doubt.verdict === verdict);
  if (says('obsolete')) return 0;
  const failed = doubts.some(({ kind }) => kind === 'failed-run');
  return (says('needs-changes') ? 0.5 : 1) * (failed ? 0.5 : 1);
}

function levelOf(
  score: number,
  doubts: readonly Doubt[],
  ...parts: readonly TrustPart[]
): TrustLevel {
  const [gravest] = doubts;
  if (gravest !== undefined) return gravest.kind === 'failed-run' ? 'failed' : gravest.verdict;
  if (parts.every(({ evidence }) => evidence.length === 0)) return 'untested';
  if (score >= 70) return 'trusted';
  return score >= 30 ? 'fair' : 'weak';
}

function dueFor(
  doubts: readonly Doubt[],
  lastMs: number,
  intervalMs: number,
  nowMs: number,
): Due | undefined {
  if (doubts.length > 0) return { kind: 'doubt' };
  if (lastMs === 0) return { kind: 'never-reviewed' };
  const sinceMs = lastMs + intervalMs;
  return nowMs > sinceMs ? { kind: 'overdue', lastMs, sinceMs } : undefined;
}
