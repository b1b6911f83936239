import { expect, it } from 'vitest';
import type { RunbookProjection } from '../model/projection.ts';
import { runbookProjection } from '../model/projection-fixture.ts';
import { relatedRunbooks } from './related.ts';

const runbooks = new Map<string, RunbookProjection>(
  Object.entries({
    own: {
      components: ['db'],
      tags: ['sql'],
      owners: ['Ana'],
      links: ['other.md'],
      alerts: ['Down'],
    },
    linked: { sourcePath: 'other.md' },
    linking: { links: ['own.md'] },
    alert: { alerts: ['Down'] },
    component: { components: ['db'], owners: ['Ana'] },
    alike: {},
    archived: { alerts: ['Down'], archived: true },
    stranger: { tags: ['dns'] },
  }).map(([id, part]) => [`runbook:${id}`, runbookProjection({ title: id, ...part })]),
);
const targets = new Map([
  ['other.md', 'runbook:linked'],
  ['own.md', 'runbook:own'],
]);

it('gives links both ways, shared names and like texts, with the reasons, closest first', () => {
  const related = relatedRunbooks({
    doc: 'runbook:own',
    runbooks,
    alike: [{ doc: 'runbook:alike', likeness: 0.4, words: ['slot'] }],
    resolve: (link) => targets.get(link),
    limit: 10,
  });
  expect(related.map(({ title, reasons }) => [title, reasons.map(({ kind }) => kind)])).toEqual([
    ['linked', ['links-to']],
    ['linking', ['linked-from']],
    ['component', ['components', 'owners']],
    ['alert', ['alerts']],
    ['alike', ['words']],
  ]);
});

it('takes what everything shares for no reason', () => {
  const many = new Map(
    Array.from({ length: 50 }, (_, at) => [
      `runbook:${at}`,
      runbookProjection({ owners: ['Ana'], tags: ['ops'] }),
    ]),
  );
  const request = {
    doc: 'runbook:1',
    runbooks: many,
    alike: [],
    resolve: () => undefined,
    limit: 5,
  };
  expect(relatedRunbooks(request)).toEqual([]);
  expect(relatedRunbooks({ ...request, doc: 'runbook:none' })).toEqual([]);
});
