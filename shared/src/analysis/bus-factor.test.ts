import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { busFactors, knowledgeLost } from './bus-factor.ts';
import { fewestToOrphan } from './fewest-people.ts';
import { soundGraph } from './fault-model-fixture.ts';
import { faultModelOf } from './map-fault-model.ts';
import { type MapSketch, sketchedMap } from './map-sketch-fixture.ts';
import { createMapWhatIf } from './map-what-if.ts';

const sketch: MapSketch = {
  components: ['shop', 'db', 'dns', { id: 'mail', name: 'Mail', layer: 'vendor' }],
  needs: [
    ['shop', 'db'],
    ['db', 'dns'],
  ],
  people: ['ana', 'ben', 'cem'],
  knows: [
    ['ana', 'db', 'lead'],
    ['ben', 'db', 'lead'],
    ['cem', 'db', 'operate'],
    ['ana', 'dns', 'lead'],
  ],
  leaves: [['ben', '2026-12-01', '2026-12-05']],
};

describe('busFactors', () => {
  it('counts who can lead, without who is on leave that day', () => {
    const map = sketchedMap(sketch);
    const of = (on?: string) =>
      busFactors(map, { on }).components.map(({ component, busFactor }) => [component, busFactor]);
    expect(of()).toEqual([
      ['db', 2],
      ['dns', 1],
      ['shop', 0],
    ]);
    expect(of('2026-12-03')).toEqual([
      ['db', 1],
      ['dns', 1],
      ['shop', 0],
    ]);
    expect(busFactors(map, { level: 'operate' }).components[0]?.people).toEqual([
      'ana',
      'ben',
      'cem',
    ]);
  });

  it('says what somebody leaves behind', () => {
    const map = sketchedMap(sketch);
    expect(knowledgeLost(map, new Set(['ana']))).toEqual({
      orphaned: ['dns'],
      lastPerson: [{ component: 'db', person: 'ben' }],
    });
  });
});

describe('createMapWhatIf', () => {
  it('says what falls, and why', () => {
    const map = sketchedMap(sketch);
    const whatIf = createMapWhatIf(map, soundGraph(faultModelOf(map)));
    const { down } = whatIf({ components: ['dns'] });
    expect(down.map(({ component, path }) => [component, path.map(({ id }) => id)])).toEqual([
      ['db', ['db', 'dns']],
      ['shop', ['shop', 'db', 'dns']],
    ]);
    expect(whatIf({ people: ['ana'] })).toMatchObject({ down: [], orphaned: ['dns'] });
    expect(whatIf({})).toEqual({ down: [], orphaned: [], lastPerson: [] });
  });
});

describe('fewestToOrphan', () => {
  it('needs fewer people than leaving one by one would', () => {
    const owners = ['D', 'A C E', 'A C E', 'B', 'B D'].map((of) => of.split(' '));
    expect(fewestToOrphan(owners)).toMatchObject({ busFactor: 2, kind: 'exact' });
    expect(
      fewestToOrphan(owners)
        ?.leaving.map(({ person }) => person)
        .toSorted(),
    ).toEqual(['B', 'D']);
  });

  it('is exact for many people, too, where the search is short', () => {
    const owners = Array.from({ length: 40 }, (_, at) => [`p${at}`]);
    expect(fewestToOrphan(owners)).toMatchObject({ busFactor: 21, kind: 'exact' });
    expect(fewestToOrphan([])).toBeUndefined();
  });

  it('says that it may be fewer where there are too many combinations to try', () => {
    const people = Array.from({ length: 25 }, (_, at) => `p${at}`);
    const owners = people.flatMap((one, at) => people.slice(at + 1).map((other) => [one, other]));
    // Of n people, n (n - 1) / 2 things have only them: of 18, 153 of 300.
    expect(fewestToOrphan(owners)).toMatchObject({ busFactor: 18, kind: 'at most' });
  });

  it('is what trying every combination finds', () => {
    const people = ['a', 'b', 'c', 'd', 'e', 'f'];
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(fc.constantFrom(...people), { minLength: 1 }), { minLength: 1 }),
        (owners) => {
          const found = fewestToOrphan(owners);
          const left = (gone: readonly string[]): number =>
            owners.filter((of) => of.some((person) => !gone.includes(person))).length;
          const sizes = Array.from({ length: 1 << people.length }, (_, mask) =>
            people.filter((_, at) => ((mask >>> at) & 1) === 1),
          )
            .filter((gone) => (owners.length - left(gone)) * 2 > owners.length)
            .map(({ length }) => length);
          expect(found?.busFactor).toBe(Math.min(...sizes));
          const gone = found?.leaving.map(({ person }) => person) ?? [];
          expect(found?.leaving.at(-1)?.coverage).toBe(left(gone) / owners.length);
          expect(found?.leaving.at(-1)?.coverage).toBeLessThan(0.5);
        },
      ),
      { numRuns: 200 },
    );
  });
});
