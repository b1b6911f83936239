import { type Exclusion, isExcluded } from '../model/map-exclusions.ts';

/** Something that happened and shows whether a component recovers from a scenario. */
export interface Evidence {
  /** Document name of the drill or incident, and its title. */
  readonly document: string;
  readonly title: string;
  readonly source: 'drill' | 'incident';
  /** Nothing was really taken away: it was talked through. */
  readonly isTalk: boolean;
  readonly outcome: 'passed' | 'failed';
  /** When it ended; wall clock, ms since 1970. */
  readonly atMs: number;
  /** Measured; absent where nobody knows. */
  readonly recoverySeconds?: number | undefined;
  readonly dataLossSeconds?: number | undefined;
  /** What the drill itself expected; counts where the component has no objective. */
  readonly rtoSeconds?: number | undefined;
  readonly rpoSeconds?: number | undefined;
}

export interface RecoveryObjective {
  readonly rtoSeconds?: number | undefined;
  readonly rpoSeconds?: number | undefined;
}

/**
 * `proven`: recovery was shown, within the cadence. `fading`: it was, longer ago. `failed`: it was
 * shown not to work, and nothing showed otherwise since. `never`: nothing is known.
 * `not-applicable`: left out, with a reason, for now.
 */
export type CellState = 'proven' | 'fading' | 'failed' | 'never' | 'not-applicable';

/** `not-measured`: there is an objective, and nobody knows whether it was met. */
export type Attainment = 'met' | 'missed' | 'not-measured' | 'no-objective';

/** One piece, and what it says now. */
export interface WeighedEvidence extends Evidence {
  readonly attainment: Attainment;
  /** Outcome alone, 0..1; then with its age. */
  readonly worth: number;
  readonly freshness: number;
  readonly value: number;
  /** The piece that makes the score. */
  readonly isCounted: boolean;
}

/** How well one component is known to recover from one scenario. */
export interface Cell {
  readonly state: CellState;
  /** Counts for the component's score: required, and not left out. */
  readonly isRequired: boolean;
  /** 0..1. */
  readonly score: number;
  /** Of the piece that counts; absent where there is none. */
  readonly freshness?: number | undefined;
  readonly attainment?: Attainment | undefined;
  /** All of it, the latest first. */
  readonly evidence: readonly WeighedEvidence[];
  /** Also one whose day has passed. */
  readonly exclusion?: Exclusion | undefined;
  /** How long evidence stays fresh, in days. */
  readonly intervalDays: number;
  /** Worst measured recovery time and data loss within the window; absent: unknown, not zero. */
  readonly provenRtoSeconds?: number | undefined;
  readonly provenRpoSeconds?: number | undefined;
}

export interface CellQuestion {
  /** Of this component and scenario; in any order. */
  readonly evidence: readonly Evidence[];
  readonly isRequired: boolean;
  readonly exclusion?: Exclusion | undefined;
  readonly objective: RecoveryObjective;
  readonly intervalDays: number;
  readonly nowMs: number;
  /** Local day. */
  readonly today: string;
  /** How far back measurements count for what is proven, in days. */
  readonly windowDays?: number | undefined;
}

const dayMs = 86_400_000;
export const defaultWindowDays = 365;
/** A failed drill is worth more than none: somebody looked. */
const failedWorth = 0.5;
const oldFreshness = 0.25;

/**
 * The score of one cell:
 *
 *     score = worth × freshness
 *     worth      passed, objectives met 1; passed, missed 0.5 × min(1, objective ÷ measured);
 *                passed, objective but nothing measured 0.5; failed 0.5; never 0
 *     freshness  1 within the cadence; then linear to 0.5 at twice the cadence; 0.25 after
 *
 * A failure stands until something passes, and makes the score while it stands. Otherwise the best
 * piece does, failures that were answered among them: so a later pass never lowers a score. Evidence
 * dated more than a day ahead of the clock does not count yet.
 */
export function cellOf(question: CellQuestion): Cell {
  const { exclusion, intervalDays, nowMs, today } = question;
  const happened = question.evidence
    .filter(({ atMs }) => atMs <= nowMs + dayMs)
    .toSorted(latestFirst)
    .map((one) => weighed(one, question));
  const lastPass = happened.find(({ outcome }) => outcome === 'passed');
  const [latest] = happened;
  const lastFailure = happened.find(({ outcome }) => outcome === 'failed');
  const standing =
    lastFailure !== undefined && (lastPass === undefined || lastFailure.atMs >= lastPass.atMs)
      ? lastFailure
      : undefined;
  const counted =
    standing ??
    happened.reduce<Weighed | undefined>(
      (best, one) => (best === undefined || one.value > best.value ? one : best),
      undefined,
    );
  const isLeftOut = isExcluded(exclusion, today);
  const told = standing ?? lastPass ?? latest;
  return {
    state: isLeftOut ? 'not-applicable' : stateOf(standing, lastPass),
    isRequired: question.isRequired && !isLeftOut,
    score: counted?.value ?? 0,
    freshness: counted?.freshness,
    attainment: told?.attainment,
    evidence: happened.map((one) => ({ ...one, isCounted: one === counted })),
    exclusion,
    intervalDays,
    ...provenOf(happened, nowMs, question.windowDays ?? defaultWindowDays),
  };
}

type Weighed = Omit<WeighedEvidence, 'isCounted'>;

function latestFirst(a: Evidence, b: Evidence): number {
  return b.atMs - a.atMs || (a.document < b.document ? -1 : a.document > b.document ? 1 : 0);
}

function weighed(
  evidence: Evidence,
  { objective, intervalDays, nowMs }: Pick<CellQuestion, 'objective' | 'intervalDays' | 'nowMs'>,
): Weighed {
  const { attainment, share } = attainmentOf(evidence, objective);
  const worth =
    evidence.outcome === 'failed'
      ? failedWorth
      : attainment === 'met' || attainment === 'no-objective'
        ? 1
        : 0.5 * share;
  const freshness = freshnessOf(nowMs - evidence.atMs, intervalDays);
  return { ...evidence, attainment, worth, freshness, value: worth * freshness };
}

/** 1 within the interval, then linear to 0.5 at twice the interval, then 0.25. */
export function freshnessOf(ageMs: number, intervalDays: number): number {
  const age = ageMs / (Math.max(1, intervalDays) * dayMs);
  if (!(age > 1)) return 1;
  return age <= 2 ? 1.5 - age / 2 : oldFreshness;
}

/** Whether objectives were met, and by how much the worse one was missed (1: by nothing, or nobody knows). */
function attainmentOf(
  evidence: Evidence,
  objective: RecoveryObjective,
): { readonly attainment: Attainment; readonly share: number } {
  const pairs = [
    [objective.rtoSeconds ?? evidence.rtoSeconds, evidence.recoverySeconds],
    [objective.rpoSeconds ?? evidence.rpoSeconds, evidence.dataLossSeconds],
  ] as const;
  const wanted = pairs.filter(([target]) => target !== undefined);
  if (wanted.length === 0) return { attainment: 'no-objective', share: 1 };
  const shares = wanted.flatMap(([target = 0, measured]) =>
    measured === undefined ? [] : [measured <= target ? 1 : Math.max(0, target / measured)],
  );
  const share = Math.min(1, ...shares);
  if (share < 1) return { attainment: 'missed', share };
  return { attainment: shares.length < wanted.length ? 'not-measured' : 'met', share };
}

function stateOf(standing: Weighed | undefined, lastPass: Weighed | undefined): CellState {
  if (standing !== undefined) return 'failed';
  if (lastPass === undefined) return 'never';
  return lastPass.freshness === 1 ? 'proven' : 'fading';
}

/** The worst that was measured within the window, of what passed and what failed. */
export function provenOf(
  evidence: readonly Evidence[],
  nowMs: number,
  windowDays: number,
): Pick<Cell, 'provenRtoSeconds' | 'provenRpoSeconds'> {
  const within = evidence.filter(({ atMs }) => nowMs - atMs <= windowDays * dayMs);
  return {
    provenRtoSeconds: worst(within.map(({ recoverySeconds }) => recoverySeconds)),
    provenRpoSeconds: worst(within.map(({ dataLossSeconds }) => dataLossSeconds)),
  };
}

function worst(values: readonly (number | undefined)[]): number | undefined {
  return values.reduce<number | undefined>(
    (most, value) => (value !== undefined && (most === undefined || value > most) ? value : most),
    undefined,
  );
}
