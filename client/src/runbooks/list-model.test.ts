import type { RunbookProjection } from '@holdfast/shared/model/projection';
import { runbookProjection } from '@holdfast/shared/model/projection-fixture';
import { noOwner } from '@holdfast/shared/finding/runbook-filter';
import { expect, test } from 'vitest';
import { trustOf } from '@holdfast/shared/model/trust';
import { dueFilter, noFilter } from '../app/routes.ts';
import {
  countDue,
  filterChoices,
  findRunbookTitles,
  listRunbooks,
  titleMarks,
  type RunbookRow,
} from './list-model.ts';

function row(name: string, part: Partial<RunbookProjection>): RunbookRow {
  return {
    name: `runbook:${name}`,
    runbook: runbookProjection({ title: name, ...part }),
  };
}

const rows = [
  row('a', {
    title: 'PostgreSQL failover',
    owners: ['Zoe'],
    tags: ['db'],
    changedAtMs: 10,
    components: ['orders-db'],
    alerts: ['PgDown'],
  }),
  row('b', { title: 'DNS failover', owners: ['Ana', 'Zoe'], tags: ['net'], changedAtMs: 30 }),
  row('c', { title: 'Failover drill', changedAtMs: 20 }),
  row('d', { title: 'Old failover', archived: true, changedAtMs: 40 }),
];

function names(listed: readonly { readonly name: string }[]): string {
  return listed.map((one) => one.name.slice('runbook:'.length)).join('');
}

test('the last changed comes first, and archived ones are elsewhere', () => {
  expect(names(listRunbooks(rows, noFilter, []))).toBe('bca');
  expect(names(listRunbooks(rows, { ...noFilter, archived: true }, []))).toBe('d');
});

test('sorts by title, and by owner with the ownerless last', () => {
  expect(names(listRunbooks(rows, { ...noFilter, sort: 'title' }, []))).toBe('bca');
  expect(names(listRunbooks(rows, { ...noFilter, sort: 'owner' }, []))).toBe('bac');
});

test('filters by any of the owners, by no owner, and by tag', () => {
  expect(names(listRunbooks(rows, { ...noFilter, owner: 'Zoe' }, []))).toBe('ba');
  expect(names(listRunbooks(rows, { ...noFilter, owner: noOwner }, []))).toBe('c');
  expect(names(listRunbooks(rows, { ...noFilter, tag: 'db' }, []))).toBe('a');
});

test('filters by component and by alert', () => {
  expect(names(listRunbooks(rows, { ...noFilter, component: 'orders-db' }, []))).toBe('a');
  expect(names(listRunbooks(rows, { ...noFilter, alert: 'PgDown' }, []))).toBe('a');
  expect(names(listRunbooks(rows, { ...noFilter, alert: 'Pg' }, []))).toBe('');
});

test('marks what of a title matched, at the start of a word where it can', () => {
  expect(titleMarks('Undone: do it on Windows', ['do', 'on'])).toEqual([
    [8, 10],
    [14, 16],
  ]);
  expect(titleMarks('İstanbul do', ['do'])).toEqual([]);
});

test('titles that start with the query come first', () => {
  expect(names(listRunbooks(rows, { ...noFilter, query: 'failover' }, []))).toBe('cba');
});

test('every word must be there, in any order', () => {
  expect(names(listRunbooks(rows, { ...noFilter, query: 'failover  POST' }, []))).toBe('a');
});

test('what only the text holds follows, with its excerpt, and obeys the filters', () => {
  const hits = ['b', 'a', 'd'].map((name) => ({
    doc: `runbook:${name}`,
    title: name,
    titleMarks: [],
    excerpt: '… patroni …',
    marks: [],
  }));
  const listed = listRunbooks(rows, { ...noFilter, query: 'dns' }, hits);
  expect(names(listed)).toBe('ba');
  expect(listed[0]).not.toHaveProperty('hit');
  expect(listed[1]?.hit?.excerpt).toBe('… patroni …');
});

test('those due for review are listed worst first, and counted', () => {
  const dayMs = 24 * 60 * 60 * 1000;
  const nowMs = 1_000 * dayMs;
  const reviewed = (name: string, daysAgo: number, verdict: 'works' | 'obsolete' = 'works') =>
    row(name, {
      reviews: [{ by: 'Ana', atMs: nowMs - daysAgo * dayMs, verdict, version: '', note: '' }],
    });
  const some = [
    reviewed('fresh', 1),
    reviewed('overdue', 200),
    row('never', {}),
    row('old', { archived: true }),
    reviewed('obsolete', 1, 'obsolete'),
  ];
  const trusts = new Map(some.map((one) => [one.name, trustOf(one.runbook, [], nowMs)]));
  const due = listRunbooks(some, dueFilter, [], trusts);
  expect(due.map(({ name }) => name.slice('runbook:'.length))).toEqual([
    'obsolete',
    'never',
    'overdue',
  ]);
  expect(countDue(some, trusts)).toBe(3);
  const all = listRunbooks(some, { ...noFilter, sort: 'trust' }, [], trusts);
  expect(all.at(-1)?.name).toBe('runbook:fresh');
});

test('choices are what this view uses, each once', () => {
  expect(filterChoices(rows, false)).toEqual({
    owners: ['Ana', 'Zoe'],
    tags: ['db', 'net'],
    components: ['orders-db'],
  });
  expect(filterChoices(rows, true)).toEqual({ owners: [], tags: [], components: [] });
});

test('the palette finds archived runbooks too, after the others', () => {
  const projections = new Map(rows.map((one) => [one.name, one.runbook]));
  expect(names(findRunbookTitles(projections, 'failover', 10))).toBe('cbad');
  expect(names(findRunbookTitles(projections, '', 2))).toBe('bc');
  expect(findRunbookTitles(undefined, '', 2)).toEqual([]);
});
