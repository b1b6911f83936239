import type { Projection } from '@holdfast/shared/model/projection';
import { drillProjection } from '@holdfast/shared/model/projection-fixture';
import { expect, test } from 'vitest';
import {
  filterLog,
  type LogFilter,
  logRows,
  noLogFilter,
  offered,
  readLogSearch,
  writeLogSearch,
} from './log-model.ts';

const dayOf = (atMs: number) => new Date(atMs).toISOString().slice(0, 10);
const projections = new Map<string, Projection>([
  ['drill:going', drillProjection({ title: 'Goes on', outcome: 'open', startedAtMs: 9e11 })],
  [
    'drill:old',
    drillProjection({
      title: 'Restore',
      outcome: 'failed',
      startedAtMs: Date.parse('2026-03-01T10:00Z'),
      people: ['Ben'],
      findings: [{ id: 'f', text: 'No alert rang', by: 'Ben', atMs: 1, state: 'open' }],
    }),
  ],
  [
    'drill:new',
    drillProjection({
      title: 'Failover',
      drillKind: 'failover',
      outcome: 'passed',
      startedAtMs: Date.parse('2026-05-01T10:00Z'),
      people: ['Ana'],
    }),
  ],
  [
    'drill-log',
    {
      kind: 'drill-log',
      title: 'Drill log',
      seals: [
        {
          drill: 'drill:gone',
          title: 'Tabletop',
          drillKind: 'tabletop',
          plan: '',
          scenario: '',
          scope: { components: [], domains: [], people: [] },
          startedAtMs: Date.parse('2026-04-01T10:00Z'),
          endedAtMs: Date.parse('2026-04-01T11:00Z'),
          outcome: 'passed',
          people: ['Cleo'],
          findings: 0,
          openFindings: 0,
          count: 3,
          digest: 'd',
          sealedBy: 'Cleo',
          sealedAtMs: 1,
        },
      ],
    },
  ],
]);

const shown = (filter: Partial<LogFilter>) =>
  filterLog(logRows(projections), { ...noLogFilter, ...filter }, dayOf).map(({ name }) => name);

test('the log has what ended, the newest first, and summaries of what is gone', () => {
  expect(shown({})).toEqual(['drill:new', 'drill:gone', 'drill:old']);
  expect(logRows(projections).find(({ gone }) => gone)?.drill).toBeUndefined();
});

test('it is filtered by each of the fields, and by all words', () => {
  expect(shown({ outcome: 'failed' })).toEqual(['drill:old']);
  expect(shown({ kind: 'tabletop' })).toEqual(['drill:gone']);
  expect(shown({ person: 'ana' })).toEqual(['drill:new']);
  expect(shown({ from: '2026-04-01', to: '2026-04-30' })).toEqual(['drill:gone']);
  expect(shown({ text: 'alert ben' })).toEqual(['drill:old']);
  expect(shown({ text: 'alert cleo' })).toEqual([]);
  expect(offered(logRows(projections)).people).toEqual(['Ana', 'Ben', 'Cleo']);
});

test('filters survive the way to an address and back', () => {
  const filter = { ...noLogFilter, text: 'a b', kind: 'chaos', from: '2026-01-01', person: 'Ö&=' };
  expect(readLogSearch(writeLogSearch(filter))).toEqual(filter);
  expect(writeLogSearch(noLogFilter)).toBe('');
  expect(readLogSearch('from=soon').from).toBe('');
});
