import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntryProof } from '../access/entry-proof.ts';
import type { DrillLogProjection } from '../model/projection.ts';
import { drillProjection } from '../model/projection-fixture.ts';
import {
  countSignatures,
  drillLogCsv,
  drillLogFile,
  drillLogFileSchema,
} from './drill-log-export.ts';
import { drillLogRows, filterDrillLog } from './drill-log-rows.ts';

const day = 24 * 3_600_000;
const scope = { components: ['c1'], domains: ['zone'], people: [] };

const seal: DrillLogProjection['seals'][number] = {
  drill: 'drill:gone',
  title: 'Restore',
  drillKind: 'backup-restore',
  plan: '',
  scenario: '',
  scope: { components: [], domains: [], people: [] },
  startedAtMs: day,
  endedAtMs: 2 * day,
  outcome: 'failed',
  people: ['Dan'],
  findings: 2,
  openFindings: 1,
  count: 3,
  digest: 'd',
  sealedBy: 'Ana',
  sealedAtMs: 2 * day,
};

const rows = drillLogRows(
  [
    [
      'drill:b',
      drillProjection({
        title: 'Failover, "big"',
        drillKind: 'failover',
        startedAtMs: 10 * day,
        outcome: 'passed',
        people: ['Ana', 'Ben'],
        scope,
        rtoSeconds: 60,
        recoverySeconds: 0,
        verdict: { outcome: 'passed', hypothesis: 'held', by: 'Ana', atMs: 1, text: '' },
      }),
    ],
    ['drill:a', drillProjection({ title: '=1+1', startedAtMs: 5 * day, archived: true })],
  ],
  [seal, { ...seal, drill: 'drill:b', sealedBy: 'Ben' }],
  (id) => (id === 'c1' ? 'Orders' : undefined),
);

describe('the rows of the log', () => {
  it('are one a drill, the oldest first, and a drill that is gone is as it was sealed', () => {
    expect(rows.map(({ document, gone, sealedBy }) => [document, gone, sealedBy])).toEqual([
      ['drill:gone', true, 'Ana'],
      ['drill:a', false, ''],
      ['drill:b', false, 'Ben'],
    ]);
    expect(rows[2]).toMatchObject({ components: ['Orders'], domains: ['zone'], outcome: 'passed' });
  });

  it('are filtered by kind, outcome, component, day and person', () => {
    const dayOf = (atMs: number) => new Date(atMs).toISOString().slice(0, 10);
    const found = (filter: Parameters<typeof filterDrillLog>[1]) =>
      filterDrillLog(rows, filter, dayOf).map(({ document }) => document);
    expect(found({})).toHaveLength(3);
    expect(found({ kind: 'failover' })).toEqual(['drill:b']);
    expect(found({ outcome: 'failed' })).toEqual(['drill:gone']);
    expect(found({ component: 'orders' })).toEqual(['drill:b']);
    expect(found({ person: 'dan' })).toEqual(['drill:gone']);
    expect(found({ from: '1970-01-06', to: '1970-01-06' })).toEqual(['drill:a']);
    expect(found({ to: '1970-01-02' })).toEqual(['drill:gone']);
  });
});

describe('the export', () => {
  it('as JSON is as its schema says; what is not known is null', () => {
    const file = drillLogFile(rows, { workspace: 'demo', nowMs: 0 });
    expect(drillLogFileSchema.parse(JSON.parse(JSON.stringify(file)))).toEqual(file);
    expect(file.drills[2]).toMatchObject({
      startedAt: '1970-01-11T00:00:00.000Z',
      endedAt: null,
      objectives: { recoverySeconds: 60, dataLossSeconds: null },
      measured: { recoverySeconds: 0, dataLossSeconds: null },
      hypothesis: 'held',
    });
    expect(file.drills[0]).toMatchObject({ openActions: null, files: null, gone: true });
  });

  it('as CSV keeps commas, quotes and lines, and starts no formula', () => {
    const csv = drillLogCsv(rows);
    const [heading, gone, formula, failover] = readCsv(csv);
    expect(heading?.slice(0, 4)).toEqual(['Document', 'Title', 'Kind', 'Outcome']);
    expect(gone?.at(-1)).toBe('yes');
    expect(formula?.[1]).toBe("'=1+1");
    expect(failover?.[1]).toBe('Failover, "big"');
    expect(failover?.slice(7, 11)).toEqual(['60', '0', '', '']);
  });

  it('as CSV says what was said, whatever that is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.string()), (title, people) => {
        const csv = drillLogCsv(
          drillLogRows([['drill:a', drillProjection({ title, people })]], []),
        );
        const cells = readCsv(csv)[1] ?? [];
        expect(cells[1]?.replace(/^'/u, '')).toBe(title.replace(/^'/u, ''));
        for (const cell of cells) expect(cell).not.toMatch(/^\s*[=+\-@]/u);
      }),
    );
  });
});

/** RFC 4180, as strictly as it reads. */
function readCsv(csv: string): readonly (readonly string[])[] {
  expect(csv.endsWith('\r\n')).toBe(true);
  const lines: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let found = cell.exec(csv); found !== null; found = cell.exec(csv)) {
    lines.at(-1)?.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] !== ',') lines.push([]);
    if (cell.lastIndex === csv.length) return lines.slice(0, -1);
  }
  throw new Error('no CSV');
}

it('says how many entries are of whom they name, where the workspace has keys', () => {
  const by = { name: 'Bob', label: '' };
  const counts = countSignatures(
    new Map<string, EntryProof>([
      ['1', { state: 'signed', by }],
      ['2', { state: 'forged', why: 'changed', by }],
      ['3', { state: 'unsigned' }],
      ['4', { state: 'machine' }],
    ]),
  );
  const signatures = new Map([['drill:b', counts]]);
  const lines = drillLogCsv(rows, signatures).split('\r\n');
  expect(lines[0]).toMatch(/,Entries,Signed by whom they name,Author in doubt$/u);
  expect(lines[1]).toMatch(/,yes,,,$/u);
  expect(lines[3]).toMatch(/,4,1,2$/u);
  expect(drillLogCsv(rows)).not.toContain('Signed by');
  const file = drillLogFile(rows, { workspace: 'demo', nowMs: day, signatures });
  expect(drillLogFileSchema.parse(file).drills.map((one) => one.signatures)).toEqual([
    undefined,
    undefined,
    { entries: 4, signed: 1, doubtful: 2 },
  ]);
});
