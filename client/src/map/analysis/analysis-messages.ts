import type { ComponentBusFactor, BusFactorOptions } from '@holdfast/shared/analysis/bus-factor';
import type { Probability } from '@holdfast/shared/analysis/diagram';
import type { CutSet } from '@holdfast/shared/analysis/cut-sets';
import type { WholeBusFactor } from '@holdfast/shared/analysis/fewest-people';
import type { MapExplanation, PathStep } from '@holdfast/shared/analysis/map-explanation';
import type { MapNode } from '@holdfast/shared/analysis/map-node';
import type { MapFallen } from '@holdfast/shared/analysis/map-what-if';
import type { SharedDependency, SpreadWithin } from '@holdfast/shared/analysis/shared-dependencies';
import type { Knowledge, Registers } from '@holdfast/shared/model/map-value';
import type { SuggestInput, Suggestion } from '@holdfast/shared/drilling/suggest';
import type { ReviewMoment, ReviewNews } from '../../review/live-review.ts';
import type { ReviewedDocument } from '../../review/reviewed-documents.ts';
import type { ComponentFindings, Review, ReviewQuestion } from '../findings/review.ts';

/** What a tab and its analysis worker say to each other. Both are of one build. */

/** What the map is made of, as far as analysis goes. */
export type AnalysedRegisters = Registers & {
  readonly knowledge: ReadonlyMap<string, Knowledge>;
};

export interface RegisterChange<T> {
  readonly set: readonly (readonly [id: string, item: T])[];
  readonly gone: readonly string[];
}

/** What became of the map since the last time; a register that did not change is not in it. */
export type MapChange = {
  readonly [Name in keyof AnalysedRegisters]?: AnalysedRegisters[Name] extends ReadonlyMap<
    string,
    infer T
  >
    ? RegisterChange<T>
    : never;
};

export interface ComponentSummary {
  /** Other things whose lone failure takes it down. */
  readonly causes: number;
  /** Other components that its lone failure takes down. */
  readonly takesDown: number;
  /** Of those: that it takes down only through redundancy that was meant to stand it. */
  readonly hidden: number;
}

/** What is known of everything at once. */
export interface AnalysisSummary {
  readonly components: ReadonlyMap<string, ComponentSummary>;
  /** How many components each domain takes down, by id. */
  readonly domains: ReadonlyMap<string, number>;
  /** How many components each person's absence takes down, by id. */
  readonly people: ReadonlyMap<string, number>;
  /** Components that need each other in a circle. */
  readonly cycles: readonly (readonly string[])[];
  /** Groups over several zones of one region. */
  readonly multiZone: readonly SpreadWithin[];
}

export interface Cause {
  /** Node of the fault model. */
  readonly event: string;
  readonly cause: MapNode;
  /** It takes the component down only through redundancy that was meant to stand it. */
  readonly isHidden: boolean;
  /** From the component down to it, both included. */
  readonly path: readonly PathStep[];
}

export interface ComponentAnswer {
  /** What else takes it down alone: the hidden first, then the nearest. */
  readonly causes: readonly Cause[];
  /** Ids of the other components that it takes down alone. */
  readonly takesDown: readonly string[];
  /** Ids of everything that needs it, whatever for, directly or through others. */
  readonly neededBy: readonly string[];
  /** Ids of everything that it needs, directly or through others. */
  readonly needs: readonly string[];
  readonly shared: readonly SharedDependency[];
}

export interface CutSetsAnswer {
  readonly completeTo: number;
  readonly isComplete: boolean;
  /** Why it is incomplete: time or room ran out. */
  readonly unfinished?: 'stopped' | 'too-large' | undefined;
  /** From order 1 on. */
  readonly counts: readonly bigint[];
  /** Of order 2 and more, the likeliest first. */
  readonly sets: readonly CutSet[];
  readonly omitted: bigint;
  /** Still going on. */
  readonly isWorking: boolean;
}

export interface AvailabilityAnswer {
  /** How likely it is to be down; bounds while the rest is worked out, undefined before there are any. */
  readonly found: Probability | undefined;
  /** Still going on. */
  readonly isWorking: boolean;
  /** Why there is no more than bounds: time or room ran out. */
  readonly unfinished: 'stopped' | 'too-large' | undefined;
}

/** Ids of components. */
export interface Blast {
  readonly down: readonly string[];
  /** How many more depend on them, softly or with something else beside them. */
  readonly others: number;
}

/** Searches that tell what they have so far, of one component. */
export interface Searches {
  readonly 'cut-sets': CutSetsAnswer;
  readonly availability: AvailabilityAnswer;
}

/** What is taken away in "what if": ids. */
export interface Taken {
  readonly components: readonly string[];
  readonly domains: readonly string[];
  readonly people: readonly string[];
}

/** What is planned and was held, as far as it matters to what should be: without its texts. */
export type DrillQuestion = Pick<SuggestInput, 'plans' | 'drills' | 'nowMs'>;

/** What can be asked of the map as it was sent last. */
export interface AnalysisCalls {
  update(change: MapChange): AnalysisSummary;
  component(id: string): ComponentAnswer | undefined;
  /** Why a component is down when one event (node of the fault model) happens. */
  explain(id: string, event: string): MapExplanation | undefined;
  /** Ids of the components that are down when one thing is: a component, a domain or a person. */
  radius(of: 'component' | 'domain' | 'person', id: string): readonly string[];
  /** What goes down with all of some components, and what else needs them in some way. */
  blast(components: readonly string[]): Blast;
  shared(): readonly SharedDependency[];
  /** What the map shows to be wrong; some objectives have no number where time is over. */
  review(question: ReviewQuestion): Review;
  findingsOf(component: string, question: ReviewQuestion): ComponentFindings;
  /** What became of the documents that the workspace's review reads, since it was told the last time. */
  documents(change: RegisterChange<ReviewedDocument>): void;
  /** The workspace's review, against what was told of it the last time. */
  workspaceReview(moment: ReviewMoment): ReviewNews;
  /** What the last answer left out. */
  restOfReview(): Pick<ReviewNews, 'set' | 'isPart'>;
  whatIf(taken: Taken, options: BusFactorOptions): MapFallen;
  /** Drills to hold next, worst first. */
  drills(question: DrillQuestion): readonly Suggestion[];
  busFactors(options: BusFactorOptions): {
    readonly components: readonly ComponentBusFactor[];
    readonly whole: WholeBusFactor | undefined;
  };
}

export type AnalysisCall = {
  readonly [Name in keyof AnalysisCalls]: {
    readonly call: number;
    readonly name: Name;
    readonly values: Parameters<AnalysisCalls[Name]>;
  };
}[keyof AnalysisCalls];

/** Beside the calls: a search that tells what it found so far, until it is done or not wanted. */
export type SearchOrder =
  | { readonly search: number; readonly of: keyof Searches; readonly component: string }
  | { readonly stop: number };
