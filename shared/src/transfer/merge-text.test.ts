import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeText } from './merge-text.ts';

const text = (...lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
const base = text('one', 'two', 'three', 'four', 'five');

describe('two changes of one text', () => {
  it('in different places are both in the result', () => {
    const ours = text('ONE', 'two', 'three', 'four', 'five', 'six');
    const theirs = text('one', 'two', '3', 'four', 'five');
    expect(mergeText(base, ours, theirs)).toEqual({
      clean: true,
      text: text('ONE', 'two', '3', 'four', 'five', 'six'),
    });
  });

  it('of the same lines are a conflict, with both sides in it', () => {
    const ours = text('one', '2', 'three', 'four', 'five!');
    const theirs = text('one', 'zwei', 'three', 'four', 'five');
    expect(mergeText(base, ours, theirs)).toEqual({
      clean: false,
      conflicts: 1,
      marked: text(
        ...['one', '<<<<<<< here', '2', '=======', 'zwei', '>>>>>>> file'],
        ...['three', 'four', 'five!'],
      ),
    });
  });

  it.each([
    ['lines side by side', text('one', '2', 'three', 'four', 'five')],
    ['an insertion at the edge of a change', text('one', 'two', 'new', 'three', 'four', 'five')],
    ['a deletion beside a change', text('one', 'three', 'four', 'five')],
    ['everything taken out', ''],
  ])('that touch are a conflict: %s', (_, ours) => {
    const theirs = text('one', 'two', '3', 'four', 'five');
    expect(mergeText(base, ours, theirs).clean).toBe(false);
    expect(mergeText(base, theirs, ours).clean).toBe(false);
  });

  it('that say the same are made once', () => {
    const both = text('one', '2', 'three', 'four', 'five');
    expect(mergeText(base, both, both)).toEqual({ clean: true, text: both });
    expect(mergeText(base, `${both}six\n`, both)).toEqual({ clean: true, text: `${both}six\n` });
  });

  it('keep line ends, and a last line without one', () => {
    expect(mergeText('a\r\nb\r\nc', 'A\r\nb\r\nc', 'a\r\nb\r\nC')).toEqual({
      clean: true,
      text: 'A\r\nb\r\nC',
    });
    expect(mergeText('a', 'b', 'c')).toMatchObject({
      marked: '<<<<<<< here\nb\n=======\nc\n>>>>>>> file\n',
    });
  });

  it('with nothing in common are a conflict, in bounded time', () => {
    const long = (word: string): string =>
      text(...Array.from({ length: 9_000 }, (_, n) => `${word}${n}`));
    expect(mergeText(long('a'), long('b'), long('c')).clean).toBe(false);
  });
});

describe('whatever the texts', () => {
  const short = fc
    .array(fc.constantFrom('a\n', 'b\n', '\n', 'c'), { maxLength: 8 })
    .map((all) => all.join(''));

  it('a side that changed nothing leaves the other as it is', () => {
    fc.assert(
      fc.property(short, short, (before, after) => {
        expect(mergeText(before, before, after)).toEqual({ clean: true, text: after });
        expect(mergeText(before, after, before)).toEqual({ clean: true, text: after });
      }),
    );
  });

  it('does not matter which side is which', () => {
    fc.assert(
      fc.property(short, short, short, (before, ours, theirs) => {
        const one = mergeText(before, ours, theirs);
        const other = mergeText(before, theirs, ours);
        expect(one.clean).toBe(other.clean);
        if (one.clean && other.clean) expect(one.text).toBe(other.text);
      }),
    );
  });

  const edit = fc.constantFrom('keep', 'change', 'remove', 'add');
  const edits = fc.array(fc.tuple(edit, edit), { minLength: 1, maxLength: 12 });
  const side = (name: string, kinds: readonly string[]): string =>
    kinds
      .map((kind, at) => {
        if (kind === 'keep') return `${at}\n`;
        if (kind === 'change') return `${at} ${name}\n`;
        return kind === 'add' ? `${at}\n${at} also ${name}\n` : '';
      })
      .join('');

  it('a clean result has what either wrote, and nothing that either took out; the rest is in the marks', () => {
    fc.assert(
      fc.property(edits, (pairs) => {
        const before = side(
          '',
          pairs.map(() => 'keep'),
        );
        const ours = side(
          'ours',
          pairs.map(([one]) => one),
        );
        const theirs = side(
          'theirs',
          pairs.map(([, other]) => other),
        );
        const merged = mergeText(before, ours, theirs);
        const result = new Set((merged.clean ? merged.text : merged.marked).split('\n'));
        for (const line of [...ours.split('\n'), ...theirs.split('\n')]) {
          if (/ours|theirs/.test(line)) expect(result).toContain(line);
        }
        if (!merged.clean) return;
        for (const [at, [one, other]] of pairs.entries()) {
          const isGone = [one, other].some((kind) => kind === 'remove' || kind === 'change');
          expect(result.has(String(at))).toBe(!isGone);
        }
      }),
    );
  });
});
