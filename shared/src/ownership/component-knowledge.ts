import { knowersOf, type MethodResult, type Ownership, writersOf } from './analyse-ownership.ts';
import type { History } from './file-history.ts';

/** Files below a folder (or one file) that are a component's. */
export interface ComponentPath {
  /** As in the repository, without a slash at its end. */
  readonly path: string;
  readonly component: string;
}

/**
 * What a commit history lets one say of a person and a component. `operate`: changed it lately, and
 * wrote or knows a tenth of its files at least. `seen`: anything less. Never `lead`: that somebody
 * writes the code does not show that they can lead its recovery.
 */
export type FoundLevel = 'operate' | 'seen';

export interface FoundKnowledge {
  /** Whom the caller takes the person for. */
  readonly subject: string;
  readonly level: FoundLevel;
  /** Wrote or knows a tenth of the files at least, whenever that was. */
  readonly isMajor: boolean;
  /** Files that they are an author of (degree of authorship), and that they know now (decay). */
  readonly wrote: number;
  readonly knows: number;
  /** Their last change of any of the files, in seconds since 1970. */
  readonly lastAt: number;
}

export interface ComponentKnowledge {
  readonly component: string;
  /** How many of the counted files are the component's. */
  readonly files: number;
  /** Those who know most first. */
  readonly people: readonly FoundKnowledge[];
  readonly writers: MethodResult;
  readonly knowers: MethodResult;
}

const majorShare = 0.1;

/** The component of a file: that of the longest path it is below, else `rest`. */
export function componentOf(
  file: string,
  paths: readonly ComponentPath[],
  rest: string | undefined,
): string | undefined {
  let best: ComponentPath | undefined;
  for (const one of paths) {
    const isBelow = one.path === '' || file === one.path || file.startsWith(`${one.path}/`);
    if (isBelow && (best === undefined || one.path.length > best.path.length)) best = one;
  }
  return best?.component ?? rest;
}

/**
 * Who wrote and who knows the files of each component. `subjectOf` says whom a person (an index in
 * the identities) is taken for; several may be one, `undefined` is nobody.
 */
export function knowledgeByComponent(
  history: History,
  ownership: Ownership,
  componentOfFile: (file: string) => string | undefined,
  subjectOf: (person: number) => string | undefined,
): readonly ComponentKnowledge[] {
  const filesOf = new Map<string, string[]>();
  for (const file of ownership.files.counted) {
    const component = componentOfFile(file);
    if (component === undefined) continue;
    const own = filesOf.get(component);
    if (own === undefined) filesOf.set(component, [file]);
    else own.push(file);
  }
  return Array.from(filesOf, ([component, files]) => ({
    component,
    files: files.length,
    people: peopleOf(history, ownership, files, subjectOf),
    writers: writersOf(ownership, files),
    knowers: knowersOf(ownership, files),
  }));
}

interface Sum {
  readonly wrote: Set<string>;
  readonly knows: Set<string>;
  lastAt: number;
}

function peopleOf(
  history: History,
  ownership: Ownership,
  files: readonly string[],
  subjectOf: (person: number) => string | undefined,
): readonly FoundKnowledge[] {
  const sums = new Map<string, Sum>();
  const sumOf = (person: number): Sum | undefined => {
    const subject = subjectOf(person);
    if (subject === undefined) return undefined;
    const known = sums.get(subject);
    if (known !== undefined) return known;
    const sum: Sum = { wrote: new Set(), knows: new Set(), lastAt: 0 };
    sums.set(subject, sum);
    return sum;
  };
  for (const file of files) {
    for (const person of ownership.wrote.get(file) ?? []) sumOf(person)?.wrote.add(file);
    for (const person of ownership.knows.get(file) ?? []) sumOf(person)?.knows.add(file);
  }
  // Only now is it known who is among them.
  for (const file of files) {
    for (const { author, at } of history.files.get(file) ?? []) {
      const person = ownership.identities.personOf[author];
      const subject = person === undefined ? undefined : subjectOf(person);
      const sum = subject === undefined ? undefined : sums.get(subject);
      if (sum !== undefined) sum.lastAt = Math.max(sum.lastAt, at);
    }
  }
  return Array.from(sums, ([subject, { wrote, knows, lastAt }]): FoundKnowledge => {
    const isMajor = new Set([...wrote, ...knows]).size >= files.length * majorShare;
    const level = isMajor && knows.size > 0 ? 'operate' : 'seen';
    return { subject, level, isMajor, wrote: wrote.size, knows: knows.size, lastAt };
  }).sort(
    (a, b) =>
      Number(b.level === 'operate') - Number(a.level === 'operate') ||
      b.knows - a.knows ||
      b.wrote - a.wrote ||
      (a.subject < b.subject ? -1 : 1),
  );
}
