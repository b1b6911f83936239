import { parseDocument, stringify } from 'yaml';
import { z } from 'zod/mini';
import { listedPeople } from './correct-identities.ts';
import type { Identities, Person } from './identities.ts';

/** A person as somebody wrote it down. */
export interface ListedPerson {
  readonly name: string;
  readonly emails: readonly string[];
  /** Other names that commits are made under. */
  readonly names: readonly string[];
  readonly bot: boolean;
}

/** A line of a `.mailmap`: commits of `from` are those of `to`. */
export interface Rename {
  readonly from: { readonly name: string | undefined; readonly email: string };
  readonly to: { readonly name: string | undefined; readonly email: string | undefined };
}

export interface Corrections {
  readonly people: readonly ListedPerson[];
  readonly renames: readonly Rename[];
}

export type CorrectionsRead =
  | { readonly ok: true; readonly corrections: Corrections }
  /** In words, for a person. */
  | { readonly ok: false; readonly problem: string };

const fileSchema = z.object({
  people: z.array(
    z.object({
      name: z.string(),
      emails: z.optional(z.nullable(z.array(z.string()))),
      names: z.optional(z.nullable(z.array(z.string()))),
      bot: z.optional(z.boolean()),
    }),
  ),
});

/**
 * Reads what people wrote of who is who: our own YAML (`people:`, each with a name, e-mails, other
 * names, `bot`), or a `.mailmap`, which is told by its having no `people:`.
 */
export function readCorrections(text: string): CorrectionsRead {
  return /^people\s*:/m.test(text) ? readPeople(text) : readMailmap(text);
}

function readPeople(text: string): CorrectionsRead {
  const document = parseDocument(text, { prettyErrors: true });
  const [error] = document.errors;
  if (error !== undefined) {
    return { ok: false, problem: `It is no YAML: ${error.message.split('\n')[0] ?? ''}` };
  }
  const parsed = fileSchema.safeParse(document.toJS({ maxAliasCount: 10 }));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const at = issue?.path.map(String).join('.') ?? '';
    return { ok: false, problem: `${at}: ${issue?.message ?? 'not as described'}` };
  }
  const people = parsed.data.people.map(({ name, emails, names, bot }) => ({
    name: name.trim(),
    emails: emails ?? [],
    names: names ?? [],
    bot: bot ?? false,
  }));
  const holder = new Map<string, string>();
  for (const { name, emails } of people) {
    if (name === '') return { ok: false, problem: 'Somebody in it has no name.' };
    for (const email of emails) {
      const key = email.trim().toLowerCase();
      const other = holder.get(key);
      if (other !== undefined) {
        return { ok: false, problem: `${email} is listed for ${other} and for ${name}.` };
      }
      holder.set(key, name);
    }
  }
  return { ok: true, corrections: { people, renames: [] } };
}

const mailmapLine = /^([^<]*)<([^<>]*)>(?:([^<]*)<([^<>]*)>)?$/;

/** Reads a `.mailmap` as git does (gitmailmap(5)). */
export function readMailmap(text: string): CorrectionsRead {
  const renames: Rename[] = [];
  for (const [at, whole] of text.split(/\r?\n/).entries()) {
    const line = whole.replace(/(?:^|\s)#.*$/, '').trim();
    if (line === '') continue;
    const [, properName = '', properEmail = '', name = '', email] = mailmapLine.exec(line) ?? [];
    if (properEmail === '' && email === undefined) {
      return {
        ok: false,
        problem: `Line ${at + 1} is neither of a .mailmap (“Name <address>”), nor does the file have “people:”.`,
      };
    }
    renames.push({
      from: { name: textOf(name), email: (email ?? properEmail).trim() },
      to: {
        name: textOf(properName),
        email: email === undefined ? undefined : textOf(properEmail),
      },
    });
  }
  return { ok: true, corrections: { people: [], renames } };
}

function textOf(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed === '' ? undefined : trimmed;
}

/** Writes all that were found, to be corrected by hand and read again by `readCorrections`. */
export function writeIdentities(identities: Identities): string {
  const { people, unsure } = identities;
  const listed = listedPeople(identities);
  const hints = new Map<number, string[]>();
  for (const { a, b, why } of unsure) {
    const [first, second] = [people[a], people[b]];
    if (first === undefined || second === undefined) continue;
    const hint = `# unsure (${why}): the same as ${oneLine(second)}?`;
    const known = hints.get(a);
    if (known === undefined) hints.set(a, [hint]);
    else known.push(hint);
  }
  const blocks = people.map((person, at) => {
    const { name, emails, names, bot } = listed[at] ?? {
      name: '',
      emails: [],
      names: [],
      bot: false,
    };
    const entry = {
      name,
      ...(emails.length > 0 && { emails }),
      ...(names.length > 0 && { names }),
      ...(bot && { bot }),
    };
    const merged = person.merged.length === 0 ? '' : `, one by ${person.merged.join(' and ')}`;
    const comments = [
      `# ${person.commits} ${person.commits === 1 ? 'commit' : 'commits'}${merged}`,
      ...(hints.get(at) ?? []),
    ];
    const yaml = stringify([entry], { lineWidth: 0 }).trimEnd();
    return [...comments, ...yaml.split('\n')].map((line) => `  ${line}`).join('\n');
  });
  return `${heading}people:${blocks.length === 0 ? ' []' : ''}\n${blocks.join('\n')}\n`;
}

const heading = `# Who is who in this repository, as Holdfast sees it. Correct it, and give it back
# with --identities. To make one of two: move all e-mails under one of them, and
# delete the other. To keep two apart: give each its e-mails. "bot: true" is for
# programs, which know nothing. Who is not listed is found by e-mail and name.
`;

function oneLine({ name, email }: Person): string {
  return `${name}${email === '' ? '' : ` <${email}>`}`.replace(/\s+/g, ' ');
}
