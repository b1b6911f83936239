import type { MapFinding, MapRule } from '../analysis/findings.ts';
import type { Doubt, Due } from '../model/trust.ts';
import type { DocumentName } from '../protocol/names.ts';

/** Rules that follow from documents. */
type DocumentRule =
  | 'drill-failed-open'
  | 'recovery-untested'
  | 'drill-overdue'
  | 'runbook-stale'
  | 'runbook-never-run'
  | 'unmapped-incident';
export type ReviewRule = MapRule | DocumentRule;

/** Every rule of the review, the gravest first where all else is equal. */
export const reviewRules: readonly ReviewRule[] = [
  'hidden-spof',
  'common-cause',
  'needed-beside-group',
  'spof',
  'vendor-spof',
  'relay-shared-fate',
  'multi-zone-single-region',
  'drill-failed-open',
  'objective-not-met',
  'recovery-untested',
  'bus-factor-1',
  'drill-overdue',
  'runbook-stale',
  'unmapped-incident',
  'no-owner',
  'no-runbook',
  'runbook-never-run',
];

/** The worst first. */
export const reviewLevels = ['critical', 'high', 'medium', 'low'] as const;
export type ReviewLevel = (typeof reviewLevels)[number];

/** Something that a finding is about: of the map by id, a document by its name, a relay by its address. */
export interface ReviewSubject {
  readonly of:
    | 'component'
    | 'domain'
    | 'person'
    | 'group'
    | 'runbook'
    | 'plan'
    | 'drill'
    | 'incident'
    | 'relay';
  readonly id: string;
  readonly name: string;
}

/** What is at stake: findings are sorted by it. */
export interface Protects {
  /**
   * 3: tier 1, an objective of 99.95 % or more, SEV1, or all of Holdfast. 2: tier 2, any objective,
   * SEV2, or three components down at once. 1: the rest.
   */
  readonly importance: 1 | 2 | 3;
  /** The best tier among what it touches, 1 being the first; absent where none is said. */
  readonly tier?: number | undefined;
  /** The highest objective of availability among them. */
  readonly objective?: number | undefined;
  /** How many components are down with it; 0 where that is not what it is about. */
  readonly down: number;
}

/** Something that happened, and shows it. */
export interface EvidenceRef {
  readonly document: DocumentName;
  readonly title: string;
  /** Wall clock, ms since 1970; 0 where it has no date. */
  readonly atMs: number;
}

/** The one thing to do about it: the screen, and what is filled in there. Ids of the map, names of documents. */
export type ReviewAction =
  /**
   * Give all `needers` (`component` is the first of them) a second beside `member`: a redundancy group
   * in place of each dependency.
   */
  | {
      readonly screen: 'redundancy';
      readonly component: string;
      readonly member: string;
      readonly needers: readonly string[];
    }
  /** Place some of what stands in a domain elsewhere: `components`, as many as there are. */
  | {
      readonly screen: 'places';
      readonly domain: string;
      readonly components: readonly string[];
    }
  | {
      readonly screen: 'component';
      readonly component: string;
      readonly field: 'domains' | 'owners' | 'staff' | 'objective';
    }
  | {
      readonly screen: 'group';
      readonly group: string;
      /** `instead`: it takes the place of a plain need of a member. */
      readonly field: 'members' | 'failoverNeeds' | 'failoverByHand' | 'beta' | 'instead';
    }
  | { readonly screen: 'knowledge'; readonly component: string; readonly level: 'lead' }
  | { readonly screen: 'relays' }
  | { readonly screen: 'new-runbook'; readonly component: string; readonly title: string }
  | { readonly screen: 'review-runbook'; readonly runbook: DocumentName }
  | { readonly screen: 'practice-run'; readonly runbook: DocumentName }
  /** Hold a drill: of a plan, or (`plan` empty) with this filled in. */
  | {
      readonly screen: 'start-drill';
      readonly plan: DocumentName;
      /** Empty where nothing is said yet. */
      readonly title: string;
      readonly drillKind: string;
      readonly scenario: string;
      readonly components: readonly string[];
      readonly domains: readonly string[];
      readonly people: readonly string[];
    }
  /** Close what a drill left open: the entry of its finding or action item. */
  | { readonly screen: 'drill'; readonly drill: DocumentName; readonly entry: string }
  | {
      readonly screen: 'incident';
      readonly incident: DocumentName;
      readonly field: 'components';
    };

/** Why: as data, for words in any language. */
export type Explanation =
  | {
      readonly kind: 'map';
      /** All that the map says of this cause, the gravest first. */
      readonly findings: readonly MapFinding[];
    }
  | {
      readonly kind: 'stale';
      readonly due: Due;
      readonly doubts: readonly Doubt[];
      readonly intervalDays: number;
    }
  | { readonly kind: 'never-run' }
  | {
      readonly kind: 'overdue';
      /** Local day on which it was due. */
      readonly since: string;
      readonly days: number;
      readonly missed: number;
    }
  | {
      readonly kind: 'drill-open';
      readonly isFailed: boolean;
      readonly findings: readonly { readonly id: string; readonly text: string }[];
      readonly actions: readonly {
        readonly id: string;
        readonly text: string;
        readonly owner: string;
        readonly due: string;
      }[];
    }
  | {
      readonly kind: 'untested';
      readonly what: 'standby' | 'failover-by-hand' | 'backup';
      /** The last drill that passed; absent where none did. */
      readonly lastMs?: number | undefined;
      /** How long one counts. */
      readonly days: number;
    }
  | {
      readonly kind: 'proven';
      readonly objective: 'rto' | 'rpo';
      readonly wantedSeconds: number;
      readonly measuredSeconds: number;
      readonly scenario: string;
    }
  | { readonly kind: 'unmapped'; readonly unknown: readonly string[] };

/** Names of people and teams; both empty where nobody looks after it. */
export interface Owners {
  readonly people: readonly string[];
  readonly teams: readonly string[];
}

/** Something that should not stay so. */
export interface ReviewFinding {
  /** The same one has the same id, whoever finds it and when. */
  readonly id: string;
  readonly rule: ReviewRule;
  /** All rules that it breaks: of one cause there may be several. */
  readonly rules: readonly ReviewRule[];
  readonly level: ReviewLevel;
  /** What it is about, the cause or the document first. */
  readonly subjects: readonly ReviewSubject[];
  readonly owners: Owners;
  readonly protects: Protects;
  readonly explanation: Explanation;
  readonly evidence: readonly EvidenceRef[];
  readonly action: ReviewAction;
  /** What has to be accepted (`acceptFindings`) for all of it to be. */
  readonly parts: readonly string[];
}

/**
 * What a rule weighs: 3 takes things down, 2 leaves recovery in doubt, 1 is care.
 */
const weights: Readonly<Record<ReviewRule, 1 | 2 | 3>> = {
  'hidden-spof': 3,
  'common-cause': 3,
  'needed-beside-group': 2,
  spof: 3,
  'relay-shared-fate': 3,
  'vendor-spof': 2,
  'multi-zone-single-region': 2,
  'drill-failed-open': 2,
  'objective-not-met': 2,
  'recovery-untested': 2,
  'bus-factor-1': 2,
  'drill-overdue': 1,
  'runbook-stale': 1,
  'unmapped-incident': 1,
  'no-owner': 1,
  'no-runbook': 1,
  'runbook-never-run': 1,
};

/**
 * Weight of the gravest rule plus importance of what it protects: 6 critical, 5 high, 4 medium, less
 * low. `more`: what it found was shown to be so.
 */
export function levelOf(
  rules: readonly ReviewRule[],
  importance: Protects['importance'],
  more: 0 | 1 = 0,
): ReviewLevel {
  const weight = Math.min(3, Math.max(...rules.map((rule) => weights[rule])) + more);
  switch (weight + importance) {
    case 6:
      return 'critical';
    case 5:
      return 'high';
    case 4:
      return 'medium';
    default:
      return 'low';
  }
}

/** What protects most first; the same on every device. */
export function compareFindings(a: ReviewFinding, b: ReviewFinding): number {
  return (
    reviewLevels.indexOf(a.level) - reviewLevels.indexOf(b.level) ||
    b.protects.importance - a.protects.importance ||
    (a.protects.tier ?? 99) - (b.protects.tier ?? 99) ||
    b.protects.down - a.protects.down ||
    (b.protects.objective ?? 0) - (a.protects.objective ?? 0) ||
    reviewRules.indexOf(a.rule) - reviewRules.indexOf(b.rule) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}
