import type { CommitAuthor } from '@holdfast/shared/ownership/file-history';
import { identify, type Identities } from '@holdfast/shared/ownership/identities';
import { readCorrections, writeIdentities } from '@holdfast/shared/ownership/identities-file';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  apart,
  chosenOf,
  corrected,
  type Corrections,
  described,
  joined,
  keptApart,
  linked,
  noSteps,
  redo,
  separable,
  undo,
} from './corrections.ts';

const authors: readonly CommitAuthor[] = [
  { name: 'Ana Petrovic', email: 'ana@x.example', commits: 9 },
  { name: 'Ana Petrovic', email: 'ana@home.example', commits: 3 },
  { name: 'Ben', email: 'ben@x.example', commits: 5 },
  { name: 'B. Achterberg', email: 'achterberg@home.example', commits: 2 },
  { name: 'Achterberg B.', email: 'ba@y.example', commits: 1 },
];

const found = ({ listed }: Corrections, of = authors): Identities =>
  identify(of, { people: listed, renames: [] });
const names = (identities: Identities): readonly string[] =>
  identities.people.map(({ name, emails }) => `${name}: ${emails.toSorted().join(' ')}`);
const { now: none } = noSteps;

test('joining makes one of several, called as the one with the most commits; the others stay as found', () => {
  const now = joined(none, found(none), [3, 1, 2]);
  expect(names(found(now))).toEqual([
    'Ana Petrovic: ana@home.example ana@x.example',
    'Ben: achterberg@home.example ba@y.example ben@x.example',
  ]);
  expect(now.listed.map(({ name }) => name)).toEqual(['Ben']);
});

test('taking apart gives an address to somebody else, though both have one name', () => {
  const split = { person: 0, emails: ['ana@home.example'], name: 'Ana Petrovic' };
  expect(names(found(apart(none, found(none), split)))).toEqual([
    'Ana Petrovic: ana@x.example',
    'Ben: ben@x.example',
    'Ana Petrovic: ana@home.example',
    'B. Achterberg: achterberg@home.example',
    'Achterberg B.: ba@y.example',
  ]);
});

test('two who were said to be two are no longer asked about', () => {
  expect(found(none).unsure).toEqual([{ a: 2, b: 3, why: 'same words of the name' }]);
  expect(found(keptApart(none, found(none), [2, 3])).unsure).toEqual([]);
});

test('who somebody is on the map stays said while they are renamed or become a program', () => {
  const ben = found(none).people[1];
  if (ben === undefined) throw new Error('nobody');
  const link = linked(none, ben, 'map-ben');
  const both = described(link, found(link), 1, { name: 'Benedikt', bot: true });
  expect([...chosenOf(both, found(both).people)]).toEqual([[1, 'map-ben']]);
  expect(found(both).people[1]).toMatchObject({
    name: 'Benedikt',
    email: 'ben@x.example',
    bot: true,
  });
  expect(linked(both, ben, undefined).links.size).toBe(0);
});

test('each step can be taken back and done again', () => {
  const one = corrected(noSteps, joined(none, found(none), [1, 2]));
  const two = corrected(one, described(one.now, found(one.now), 0, { name: 'Robot', bot: true }));
  expect(undo(two).now).toEqual(one.now);
  expect(undo(undo(two)).now).toEqual(none);
  expect(undo(undo(undo(two))).now).toEqual(none);
  expect(redo(undo(two)).now).toEqual(two.now);
  expect(corrected(undo(two), none).undone).toEqual([]);
});

// Where git makes an address up, only the name says who it was: of two of one name nothing can.
test('any corrections written to a file and read again find the same people', () => {
  const email = fc.constantFrom('a@x.example', 'b@x.example', 'c@x.example', 'd@x.example');
  const name = fc.constantFrom('Ana', 'Ben', 'Ana B', 'B Ana', 'root');
  const author = fc.record({ name, email, commits: fc.integer({ min: 1, max: 9 }) });
  const step = fc.record({
    kind: fc.constantFrom('join', 'apart', 'name', 'bot'),
    a: fc.nat(5),
    b: fc.nat(5),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(author, {
        minLength: 1,
        maxLength: 8,
        selector: (one) => `${one.name} ${one.email}`,
      }),
      fc.array(step, { maxLength: 6 }),
      (some, steps) => {
        let now = none;
        for (const { kind, a, b } of steps) {
          const identities = found(now, some);
          const count = identities.people.length;
          const [one, other] = [a % count, b % count];
          const emails = separable(identities.people[one] ?? { emails: [] });
          if (kind === 'join') now = joined(now, identities, [...new Set([one, other])]);
          else if (kind === 'name')
            now = described(now, identities, one, { name: `Called ${b}`, bot: false });
          else if (kind === 'bot')
            now = described(now, identities, one, {
              name: identities.people[one]?.name ?? '',
              bot: b > 2,
            });
          else if (emails.length > 1)
            now = apart(now, identities, { person: one, emails: emails.slice(1), name: 'Other' });
        }
        const identities = found(now, some);
        const read = readCorrections(writeIdentities(identities));
        if (!read.ok) throw new Error(read.problem);
        expect(
          identify(some, read.corrections).people.map(({ name: as, emails, bot, commits }) => ({
            as,
            emails,
            bot,
            commits,
          })),
        ).toEqual(
          identities.people.map(({ name: as, emails, bot, commits }) => ({
            as,
            emails,
            bot,
            commits,
          })),
        );
      },
    ),
    { numRuns: 200 },
  );
});
