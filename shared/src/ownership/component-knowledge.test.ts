import { describe, expect, it } from 'vitest';
import { analyseOwnership } from './analyse-ownership.ts';
import { componentOf, knowledgeByComponent } from './component-knowledge.ts';
import { createHistory, type History } from './file-history.ts';
import { recentDays } from './recent-knowledge.ts';

const day = 86_400;
const now = 10_000 * day;

/** Who did what to which files, so many days ago; newest first. */
function historyOf(
  ...work: readonly (readonly [
    who: string,
    daysAgo: number,
    kind: 'added' | 'changed',
    files: string,
  ])[]
): History {
  const history = createHistory();
  for (const [name, daysAgo, kind, files] of work) {
    history.add({
      ...{ hash: 'abc1234', name, email: `${name}@x.org`, at: now - daysAgo * day },
      changes: files.split(' ').map((path) => ({ kind, path })),
    });
  }
  return history.finish();
}

const many = Array.from({ length: 20 }, (_, at) => `pay/${at}`).join(' ');

describe('the component of a file', () => {
  it('is that of the longest path', () => {
    const paths = [
      { path: 'pay', component: 'P' },
      { path: 'pay/web', component: 'W' },
      { path: 'a.ts', component: 'A' },
    ];
    expect(
      ['pay/x', 'pay/web/x', 'payments/x', 'a.ts', 'a.tsx'].map((file) =>
        componentOf(file, paths, 'rest'),
      ),
    ).toEqual(['P', 'W', 'rest', 'A', 'rest']);
    expect(componentOf('x', [], undefined)).toBeUndefined();
    expect(componentOf('x', [{ path: '', component: 'all' }], undefined)).toBe('all');
  });
});

describe('what a history says of people and components', () => {
  it('is operating for those who know a good part and worked on it lately, never leading', () => {
    const history = historyOf(
      ['ben', 0, 'changed', 'pay/0'],
      ['ana', 10, 'changed', 'pay/1 pay/2'],
      ['eve', recentDays + 9, 'added', 'web/a web/b'],
      ['ana', recentDays + 10, 'added', many],
    );
    const ownership = analyseOwnership(history);
    const nameOf = (person: number): string => ownership.identities.people[person]?.name ?? '';
    const [pay, web] = knowledgeByComponent(
      ...([history, ownership, (file: string) => file.slice(0, 3), nameOf] as const),
    ).toSorted((a, b) => (a.component < b.component ? -1 : 1));
    expect(pay?.people).toEqual([
      {
        ...{ subject: 'ana', level: 'operate', isMajor: true, wrote: 20, knows: 2 },
        lastAt: now - 10 * day,
      },
      // One file of twenty, however new, is not enough.
      { subject: 'ben', level: 'seen', isMajor: false, wrote: 1, knows: 1, lastAt: now },
    ]);
    // Whoever wrote all of it, and has not been there since, is not known to know it.
    expect(web?.people).toMatchObject([
      { subject: 'eve', level: 'seen', isMajor: true, wrote: 2, knows: 0 },
    ]);
    expect(pay).toMatchObject({
      files: 20,
      writers: { truckFactor: 1 },
      knowers: { truckFactor: 1 },
    });
  });

  it('counts two who are one person once, and nobody not at all', () => {
    const history = historyOf(
      ['ana', 0, 'added', 'x'],
      ['ben', 1, 'added', 'y'],
      ['cem', 1, 'added', 'z'],
    );
    const ownership = analyseOwnership(history);
    const [only] = knowledgeByComponent(
      history,
      ownership,
      () => 'C',
      (person) => (ownership.identities.people[person]?.name === 'cem' ? undefined : 'one'),
    );
    expect(only?.people).toMatchObject([{ subject: 'one', wrote: 2, knows: 2 }]);
  });
});
