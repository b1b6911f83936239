import { encodeUtf8 } from 'lib0/string';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LoggedCommit, type LogRead, readGitLog, unquoted } from './git-log.ts';

function read(...parts: readonly string[]): { commits: LoggedCommit[]; read: LogRead } {
  const commits: LoggedCommit[] = [];
  const reader = readGitLog((commit) => commits.push(commit));
  for (const part of parts) reader.push(part);
  return { commits, read: reader.end() };
}

const log = [
  'commit\tabcdef1234\tAna Petrović\tana@example.org\t1424688584',
  '',
  'M\tsrc/a.ts',
  'R087\tsrc/old name.ts\tsrc/new.ts',
  'D\tgone.ts',
  'commit\tabcdef1235\tBen\tBuilder\tben@example.org\t1424688527',
  'commit\tabcdef1236\t\t\t1424688526',
  '',
  'A\t"na\\303\\257ve \\"q\\".ts"',
  'C100\tsrc/a.ts\tsrc/b.ts',
  'T\tlink',
  '',
].join('\n');

describe('a git log', () => {
  it('is commits with what each did to which file', () => {
    const { commits, read: result } = read(log);
    expect(result).toEqual({ commits: 3, unreadable: 0, example: undefined });
    expect(commits).toEqual([
      {
        hash: 'abcdef1234',
        name: 'Ana Petrović',
        email: 'ana@example.org',
        at: 1424688584,
        changes: [
          { kind: 'changed', path: 'src/a.ts' },
          { kind: 'renamed', path: 'src/new.ts', from: 'src/old name.ts' },
          { kind: 'deleted', path: 'gone.ts' },
        ],
      },
      // A name may hold a tab.
      expect.objectContaining({ name: 'Ben Builder', email: 'ben@example.org', changes: [] }),
      expect.objectContaining({
        name: '',
        email: '',
        changes: [
          { kind: 'added', path: 'naïve "q".ts' },
          { kind: 'added', path: 'src/b.ts' },
          { kind: 'changed', path: 'link' },
        ],
      }),
    ]);
  });

  it('is the same however its text is cut, and with either kind of line end', () => {
    const whole = read(log);
    fc.assert(
      fc.property(fc.array(fc.nat(log.length), { maxLength: 12 }), fc.boolean(), (cuts, isCrLf) => {
        const text = isCrLf ? log.replaceAll('\n', '\r\n') : log;
        const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        const parts = places.slice(1).map((end, at) => text.slice(places[at], end));
        expect(read(...parts)).toEqual(whole);
      }),
    );
  });

  it('gives nobody the changes of a commit that it cannot read', () => {
    const { commits, read: result } = read(
      'commit\tabcdef1\tAna\ta@x.org\t5\n\nM\ta\ncommit\tnothex\tBen\tb@x.org\t4\n\nM\tb\n',
    );
    expect(commits).toHaveLength(1);
    expect(commits[0]?.changes).toEqual([{ kind: 'changed', path: 'a' }]);
    expect(result).toMatchObject({ unreadable: 1, example: 'commit\tnothex\tBen\tb@x.org\t4' });
  });

  it('gives names that a terminal can show', () => {
    const { commits } = read('commit\tabcdef1\tA\u001B[2Jna\u202E\ta\u0007@x.org\t5\n');
    expect(commits[0]).toMatchObject({ name: 'A [2Jna', email: 'a @x.org' });
  });

  it('counts what it does not understand, however long, and goes on', () => {
    const long = 'x'.repeat(100_000);
    const { commits, read: result } = read(`${long}`, `${long}\n?? what\nR100\tonly-one\n`, log);
    expect(commits).toHaveLength(3);
    expect(result).toMatchObject({ commits: 3, unreadable: 3 });
    expect(result.example?.length).toBeLessThanOrEqual(80);
  });

  it('never throws', () => {
    const words = fc.constantFrom('commit\t', 'abcdef1', '\t', '\n', 'M', 'R100', '"\\3', '"', '9');
    const text = fc.oneof(
      fc.string(),
      fc.array(words).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(fc.array(text), (parts) => {
        expect(read(...parts).read.unreadable).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

/** Of any characters; halves of surrogate pairs are none. */
const somePath = fc
  .array(
    fc.nat(0x10_ff_ff).filter((point) => point < 0xd800 || point > 0xdfff),
    { minLength: 1 },
  )
  .map((points) => String.fromCodePoint(...points));

describe('a quoted path', () => {
  it('is read back as git quotes it', () => {
    fc.assert(
      fc.property(somePath, (path) => {
        const quoted = Array.from(encodeUtf8(path), (byte) =>
          byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c
            ? String.fromCharCode(byte)
            : `\\${byte.toString(8).padStart(3, '0')}`,
        ).join('');
        expect(unquoted(`"${quoted}"`)).toBe(path);
      }),
    );
  });

  it('knows the short forms, and leaves what is no UTF-8 as it is', () => {
    expect(unquoted('"a\\tb\\nc\\\\d\\"e"')).toBe('a\tb\nc\\d"e');
    expect(unquoted('"\\377"')).toBe('"\\377"');
    expect(unquoted('plain')).toBe('plain');
  });
});
