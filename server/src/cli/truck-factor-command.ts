import {
  analyseOwnership,
  knowersOf,
  type MethodResult,
  type Ownership,
  writersOf,
} from '@holdfast/shared/ownership/analyse-ownership';
import { severalAmong } from '@holdfast/shared/ownership/unsure-identities';
import { readIdentityFile, writeIdentityFile } from '../ownership/identity-file.ts';
import type { HistoryRead } from '../ownership/history-read.ts';
import { readHistory } from '../ownership/read-history.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { counted, jsonText, type Output, table } from './output.ts';

export interface OwnershipDeps {
  /** A git repository, or a file with its log. */
  readonly repository: string;
  readonly files: string | undefined;
  /** Corrections of who is who. */
  readonly identities: string | undefined;
  readonly writeIdentities: string | undefined;
  /** Patterns as in a `.gitignore`. */
  readonly exclude: readonly string[];
  readonly allFiles: boolean;
  readonly json: boolean;
  readonly output: Output;
  readonly nowMs: number;
}

export interface TruckFactorDeps extends OwnershipDeps {
  /** The exit code says so where the truck factor is that or less. */
  readonly failOn: number | undefined;
}

export interface OwnershipRead {
  readonly read: HistoryRead;
  readonly ownership: Ownership;
  /** What was not as one may expect, in words for a person. */
  readonly notes: readonly string[];
}

/** Says without how few people more than half of a repository's files have nobody left. */
export async function showTruckFactor(deps: TruckFactorDeps): Promise<ExitCode> {
  const found = await readOwnership(deps);
  const { counted: paths } = found.ownership.files;
  if (paths.length === 0) {
    throw new CommandError(
      'No file counts: all are left out as vendored or generated, or by --exclude. Try --all-files.',
    );
  }
  const results = {
    wrote: writersOf(found.ownership, paths),
    knows: knowersOf(found.ownership, paths),
  };
  if (deps.json) deps.output.data(jsonText(asJson(found, results)));
  else deps.output.data(inWords(found, results));
  for (const note of found.notes) deps.output.message(note);
  const isCrossed = deps.failOn !== undefined && results.wrote.truckFactor <= deps.failOn;
  if (isCrossed) {
    deps.output.message(
      `The truck factor is ${results.wrote.truckFactor}; --fail-on says that ${deps.failOn ?? 0} is too few.`,
    );
  }
  return isCrossed ? exitCodes.problemsFound : exitCodes.ok;
}

/** Reads the history, and works out who wrote and who knows what; writes identities if asked to. */
export async function readOwnership(deps: OwnershipDeps): Promise<OwnershipRead> {
  const corrections = deps.identities === undefined ? undefined : readIdentityFile(deps.identities);
  const read = await readHistory({
    path: deps.repository,
    files: deps.files,
    now: Math.floor(deps.nowMs / 1000),
  });
  const ownership = analyseOwnership(read.history, {
    all: deps.allFiles,
    exclude: deps.exclude,
    attributes: read.attributes,
    corrections: {
      people: corrections?.people ?? [],
      // Of two lines about one address the first counts: what was given comes before what was found.
      renames: [...(corrections?.renames ?? []), ...read.mailmap],
    },
  });
  if (deps.writeIdentities !== undefined) {
    writeIdentityFile(deps.writeIdentities, ownership.identities);
    deps.output.message(
      `Wrote ${deps.writeIdentities}. Correct it, then give it with --identities.`,
    );
  }
  return { read, ownership, notes: [...read.notes, ...severalNotes(ownership)] };
}

function severalNotes({ identities: { people } }: Ownership): readonly string[] {
  return severalAmong(people).map((at) => {
    const { name, names, emails } = people[at] ?? { name: '', names: [], emails: [] };
    return `${name} goes by ${counted(names.length, 'name')} and ${counted(emails.length, 'address', 'addresses')}, and may be several people: --write-identities FILE lists them, to be corrected.`;
  });
}

interface Results {
  readonly wrote: MethodResult;
  readonly knows: MethodResult;
}

const methods = {
  wrote: 'degree of authorship (Avelino and others, 2016)',
  knows: 'recent knowledge by decay (JetBrains Research, 2022)',
} as const;

/** A share with six digits: more would be noise of the last bit. */
function rounded(share: number): number {
  return Math.round(share * 1e6) / 1e6;
}

function asJson({ read, ownership, notes }: OwnershipRead, { wrote, knows }: Results): unknown {
  const { people, unsure } = ownership.identities;
  const who = (person: number): { readonly name: string; readonly email: string } => ({
    name: people[person]?.name ?? '',
    email: people[person]?.email ?? '',
  });
  const result = (method: string, one: MethodResult) => ({
    method,
    truckFactor: one.truckFactor,
    prunedTruckFactor: one.prunedTruckFactor,
    fewest:
      one.fewest.kind === 'exact'
        ? {
            kind: 'exact',
            truckFactor: one.fewest.people.length,
            people: one.fewest.people.map(who),
          }
        : one.fewest,
    countedFiles: one.files,
    coverage: rounded(one.coverage),
    people: one.removals.map(({ person, files, coverage }) => ({
      ...who(person),
      commits: people[person]?.commits ?? 0,
      files,
      coverageAfter: rounded(coverage),
    })),
  });
  return {
    repository: read.name,
    commit: read.history.head,
    commits: read.history.commits,
    complete: read.isWhole,
    ...result(methods.wrote, wrote),
    recent: result(methods.knows, knows),
    files: {
      all: read.history.files.size,
      withoutAuthor: [...ownership.wrote.values()].filter(({ size }) => size === 0).length,
      paths: ownership.files.counted,
      leftOut: ownership.files.leftOut,
    },
    identities: {
      people: people.length,
      merged: people.filter(({ merged }) => merged.length > 0).length,
      bots: people.filter(({ bot }) => bot).map(({ name, email }) => ({ name, email })),
      unsure: unsure.map(({ a, b, why }) => ({ a: who(a), b: who(b), why })),
    },
    notes,
  };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function inWords({ read, ownership }: OwnershipRead, { wrote, knows }: Results): string {
  const { files, identities } = ownership;
  const left = { vendored: 0, generated: 0, excluded: 0 };
  for (const { why } of files.leftOut) left[why] += 1;
  const out = Object.entries(left).flatMap(([why, count]) =>
    count > 0 ? [`${count} ${why}`] : [],
  );
  const bots = identities.people.filter(({ bot }) => bot).length;
  const lines = [
    `${read.name} at ${read.history.head.slice(0, 12)}: ${counted(read.history.commits, 'commit')} by ${counted(identities.people.length - bots, 'person', 'people')}${bots > 0 ? ` and ${counted(bots, 'bot')}` : ''}.`,
    `${counted(files.counted.length, 'file')} of ${read.history.files.size} count${out.length > 0 ? `; left out: ${out.join(', ')}` : ''}.`,
    '',
    `Who wrote it, by ${methods.wrote}:`,
    ...resultInWords(ownership, wrote, 'whoever wrote them'),
    '',
    `Who knows it now, by ${methods.knows}:`,
    ...(knows.files === 0
      ? ['No file was changed lately.']
      : [
          `Counted are the ${counted(knows.files, 'file')} that somebody changed in the 547 days before the last commit.`,
          ...resultInWords(ownership, knows, 'anybody who knows them'),
        ]),
  ];
  const { unsure } = identities;
  if (unsure.length > 0) {
    lines.push(
      '',
      `${counted(unsure.length, 'pair')} of people may be one person each: --write-identities FILE lists them, to be corrected.`,
    );
  }
  return lines.join('\n');
}

function resultInWords(
  { identities: { people } }: Ownership,
  result: MethodResult,
  whom: string,
): readonly string[] {
  const { truckFactor, prunedTruckFactor, fewest, removals, coverage } = result;
  if (truckFactor === 0) {
    return [
      `Truck factor 0: only ${percent(coverage)} of the files have somebody, with nobody gone.`,
    ];
  }
  const rows = removals.map(({ person, files, coverage: after }, at) => [
    `  ${at + 1}.`,
    `${people[person]?.name ?? ''} <${people[person]?.email ?? ''}>`,
    counted(files, 'file'),
    `then ${percent(after)} are left with somebody`,
  ]);
  const pruned =
    prunedTruckFactor === truckFactor
      ? []
      : [
          `${prunedTruckFactor} without those who have less than a tenth of the first one’s files (pruned).`,
        ];
  const exact =
    fewest.kind === 'exact'
      ? fewest.people.length < truckFactor
        ? [
            `Exactly, ${fewest.people.length} are enough: ${fewest.people.map((one) => people[one]?.name ?? '').join(', ')}.`,
          ]
        : []
      : [`Whether fewer are enough is not known: at least ${fewest.atLeast}.`];
  return [
    `Truck factor ${truckFactor}: without ${truckFactor === 1 ? 'one person' : `these ${truckFactor}`}, more than half of the files have lost ${whom}.`,
    table(rows),
    ...pruned,
    ...exact,
  ];
}
