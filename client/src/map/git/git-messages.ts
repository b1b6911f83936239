import type { ComponentPath } from '@holdfast/shared/ownership/component-knowledge';
import type { MethodResult } from '@holdfast/shared/ownership/analyse-ownership';
import type { Identities } from '@holdfast/shared/ownership/identities';
import type { ListedPerson } from '@holdfast/shared/ownership/identities-file';
import type { ChosenPeople } from '@holdfast/shared/transfer/match-people';
import type {
  GitKnowledgeMap,
  GitKnowledgePlan,
} from '@holdfast/shared/transfer/plan-git-knowledge';

/** What a log says of itself. */
export interface LogFacts {
  /** What the file is called, without its endings. */
  readonly name: string;
  readonly commits: number;
  readonly authors: number;
  readonly files: number;
  /** Files that count: none that was brought in or made by a program. */
  readonly counted: number;
  /** The last commit, in seconds since 1970. */
  readonly lastAt: number;
  readonly unreadable: number;
  /** The first line that was not understood. */
  readonly example: string | undefined;
  /** Was a list of the files given, too? */
  readonly isListed: boolean;
  /** Some folders, those with most files first. */
  readonly folders: readonly string[];
}

export interface FoundPeople {
  readonly identities: Identities;
  /** By index of person: did somebody correct who they are, or are they as found? */
  readonly corrected: readonly boolean[];
  /** Indices of those who go by so many names that they may be several. */
  readonly several: readonly number[];
}

export interface FoundPlan {
  readonly plan: GitKnowledgePlan;
  /** Of all files that count. */
  readonly writers: MethodResult;
  readonly knowers: MethodResult;
}

/** Why a log is refused; the words for it are the screen's. */
export type LogProblem =
  | { readonly kind: 'no-log'; readonly example: string | undefined }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'list-too-large' }
  | { readonly kind: 'broken'; readonly reason: string };

export type LogRead =
  | { readonly ok: true; readonly facts: LogFacts }
  | { readonly ok: false; readonly problem: LogProblem };

/** What the worker is asked, and what it answers to each. */
export interface GitCalls {
  read: { readonly ask: { readonly log: File; readonly list: File | undefined }; answer: LogRead };
  people: { readonly ask: { readonly listed: readonly ListedPerson[] }; answer: FoundPeople };
  plan: {
    readonly ask: {
      readonly listed: readonly ListedPerson[];
      readonly map: GitKnowledgeMap;
      /** Of all files that no path names; empty: of none. */
      readonly component: string;
      readonly paths: readonly ComponentPath[];
      /** Patterns of files that do not count. */
      readonly exclude: readonly string[];
      readonly repository: string;
      readonly chosen: ChosenPeople;
    };
    answer: FoundPlan;
  };
  write: { readonly ask: { readonly listed: readonly ListedPerson[] }; answer: string };
  correct: {
    readonly ask: { readonly text: string };
    answer:
      | { readonly ok: true; readonly listed: readonly ListedPerson[] }
      | { readonly ok: false; readonly problem: string };
  };
}

export type GitRequest = {
  [K in keyof GitCalls]: { readonly id: number; readonly kind: K } & GitCalls[K]['ask'];
}[keyof GitCalls];
