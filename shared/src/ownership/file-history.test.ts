import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHistory, type History } from './file-history.ts';
import type { LoggedChange, LoggedCommit } from './git-log.ts';

/** Oldest first: who, and what was done; a second apart. */
type Step = readonly [string, ...(readonly LoggedChange[])];

function historyOf(steps: readonly Step[], files?: readonly string[]): History {
  const history = createHistory();
  for (const [at, [name, ...changes]] of [...steps.entries()].toReversed()) {
    history.add({ hash: `c${at}`, name, email: `${name}@x.org`, at, changes });
  }
  return history.finish({ files });
}

function workOn(history: History, path: string): readonly string[] {
  return (history.files.get(path) ?? [])
    .map(({ author, kind }) => `${history.authors[author]?.name ?? ''} ${kind}`)
    .toReversed();
}

const added = (path: string): LoggedChange => ({ kind: 'added', path });
const changed = (path: string): LoggedChange => ({ kind: 'changed', path });
const deleted = (path: string): LoggedChange => ({ kind: 'deleted', path });
const renamed = (from: string, path: string): LoggedChange => ({ kind: 'renamed', from, path });

describe('the history of a file', () => {
  it('goes on through all its names', () => {
    const history = historyOf([
      ['ana', added('a')],
      ['ben', changed('a')],
      ['cem', renamed('a', 'b')],
      ['ben', changed('b')],
      ['dia', renamed('b', 'c')],
    ]);
    expect([...history.files.keys()]).toEqual(['c']);
    expect(workOn(history, 'c')).toEqual([
      ...['ana added', 'ben changed', 'cem renamed', 'ben changed', 'dia renamed'],
    ]);
  });

  it('is not that of another file that took over its earlier name', () => {
    const history = historyOf([
      ['ana', added('a')],
      ['ben', renamed('a', 'b'), added('a')],
      ['cem', changed('a')],
    ]);
    expect(workOn(history, 'b')).toEqual(['ana added', 'ben renamed']);
    expect(workOn(history, 'a')).toEqual(['ben added', 'cem changed']);
  });

  it('is kept apart where two files swap their names', () => {
    const history = historyOf([
      ['ana', added('a')],
      ['ben', added('b')],
      ['cem', renamed('a', 'b'), renamed('b', 'a')],
    ]);
    expect(workOn(history, 'b')).toEqual(['ana added', 'cem renamed']);
    expect(workOn(history, 'a')).toEqual(['ben added', 'cem renamed']);
  });

  it('has what a branch did under the earlier name after the rename', () => {
    const history = historyOf(
      [
        ['ana', added('a')],
        ['ben', renamed('a', 'b')],
        ['cem', changed('a')],
      ],
      ['b'],
    );
    expect(workOn(history, 'b')).toEqual(['ana added', 'ben renamed', 'cem changed']);
  });

  it('ends where names go round in a circle and lead to nothing that is there', () => {
    const history = historyOf(
      [
        ['ana', added('a')],
        ['ben', renamed('a', 'b')],
        ['ben', renamed('b', 'a')],
        ['cem', deleted('a')],
      ],
      ['other'],
    );
    expect(history.files).toEqual(new Map([['other', []]]));
  });

  it('leaves out files that are gone, and does not let a clock that runs ahead say when the last was', () => {
    const history = createHistory();
    const commit = (at: number, ...changes: readonly LoggedChange[]): LoggedCommit => ({
      ...{ hash: `c${at}`, name: 'ana', email: '', at, changes },
    });
    for (const one of [commit(9, deleted('a')), commit(9_999, added('b')), commit(3, added('a'))])
      history.add(one);
    const made = history.finish({ now: 100 });
    expect([...made.files.keys()]).toEqual(['b']);
    expect(made).toMatchObject({ lastAt: 9, head: 'c9', commits: 3 });
  });

  it('is what really happened, for any straight history', () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const action = fc.record({
      who: fc.constantFrom('ana', 'ben', 'cem'),
      moves: fc.array(fc.tuple(names, names, fc.constantFrom('edit', 'move', 'remove')), {
        minLength: 1,
        maxLength: 3,
      }),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 25 }), (actions) => {
        let there = new Map<string, string[]>();
        const steps: Step[] = [];
        const everUsed = new Set<string>();
        for (const { who, moves } of actions) {
          const next = new Map(there);
          const touched = new Set<string>();
          const changes: LoggedChange[] = [];
          for (const [path, to, what] of moves) {
            const work = there.get(path);
            if (touched.has(path) || touched.has(to)) continue;
            if (what === 'move' && (work === undefined || there.has(to) || everUsed.has(to)))
              continue;
            if (what !== 'move' && work === undefined && (what === 'remove' || everUsed.has(path)))
              continue;
            touched.add(path).add(to);
            everUsed.add(path);
            if (what === 'edit') {
              next.set(path, [
                ...(work ?? []),
                `${who} ${work === undefined ? 'added' : 'changed'}`,
              ]);
              changes.push(work === undefined ? added(path) : changed(path));
            } else if (what === 'remove') {
              next.delete(path);
              changes.push(deleted(path));
            } else {
              everUsed.add(to);
              next.delete(path);
              next.set(to, [...(work ?? []), `${who} renamed`]);
              changes.push(renamed(path, to));
            }
          }
          there = next;
          steps.push([who, ...changes]);
        }
        const history = historyOf(steps);
        expect([...history.files.keys()].toSorted()).toEqual([...there.keys()].toSorted());
        for (const [path, work] of there) expect(workOn(history, path)).toEqual(work);
      }),
    );
  });
});
