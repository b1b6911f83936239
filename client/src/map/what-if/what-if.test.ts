import { sketchedMap } from '@holdfast/shared/analysis/map-sketch-fixture';
import { describe, expect, it } from 'vitest';
import { degradedBy } from './degraded.ts';
import {
  nothingTaken,
  parseWithout,
  searchWith,
  takenIn,
  toggled,
  withoutText,
} from './without.ts';

describe('what is taken away, in an address', () => {
  it('is read back as it was written, beside what else is there', () => {
    let without = toggled(nothingTaken, 'people', 'ana');
    without = toggled(toggled(without, 'domains', 'eu-west'), 'components', 'web');
    expect(withoutText(without)).toBe('c.web,d.eu-west,p.ana');
    const search = searchWith('?view=matrix&without=p.old', without);
    expect(search).toBe('?view=matrix&without=c.web,d.eu-west,p.ana');
    expect(parseWithout(search)).toEqual(without);
    expect(searchWith(search, nothingTaken)).toBe('?view=matrix');
    expect(searchWith('', nothingTaken)).toBe('');
    expect(toggled(without, 'people', 'ana').people).toEqual([]);
  });

  it('has no room for what is no id', () => {
    expect(parseWithout('?without=x.a,p.,p.a%2Fb,<b>,p.ana,p.ana,,')).toEqual({
      ...nothingTaken,
      people: ['ana'],
    });
  });

  it('is called as in the map, and told apart where it is not there', () => {
    const map = sketchedMap({ components: ['web'] });
    expect(takenIn(map, { ...nothingTaken, components: ['web', 'gone'] })).toEqual([
      { kind: 'components', id: 'web', name: 'web', isHere: true },
      { kind: 'components', id: 'gone', name: 'gone', isHere: false },
    ]);
  });
});

describe('degradedBy', () => {
  it('tells what is up and yet not as it was', () => {
    const map = sketchedMap({
      components: ['shop', 'search', 'a', 'b', 'c', 'store', 'deploy', 'job'],
      needs: [
        ['shop', 'search', 'soft'],
        ['store', 'deploy', 'control-plane'],
        ['job', 'search'],
      ],
      groups: [{ id: 'g', component: 'store', needs: 1, members: ['a', 'b', 'c'] }],
    });
    expect(degradedBy(map, new Set(['search', 'deploy', 'a', 'job']))).toEqual([
      { component: 'shop', why: 'worse', cause: 'search' },
      { component: 'store', why: 'less-redundant', cause: 'a', up: 2, needs: 1 },
    ]);
    expect(degradedBy(map, new Set())).toEqual([]);
  });
});
