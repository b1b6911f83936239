/**
 * The map as everything else sees it: plain data that knows nothing of Yjs. Keys of every register
 * are ids; items are ordered by id, members of sets by code unit. What is marked deleted is in
 * `deleted`, never beside the rest, and nothing here refers to it: what did is in `setAside`.
 */

export const layers = ['hardware', 'network', 'software', 'people', 'vendor'] as const;
export type Layer = (typeof layers)[number];

/**
 * `hard`: without it the other is down. `soft`: without it the other is worse, but up.
 * `control-plane`: needed only to change the other (deploy, scale, fail over). `human`: somebody
 * has to act. Only `hard` takes down by itself.
 */
export const dependencyKinds = ['hard', 'soft', 'control-plane', 'human'] as const;
export type DependencyKind = (typeof dependencyKinds)[number];

export const domainKinds = [
  'rack',
  'zone',
  'region',
  'control-plane',
  'provider',
  'account',
  'dns-zone',
  'certificate-authority',
  'on-call',
  'other',
] as const;
export type DomainKind = (typeof domainKinds)[number];

/** What a person can do with a component: nothing, has seen it done, can operate it, can lead. */
export const knowledgeLevels = ['none', 'seen', 'operate', 'lead'] as const;
export type KnowledgeLevel = (typeof knowledgeLevels)[number];

/** Wall clock, ms since 1970, and a name; shown, nothing is ordered by it. */
export interface Deletion {
  readonly atMs: number;
  readonly by: string;
}

/** Where an import found an item. It is read-only for people: only an import writes it. */
export interface Provenance {
  /** The importer: `backstage`, `compose`, `git`… */
  readonly from: string;
  /** What the item is called there, for example `component:default/payments`. */
  readonly ref: string;
  readonly file: string;
  /**
   * The file, so that no other has it: `file` begins with the name of a folder only. Absent of what
   * was imported before this was kept.
   */
  readonly place?: string | undefined;
  /** Counted from 1. */
  readonly line?: number | undefined;
  readonly commit?: string | undefined;
  /** What that import said of it, as JSON: by this a later import tells its own words from people's. */
  readonly brought: string;
}

interface Item {
  readonly id: string;
  readonly deleted?: Deletion;
  readonly sources: readonly Provenance[];
}

/** How often something is down: `availability` in 0..1, or the mean hours until it fails and until it is back. */
export interface FailureNumbers {
  readonly availability?: number;
  readonly mttfHours?: number;
  readonly mttrHours?: number;
}

/** What a component is meant to reach. */
export interface Objective {
  /** In 0..1. */
  readonly availability?: number;
  readonly rtoSeconds?: number;
  readonly rpoSeconds?: number;
}

export interface MapLink {
  /** `http:` or `https:`. */
  readonly url: string;
  readonly title: string;
}

export interface MapComponent extends Item, FailureNumbers {
  readonly name: string;
  readonly layer: Layer;
  /** What it is within its layer: service, database, website, certificate… Any words, or empty. */
  readonly type: string;
  readonly description: string;
  /** The system it is part of, by which a picture may be collapsed; any words, or empty. */
  readonly system: string;
  /** Any words, or empty: `1` is the most important in most companies. */
  readonly tier: string;
  readonly tags: readonly string[];
  /** Other names by which it is looked for. */
  readonly aliases: readonly string[];
  readonly links: readonly MapLink[];
  /** Ids of domains: what it fails together with. Their parents count, too. */
  readonly domains: readonly string[];
  readonly ownerPeople: readonly string[];
  readonly ownerTeams: readonly string[];
  /** Ids of people. In the layer `people` (a rota, a role): it is down when all of them are away. */
  readonly staff: readonly string[];
  readonly objective: Objective;
}

/** `from` needs `to`. Ids of components. Its key is `<from>><to>`: there is one between two. */
export interface MapDependency extends Item {
  readonly from: string;
  readonly to: string;
  readonly kind: DependencyKind;
  readonly note: string;
}

/**
 * `component` needs `needs` of `members` (k-out-of-n:G). 1 ≤ `needs` ≤ number of members, always: a
 * group that says otherwise is read as needing all of them, and is among the problems. One without
 * members is set aside.
 */
export interface RedundancyGroup extends Item {
  readonly component: string;
  readonly name: string;
  readonly needs: number;
  /** Ids of components. */
  readonly members: readonly string[];
  /**
   * Members that work only after a failover; a subset of `members`. They count as working only
   * while all of `failoverNeeds` is up.
   */
  readonly standby: readonly string[];
  /** Ids of components that the failover needs: control planes, people, tools. */
  readonly failoverNeeds: readonly string[];
  /** Somebody has to start the failover. */
  readonly failoverByHand: boolean;
  /** Part of the members' own failures that takes all of them at once (β-factor), in 0..1. */
  readonly beta?: number;
}

/** What fails together. `parent` is another domain, and chains of parents have no cycle. */
export interface FailureDomain extends Item, FailureNumbers {
  readonly name: string;
  readonly kind: DomainKind;
  readonly parent?: string;
  readonly note: string;
}

export interface Contact {
  /** `phone`, `email`, `chat` or any other short word. */
  readonly kind: string;
  readonly value: string;
}

export interface MapPerson extends Item {
  readonly name: string;
  /** What they do; any words, or empty. */
  readonly role: string;
  readonly contacts: readonly Contact[];
  /** Ids of teams. */
  readonly teams: readonly string[];
  /** Other names and addresses under which their work is found. */
  readonly aliases: readonly string[];
}

export interface MapTeam extends Item {
  readonly name: string;
  readonly note: string;
  readonly contacts: readonly Contact[];
}

/** Away, from the first to the last day, both included: local days, `2026-12-24`. */
export interface Leave extends Item {
  readonly person: string;
  readonly from: string;
  readonly to: string;
  readonly note: string;
}

/** What one source says of what a person can do. */
export interface KnowledgeEvidence {
  /** `said` by people, else who found it: `git`, `drill`… */
  readonly source: string;
  readonly level: KnowledgeLevel;
  /** Local day, `2026-11-30`. */
  readonly on: string;
  readonly note: string;
  /** Of what stands as an import brought it: which importer, and the file. People's words have none. */
  readonly from?: string | undefined;
  readonly place?: string | undefined;
}

/**
 * What a person can do with a component. Its key is `<person>><component>`. What people said wins;
 * else the highest level that a source found. `level`, `on` and `source` are of the evidence that won.
 */
export interface Knowledge {
  readonly person: string;
  readonly component: string;
  readonly level: KnowledgeLevel;
  readonly on: string;
  readonly source: string;
  /** All of it, by source. */
  readonly evidence: readonly KnowledgeEvidence[];
}

export const registerNames = [
  'components',
  'dependencies',
  'groups',
  'domains',
  'people',
  'teams',
  'leaves',
] as const;
export type RegisterName = (typeof registerNames)[number];

export interface Registers {
  readonly components: ReadonlyMap<string, MapComponent>;
  readonly dependencies: ReadonlyMap<string, MapDependency>;
  readonly groups: ReadonlyMap<string, RedundancyGroup>;
  readonly domains: ReadonlyMap<string, FailureDomain>;
  readonly people: ReadonlyMap<string, MapPerson>;
  readonly teams: ReadonlyMap<string, MapTeam>;
  readonly leaves: ReadonlyMap<string, Leave>;
}

/** An end of something that is not here: marked deleted, or never seen (yet). */
export interface MissingEnd {
  readonly register: RegisterName;
  readonly id: string;
  /** Of the deleted one; its id where nothing is known of it. */
  readonly name: string;
  readonly why: 'deleted' | 'unknown';
}

/**
 * Something that is kept although what it refers to is not here. It comes back by itself when that
 * does. `field` says which reference of `id` it is: `from`, `to`, `members`, `domains`…
 */
export interface SetAside {
  readonly register: RegisterName | 'knowledge';
  readonly id: string;
  /** Of the item itself, as people know it: both names of a dependency, for example. */
  readonly name: string;
  readonly field: string;
  readonly missing: MissingEnd;
}

/**
 * A value that could not be taken as it stands. `bad-value`: not readable, taken as absent.
 * `incomplete`: parts of an item of which the rest is not here. `needs-too-many`: a group wants
 * more members than there are. `parent-cycle`: a domain lies within itself. `days-reversed`: a
 * leave ends before it starts. `itself`: something that needs itself.
 */
export interface MapProblem {
  readonly kind:
    | 'bad-value'
    | 'incomplete'
    | 'needs-too-many'
    | 'parent-cycle'
    | 'days-reversed'
    | 'itself';
  readonly register: RegisterName | 'knowledge';
  readonly id: string;
  readonly field: string;
}

export interface MapValue extends Registers {
  readonly knowledge: ReadonlyMap<string, Knowledge>;
  /** Marked deleted; what they refer to is as it was, whether it is here or not. */
  readonly deleted: Registers;
  readonly setAside: readonly SetAside[];
  readonly problems: readonly MapProblem[];
  /** Wall clock, ms since 1970; 0 where nobody changed it yet. */
  readonly changedAtMs: number;
  readonly changedBy: string;
}
