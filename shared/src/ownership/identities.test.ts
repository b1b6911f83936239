import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommitAuthor } from './file-history.ts';
import { listedOfAuthors, listedPeople, makeOne, takeApart } from './correct-identities.ts';
import { identify } from './identities.ts';
import { readCorrections, readMailmap, writeIdentities } from './identities-file.ts';
import type { Corrections } from './identities-file.ts';
import { severalAmong } from './unsure-identities.ts';

const author = (name: string, email: string, commits = 1): CommitAuthor => ({
  name,
  email,
  commits,
});

function corrections(text: string): Corrections {
  const read = readCorrections(text);
  if (!read.ok) throw new Error(read.problem);
  return read.corrections;
}

/** Who is one person, as groups of authors. */
function groupsOf(authors: readonly CommitAuthor[], given?: Corrections): readonly string[] {
  const { personOf } = identify(authors, given);
  const groups = new Map<number, string[]>();
  for (const [at, person] of personOf.entries()) {
    const { name, email } = authors[at] ?? author('', '');
    groups.set(person, [...(groups.get(person) ?? []), `${name}/${email}`]);
  }
  return [...groups.values()].map((group) => group.toSorted().join(' ')).toSorted();
}

describe('identities', () => {
  it('are one by address, and by name with accents and case aside, over several steps', () => {
    const authors = [
      author('Ana Petrović', 'ana@x.org', 5),
      author('ANA  PETROVIC', 'ana@home.net'),
      author('ana', 'Ana@Home.net'),
      author('Ben', 'ben@x.org'),
    ];
    const { people } = identify(authors);
    expect(people.map(({ name, email, commits }) => ({ name, email, commits }))).toEqual([
      { name: 'Ana Petrović', email: 'ana@x.org', commits: 7 },
      { name: 'Ben', email: 'ben@x.org', commits: 1 },
    ]);
    expect(people[0]?.merged).toEqual(['e-mail', 'name']);
  });

  it('are not one by an address or a name that many have', () => {
    const authors = [
      ...[
        author('Ana', 'root@localhost'),
        author('Ben', 'root@localhost'),
        author('root', 'a@x.org'),
      ],
      ...[
        author('root', 'b@x.org'),
        author('Cem', 'me@laptop.local'),
        author('Dia', 'me@laptop.local'),
      ],
      ...[author('', ''), author('', 'dev@(none)')],
    ];
    expect(groupsOf(authors)).toHaveLength(authors.length);
    expect(identify(authors).people.every(({ name }) => name !== '')).toBe(true);
  });

  it('are bots where their name says so', () => {
    const { people } = identify([author('dependabot[bot]', '1+dependabot[bot]@x.org')]);
    expect(people[0]?.bot).toBe(true);
  });

  it('that may be one are told, and not merged', () => {
    const authors = [
      author('Ana Petrović', 'anapetrovic@x.org', 4),
      author('A. P.', 'anapetrovic@home.net', 3),
      author('Petrovic, Ana', 'ana@y.org', 2),
      author('apet', '77+anapetrovic@users.noreply.github.com'),
    ];
    const { people, unsure } = identify(authors);
    expect(people).toHaveLength(4);
    expect(unsure.map(({ a, b, why }) => `${a} ${b} ${why}`)).toEqual([
      ...['0 1 same mailbox', '0 2 same words of the name', '0 3 same mailbox'],
    ]);
  });

  it('are told as several where very many are chained to one, unless somebody listed them', () => {
    const chained = Array.from({ length: 12 }, (_, at) => author(`Somebody ${at}`, 'team@x.org'));
    const { people } = identify([...chained, author('Ana', 'ana@x.org')]);
    expect(severalAmong(people).map((at) => people[at]?.emails)).toEqual([['team@x.org']]);
    const given = corrections('people:\n- {name: The team, emails: [team@x.org]}\n');
    expect(severalAmong(identify(chained, given).people)).toEqual([]);
  });

  it('do not depend on the order of the authors', () => {
    const names = fc.constantFrom('Ana', 'ANA', 'Ben', 'Cem C', 'Dia', '');
    const emails = fc.constantFrom(
      'a@x.org',
      'A@x.org',
      'b@x.org',
      'c@x.org',
      'root@localhost',
      '',
    );
    const some = fc.uniqueArray(
      fc.record({ name: names, email: emails, commits: fc.constant(1) }),
      {
        selector: ({ name, email }) => `${name}/${email}`,
      },
    );
    fc.assert(
      fc.property(some, (authors) => {
        expect(groupsOf(authors.toReversed())).toEqual(groupsOf(authors));
      }),
    );
  });
});

describe('corrections of identities', () => {
  const authors = [
    author('Ana', 'ana@x.org'),
    author('Ana', 'ana@other.org'),
    author('someone', 'ana@old.org'),
    author('ci', 'ci@x.org'),
  ];

  it('merge, keep apart, and tell programs', () => {
    const given = corrections(`
people:
  - name: Ana One
    emails: [ana@x.org, ana@old.org]
  - name: Ana Two
    emails: [ANA@other.org]
  - name: Builder
    names: [ci]
    bot: true
`);
    expect(groupsOf(authors, given)).toEqual([
      ...['Ana/ana@other.org', 'Ana/ana@x.org someone/ana@old.org', 'ci/ci@x.org'],
    ]);
    const { people } = identify(authors, given);
    expect(people.find(({ name }) => name === 'Builder')?.bot).toBe(true);
  });

  it('leave somebody alone who could be either of two that are listed, and say so', () => {
    const given = corrections(
      'people:\n- {name: One, emails: [ana@x.org]}\n- {name: Two, emails: [ana@other.org]}\n',
    );
    const third = author('Ana', 'ana@third.org', 9);
    const { people, unsure } = identify([...authors, third], given);
    expect(people[0]).toMatchObject({ name: 'Ana', email: 'ana@third.org', isListed: false });
    expect(unsure.filter(({ why }) => why === 'more than one listed')).toHaveLength(2);
  });

  it('can be a .mailmap', () => {
    const given = corrections(
      '# who is who\nAna Petrović <ana@x.org> <ana@old.org>\nProper <ci@x.org>\nTwo <two@x.org> Ana <ana@other.org>\n',
    );
    const { people } = identify(authors, given);
    expect(people.map(({ name, email }) => `${name} ${email}`).toSorted()).toEqual([
      ...['Ana ana@x.org', 'Proper ci@x.org', 'Two two@x.org'],
    ]);
  });

  it('say what is wrong with them', () => {
    expect(readCorrections('people:\n- name: [')).toMatchObject({ ok: false });
    expect(readCorrections('people: 5')).toMatchObject({ ok: false });
    expect(
      readCorrections('people:\n- {name: A, emails: [a@x.org]}\n- {name: B, emails: [A@x.org]}'),
    ).toEqual({ ok: false, problem: 'A@x.org is listed for A and for B.' });
    expect(readMailmap('nonsense')).toMatchObject({
      ok: false,
      problem: expect.stringContaining('Line 1'),
    });
    expect(readCorrections('')).toEqual({ ok: true, corrections: { people: [], renames: [] } });
  });

  it('can be made step by step: two are made one, and taken apart again', () => {
    const four = [
      ...[author('Ana', 'ana@x.org', 9), author('Ana', 'ana@y.org', 8)],
      ...[author('Ben', 'ben@x.org', 7), author('Cem', 'cem@x.org', 6)],
    ];
    const found = listedPeople(identify(four));
    expect(found.map(({ name }) => name)).toEqual(['Ana', 'Ben', 'Cem']);
    const one = makeOne(found, 1, 2);
    expect(groupsOf(four, { people: one, renames: [] })).toEqual([
      ...['Ana/ana@x.org Ana/ana@y.org', 'Ben/ben@x.org Cem/cem@x.org'],
    ]);
    const apart = takeApart(takeApart(one, 1, ['cem@x.org'], 'Cem'), 0, ['ana@y.org'], 'Ana');
    expect(groupsOf(four, { people: apart, renames: [] })).toEqual([
      ...['Ana/ana@x.org', 'Ana/ana@y.org', 'Ben/ben@x.org', 'Cem/cem@x.org'],
    ]);
    expect(makeOne(found, 1, 1)).toBe(found);
    expect(takeApart(found, 0, ['nobody@x.org'], 'Nobody')).toBe(found);
  });

  it('that were written and not corrected change nothing', () => {
    const text = fc.oneof(
      fc.constantFrom('Ana', 'ÁNA', 'Ben B', 'B Ben', 'root', '', '- a: "b"'),
      fc.string(),
    );
    const emails = fc.oneof(
      fc.constantFrom('a@x.org', 'b@x.org', 'b@y.org', 'root@localhost', ''),
      fc.emailAddress(),
    );
    const some = fc.uniqueArray(
      fc.record({ name: text, email: emails, commits: fc.integer({ min: 1, max: 9 }) }),
      {
        maxLength: 8,
        selector: ({ name, email }) => `${name}\t${email}`,
      },
    );
    fc.assert(
      fc.property(some, (authors_) => {
        const found = identify(authors_);
        const again = corrections(writeIdentities(found));
        expect(groupsOf(authors_, again)).toEqual(groupsOf(authors_));
      }),
    );
  });

  it('of a .mailmap are found again without it by a list of what commits have', () => {
    const authors = [
      author('Ana', 'ana@x.org', 5),
      author('ana', 'old@home.net', 2),
      author('Ben', 'ben@x.org'),
    ];
    const read = readMailmap('Ana Petrović <ana@x.org> <old@home.net>');
    if (!read.ok) throw new Error(read.problem);
    const before = identify(authors, read.corrections);
    const people = listedOfAuthors(authors, before);
    expect(people[0]).toMatchObject({ emails: ['ana@x.org', 'old@home.net'] });
    expect(identify(authors, { people, renames: [] }).personOf).toEqual(before.personOf);
  });
});
