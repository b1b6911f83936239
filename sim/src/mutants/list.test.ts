import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mutants } from './list.ts';
import { applyMutant } from './mutant.ts';

const repository = new URL('../../../', import.meta.url);

describe('the deliberate bugs', () => {
  it.each(mutants)('$name: has its place in the engine', (mutant) => {
    const source = readFileSync(new URL(mutant.file, repository), 'utf8');
    expect(applyMutant(mutant, source)).not.toBe(source);
  });

  it('are not put where their place is unclear', () => {
    const [mutant] = mutants;
    if (mutant === undefined) throw new Error('there are none');
    expect(() => applyMutant(mutant, '')).toThrow('0 times');
    expect(() => applyMutant(mutant, mutant.find + mutant.find)).toThrow('2 times');
  });

  it('have names of their own', () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  });
});
