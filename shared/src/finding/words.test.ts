import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachWord, foldWord, maxWordLength, queryWords, wordForms } from './words.ts';

function wordsOf(text: string): string[] {
  const words: string[] = [];
  eachWord(text, (start, end) => words.push(text.slice(start, end)));
  return words;
}

describe('eachWord', () => {
  it('takes letters, figures and underscores together, in any script', () => {
    expect(wordsOf('pg_dump --file=größe.sql; 서버가 x')).toEqual([
      ...['pg_dump', 'file', 'größe', 'sql', '서버가', 'x'],
    ]);
  });

  it('gives neighbours where words are not set apart', () => {
    expect(wordsOf('障害対応 DB')).toEqual(['障害', '害対', '対応', '応', 'DB']);
  });

  it('gives pieces of the text, in order', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (text) => {
        let last = 0;
        eachWord(text, (start, end) => {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = start;
        });
      }),
    );
  });
});

describe('wordForms', () => {
  it('keeps a name whole, and gives its parts and what is left from each on', () => {
    expect(wordForms('KubePodCrashLooping')).toEqual([
      ...['kubepodcrashlooping', 'kube', 'pod', 'crash', 'looping'],
      ...['podcrashlooping', 'crashlooping'],
    ]);
    expect(wordForms('db_primary')).toEqual(['db_primary', 'db', 'primary']);
    expect(wordForms('HTTPErrors')).toEqual(['httperrors', 'http', 'errors']);
    expect(wordForms('Restart')).toEqual(['restart']);
  });

  it('cuts what is no word', () => {
    for (const form of wordForms('aB'.repeat(200))) {
      expect(form.length).toBeLessThanOrEqual(maxWordLength);
    }
  });
});

it('compares without case and accents', () => {
  expect(foldWord('Größe')).toBe('große');
  expect(foldWord('Díaz')).toBe('diaz');
  expect(foldWord('서버')).toBe('서버');
});

it('reads a query as words, each once', () => {
  expect(queryWords('  Patronictl  failover --force failover ')).toEqual([
    ...['patronictl', 'failover', 'force'],
  ]);
  expect(queryWords(' -- ')).toEqual([]);
});
