import { pairKey } from '../model/map-registers.ts';
import type { Knowledge, KnowledgeEvidence, MapValue } from '../model/map-value.ts';
import type { Ownership } from '../ownership/analyse-ownership.ts';
import {
  type ComponentKnowledge,
  type ComponentPath,
  componentOf,
  type FoundKnowledge,
  knowledgeByComponent,
} from '../ownership/component-knowledge.ts';
import type { History } from '../ownership/file-history.ts';
import { addressKey } from '../ownership/identity-keys.ts';
import {
  type ChosenPeople,
  matchPeople,
  type PeopleOfMap,
  type PersonMatch,
} from './match-people.ts';

/** What is taken from where, and for what. Components are ids. */
export interface GitKnowledgeSource {
  /** What the repository is called: its name is part of the source of all that it says. */
  readonly repository: string;
  readonly history: History;
  readonly ownership: Ownership;
  readonly paths: readonly ComponentPath[];
  /** The component of all other files. */
  readonly component: string | undefined;
  /** Who somebody is on the map, where a person said so. */
  readonly chosen?: ChosenPeople;
}

/** As much of a map as a plan follows from. */
export type GitKnowledgeMap = PeopleOfMap & Pick<MapValue, 'knowledge'>;

export interface PlannedPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly aliases: readonly string[];
}

/** Somebody on the map learns the names and addresses that a person said are theirs. */
export interface PlannedAliases {
  readonly id: string;
  readonly aliases: readonly string[];
}

export interface PlannedKnowledge extends Omit<KnowledgeEvidence, 'source'> {
  readonly person: string;
  readonly component: string;
  readonly found: FoundKnowledge;
  readonly step: 'add' | 'change' | 'keep';
  /** What people said of it themselves, which counts more and stays. */
  readonly said: KnowledgeEvidence | undefined;
}

export interface GitKnowledgePlan {
  readonly source: string;
  readonly repository: string;
  readonly commit: string;
  /** By index of person in the identities. */
  readonly matches: readonly PersonMatch[];
  /** Nobody in the map is them, and they wrote or know a good part of something. */
  readonly suggested: readonly PlannedPerson[];
  readonly connected: readonly PlannedAliases[];
  /** How many more nobody in the map is, who did little. */
  readonly passedOver: number;
  readonly components: readonly ComponentKnowledge[];
  readonly knowledge: readonly PlannedKnowledge[];
  /** What this repository said earlier of these components, and no longer does. */
  readonly forgotten: readonly Pick<Knowledge, 'person' | 'component'>[];
}

/** The source under which the map keeps what one repository says: each keeps its own word. */
export function gitSource(repository: string): string {
  const words = repository
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 28)
    .replace(/^-+|-+$/g, '');
  return `git-${words === '' ? 'repository' : words}`;
}

/**
 * What the map would learn from a repository's history. Only what the same repository said before
 * of the same components is changed or taken back; people's own words stay.
 */
export function planGitKnowledge(
  map: GitKnowledgeMap,
  given: GitKnowledgeSource,
): GitKnowledgePlan {
  const { history, ownership, repository } = given;
  const source = gitSource(repository);
  const matches = matchPeople(map, ownership.identities.people, given.chosen);
  const components = knowledgeByComponent(
    history,
    ownership,
    (file) => componentOf(file, given.paths, given.component),
    (person) => subjectOf(matches[person]),
  );
  const worthIt = new Set(
    components.flatMap(({ people }) =>
      people.flatMap(({ subject, isMajor }) => (isMajor ? [subject] : [])),
    ),
  );
  const newIds = new Set(matches.flatMap((match) => (match.kind === 'new' ? [match.id] : [])));
  const named = `${repository}@${history.head.slice(0, 12)}`;
  const knowledge = components.flatMap(({ component, files, people }) =>
    people
      .filter(({ subject }) => !newIds.has(subject) || worthIt.has(subject))
      .map((found): PlannedKnowledge => {
        const before = map.knowledge.get(pairKey(found.subject, component))?.evidence ?? [];
        const own = before.find((one) => one.source === source);
        const now = {
          level: found.level,
          on: dayOf(found.lastAt),
          note: noteOf(named, files, found),
        };
        return {
          ...now,
          person: found.subject,
          component,
          found,
          step: own === undefined ? 'add' : isSame(own, now) ? 'keep' : 'change',
          said: before.find((one) => one.source === 'said'),
        };
      }),
  );
  const there = new Set(knowledge.map(({ person, component }) => pairKey(person, component)));
  const covered = new Set([...given.paths.map((one) => one.component), given.component]);
  return {
    source,
    repository,
    commit: history.head,
    matches,
    suggested: suggestions(ownership, matches, worthIt),
    connected: connections(map, ownership, matches),
    passedOver: [...newIds].filter((id) => !worthIt.has(id)).length,
    components,
    knowledge,
    forgotten: Array.from(map.knowledge)
      .filter(([key, { component }]) => covered.has(component) && !there.has(key))
      .filter(([, { evidence }]) => evidence.some((one) => one.source === source))
      .map(([, { person, component }]) => ({ person, component })),
  };
}

function subjectOf(match: PersonMatch | undefined): string | undefined {
  return match?.kind === 'known' || match?.kind === 'new' ? match.id : undefined;
}

function suggestions(
  { identities }: Ownership,
  matches: readonly PersonMatch[],
  worthIt: ReadonlySet<string>,
): readonly PlannedPerson[] {
  return identities.people.flatMap(({ name, names, email, emails }, at) => {
    const match = matches[at];
    if (match?.kind !== 'new' || !worthIt.has(match.id)) return [];
    const known = emails.filter((one) => addressKey(one) !== undefined);
    const others = [...names, ...known].filter((one) => one !== name && one !== email);
    return [{ id: match.id, name, email, aliases: fitAliases(others) }];
  });
}

/** The map holds no longer words, and not more of them. */
function fitAliases(aliases: readonly string[]): readonly string[] {
  return aliases.filter((one) => one.length <= 100).slice(0, 50);
}

/** So that the next import finds them without being told. */
function connections(
  { people }: GitKnowledgeMap,
  { identities }: Ownership,
  matches: readonly PersonMatch[],
): readonly PlannedAliases[] {
  const byId = new Map<string, Set<string>>();
  for (const [at, match] of matches.entries()) {
    if (match.kind !== 'known' || match.by !== 'choice') continue;
    const found = identities.people[at];
    const here = people.get(match.id);
    if (found === undefined || here === undefined) continue;
    const known = new Set(
      [here.name, ...here.aliases, ...here.contacts.map(({ value }) => value)].map((one) =>
        one.toLowerCase(),
      ),
    );
    const theirs = [...found.emails.filter((one) => addressKey(one) !== undefined), found.name];
    const added = byId.get(match.id) ?? new Set();
    for (const one of theirs) if (!known.has(one.toLowerCase())) added.add(one);
    byId.set(match.id, added);
  }
  return Array.from(byId)
    .filter(([, aliases]) => aliases.size > 0)
    .map(([id, aliases]) => ({ id, aliases: fitAliases([...aliases]) }));
}

/** Both methods by name, with what each found. */
function noteOf(named: string, files: number, { wrote, knows }: FoundKnowledge): string {
  const ending = `: of ${files} ${files === 1 ? 'file' : 'files'}, author of ${wrote} (degree of authorship), knows ${knows} now (recent knowledge)`;
  return `${named.slice(0, 190 - ending.length)}${ending}`;
}

/** In UTC, so that all who import the same history write the same. */
function dayOf(seconds: number): string {
  const latest = Date.UTC(9999, 11, 31) / 1000;
  return new Date(Math.min(Math.max(seconds, 0), latest) * 1000).toISOString().slice(0, 10);
}

function isSame(
  a: Omit<KnowledgeEvidence, 'source'>,
  b: Omit<KnowledgeEvidence, 'source'>,
): boolean {
  return a.level === b.level && a.on === b.on && a.note === b.note;
}
