import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readWrongIn, withoutWrongIn, wrongInPath } from './wrong-in-incident.ts';

it('an address tells where a runbook was wrong, whatever the words', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300, unit: 'grapheme' }), (words) => {
      const short = words.slice(0, 300);
      const path = wrongInPath('runbook:01a', { incident: 'incident:01b', words: short });
      const { search } = new URL(path, 'https://x.example');
      expect(readWrongIn(search)?.incident).toBe('incident:01b');
    }),
  );
  const path = wrongInPath('runbook:01a', { incident: 'incident:01b', words: 'a & b? # ü' });
  expect(path.startsWith('/runbooks/01a?')).toBe(true);
  expect(readWrongIn(path.slice(path.indexOf('?')))).toEqual({
    incident: 'incident:01b',
    words: 'a & b? # ü',
  });
});

it('an address that tells nothing of it, or nonsense, is none', () => {
  expect(readWrongIn('')).toBeUndefined();
  expect(readWrongIn('?wrong-in=../x')).toBeUndefined();
  expect(
    withoutWrongIn('https://x.example/runbooks/01a?workspace=w&wrong-in=01b&words=x#part'),
  ).toBe('/runbooks/01a?workspace=w#part');
});
