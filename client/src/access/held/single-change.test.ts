import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { singleChange } from './single-change.ts';

const apply = (before: string, change: ReturnType<typeof singleChange>) =>
  change === undefined
    ? before
    : before.slice(0, change.range.from) + change.replacement + before.slice(change.range.to);

describe('single change', () => {
  it('is the lines that differ, whole', () => {
    expect(singleChange('# One\n\nold words\n\nend\n', '# One\n\nnew words\n\nend\n')).toEqual({
      range: { from: 7, to: 16 },
      quote: 'old words',
      replacement: 'new words',
    });
  });

  it('stands at words, also where something was added at the end', () => {
    const change = singleChange('one\ntwo\n', 'one\ntwo\nthree\n');
    expect(change?.quote).not.toBe('');
    expect(apply('one\ntwo\n', change)).toBe('one\ntwo\nthree\n');
  });

  it('is none where nothing differs, or there is nothing to stand at', () => {
    expect(singleChange('same', 'same')).toBeUndefined();
    expect(singleChange('', 'words')).toBeUndefined();
  });

  it('makes the one text of the other', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', '\n', 'word'), { maxLength: 12 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== '');
        expect(apply(before, singleChange(before, after))).toBe(after);
      }),
    );
  });
});
