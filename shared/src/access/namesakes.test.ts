import { describe, expect, it } from 'vitest';
import { namesakesOf, nameWithId } from './namesakes.ts';

describe('people of one name', () => {
  const { idBeside } = namesakesOf([
    { person: 'ada', name: 'Ada Lovelace' },
    { person: 'mallory', name: 'Mallory' },
    { person: 'mallory', name: 'ADA  Lovelace' },
    { person: 'ben', name: 'Ben' },
    { person: 'ben', name: 'Ben' },
  ]);

  it('have their ids beside it, whoever had the name first and however it is written', () => {
    expect(idBeside('Ada Lovelace', 'ada')).toBe('ada');
    expect(idBeside('Ada Lovelace', 'mallory')).toBe('mallory');
    expect(idBeside('Ada Lovelace', 'ada-2')).toBe('ada-2');
  });

  it('are told from nobody where there is no other', () => {
    expect(idBeside('Ben', 'ben')).toBeUndefined();
    expect(idBeside('Mallory', 'mallory')).toBeUndefined();
    expect(idBeside('Eve', 'eve')).toBeUndefined();
  });

  it('are not guessed at where it is not known who it is', () => {
    expect(idBeside('Ada Lovelace', undefined)).toBeUndefined();
  });

  it('have long ids shortened, unless they would be the same', () => {
    const [one, two] = [`auth0|${'1'.repeat(30)}-prod`, `auth0|${'1'.repeat(31)}-prod`];
    const alike = namesakesOf([
      { person: one, name: 'Ada' },
      { person: two, name: 'Ada' },
    ]);
    expect(alike.idBeside('Ada', one)).toBe(one);
    const apart = namesakesOf([
      { person: one, name: 'Ada' },
      { person: 'ada', name: 'Ada' },
    ]);
    expect(apart.idBeside('Ada', one)).toBe('auth0|111111…111-prod');
    expect(nameWithId('Ada', apart.idBeside('Ada', 'ada'))).toBe('Ada (ada)');
    expect(nameWithId('Ada', undefined)).toBe('Ada');
  });
});
