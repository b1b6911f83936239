/** A plan of drills as everything else sees it: plain data that knows nothing of Yjs. */

/** What a drill is about: ids of the map. Of what is not there any more, too: the map may bring it back. */
export interface DrillScope {
  readonly components: readonly string[];
  readonly domains: readonly string[];
  readonly people: readonly string[];
}

/** Who takes part. `person` is a name, as owners are; empty while nobody is found for the role. */
export interface PlanParticipant {
  readonly role: string;
  readonly person: string;
}

/** No drill from the first to the last day, both included: local days, `2026-12-24`. */
export interface Blackout {
  readonly from: string;
  readonly to: string;
  readonly note: string;
}

/** A plan as read: what was not said, or not in a readable way, is empty, false or 0. */
export interface Plan {
  readonly title: string;
  /** One of `drillKinds`, or a word of a later version. */
  readonly drillKind: string;
  /** Id of a ready scenario that it was made from; empty where there is none. */
  readonly scenario: string;
  readonly scope: DrillScope;
  /** Document name of the runbook that is followed; empty where the steps are the plan's own. */
  readonly runbook: string;
  readonly hypothesis: string;
  /** When to stop. */
  readonly abort: string;
  /** What is expected, seconds; absent where nobody said. */
  readonly rtoSeconds?: number;
  readonly rpoSeconds?: number;
  /** A name of a person or a team. */
  readonly owner: string;
  /** By role, then by name. */
  readonly participants: readonly PlanParticipant[];
  /** Canonical words, `every month`; empty: once. */
  readonly cadence: string;
  /** Local day. Of what happens once: that day. Empty where nobody said. */
  readonly startsOn: string;
  /** By first day. */
  readonly blackouts: readonly Blackout[];
  readonly archived: boolean;
  /** Wall clock, ms since 1970; 0 where the document does not say. */
  readonly createdAtMs: number;
  readonly createdBy: string;
  readonly changedAtMs: number;
  readonly changedBy: string;
  /** Steps, in Markdown. */
  readonly body: string;
}
