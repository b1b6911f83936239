import { expect, it } from 'vitest';
import type { AuditLine } from './audit-lines.ts';
import { foldLog, isTurnedAway, logChoices, searchableLog } from './fold-log.ts';

/** A line at noon of a day, so that the reader's day is the same wherever the test runs. */
function line(time: string, what: string, more: Partial<AuditLine> = {}, day = '05'): AuditLine {
  return { at: new Date(`2026-03-${day}T${time}`).toISOString(), what, way: 'link', ...more };
}
const ana = { person: 'ana', role: 'admin', device: 'ana-laptop', address: '10.0.0.1' };
const ben = { person: 'ben', role: 'editor', device: 'ben-phone', address: '10.0.0.2' };
const stranger = { reason: 'expired', address: '10.9.9.9' };

/** The latest first, as logs are read. */
function told(lines: readonly AuditLine[]) {
  return foldLog(lines.toReversed()).map(({ line: { what, device }, count, since }) =>
    [what, device, count, since?.slice(17, 19)].filter((part) => part !== undefined).join(' '),
  );
}

it('connections of one device are one row, however they mix with those of others', () => {
  expect(
    told([
      line('12:00:01', 'connected', ana),
      line('12:00:02', 'connected', ben),
      line('12:00:03', 'connected', ana),
      line('12:00:04', 'connected', ben),
      line('12:00:05', 'connected', ana),
    ]),
  ).toEqual(['connected ana-laptop 3 01', 'connected ben-phone 2 02']);
});

it('what a row is not equal in keeps it apart: device, way, network and day', () => {
  expect(
    told([
      line('12:00:00', 'connected', ana, '04'),
      line('12:00:01', 'connected', ana),
      line('12:00:02', 'connected', { ...ana, device: 'ana-phone' }),
      line('12:00:03', 'connected', { ...ana, way: 'http' }),
      line('12:00:04', 'connected', { ...ana, address: '192.168.0.1' }),
    ]),
  ).toHaveLength(5);
});

it('what happens once is a row of its own, and ends those before it', () => {
  expect(
    told([
      line('12:00:01', 'connected', ben),
      line('12:00:02', 'connected', ben),
      line('12:00:03', 'revoked', { person: 'device:ben-phone', by: 'Ana' }),
      line('12:00:03', 'closed', { ...ben, reason: 'revoked' }),
      line('12:00:04', 'connected', ben),
    ]),
  ).toEqual([
    'connected ben-phone 1',
    'closed ben-phone 1',
    'revoked 1',
    'connected ben-phone 2 01',
  ]);
});

it('refusals are counted with those that the relay counted, and connections do not hide them', () => {
  expect(
    told([
      line('12:00:01', 'refused', stranger),
      line('12:00:02', 'connected', ana),
      line('12:00:11', 'refused', { ...stranger, times: 7 }),
      line('12:00:12', 'refused', { ...stranger, reason: 'revoked' }),
      line('12:00:13', 'refused', { ...stranger, lostBefore: 2 }),
    ]),
  ).toEqual(['refused 1', 'refused 1', 'refused 8 01', 'connected ana-laptop 1']);
});

it('a line whose time cannot be read is shown as well', () => {
  expect(foldLog([{ at: 'odd', what: 'connected' }])).toEqual([
    { line: { at: 'odd', what: 'connected' }, count: 1, since: undefined },
  ]);
});

const names = {
  person: (id: string) => (id === 'ana' ? 'Ana Ortiz' : id),
  device: (id: string) => (id === 'ana-laptop' ? 'Laptop' : ''),
  title: (doc: string) => (doc === 'incident:x' ? 'Checkout fails' : ''),
};
const mixed = [
  line('12:00:08', 'let-in-again', { person: 'device:ben-phone' }),
  line('12:00:07', 'restricted', { doc: 'incident:x', by: 'Cleo', people: 2 }),
  line('12:00:06', 'odd event'),
  line('12:00:05', 'refused', stranger),
  line('12:00:04', 'closed', { ...ben, reason: 'revoked' }),
  line('12:00:03', 'revoked', { person: 'device:ben-phone', by: 'Ana' }),
  line('12:00:02', 'accepted', ben),
  line('12:00:01', 'connected', ana),
];

it('a log is narrowed to one sort of lines, each with its number', () => {
  const { counts, find } = searchableLog(mixed, names);
  const found = logChoices.map((choice) => find('', choice).map(({ what }) => what));
  expect(found).toEqual([
    mixed.map(({ what }) => what),
    ['refused', 'closed', 'revoked'],
    ['let-in-again', 'accepted'],
    ['connected'],
  ]);
  expect(logChoices.map((choice) => counts[choice])).toEqual(found.map(({ length }) => length));
  expect(mixed.filter(isTurnedAway)).toEqual(find('', 'turned-away'));
});

it('a log is narrowed by what people read in it, and by ids', () => {
  const { find } = searchableLog(mixed, names);
  const at = (query: string, choice: (typeof logChoices)[number] = 'all') =>
    find(query, choice).map(({ what }) => what);
  expect(at('ortiz LAPTOP')).toEqual(['connected']);
  expect(at('ben-phone')).toEqual(['let-in-again', 'closed', 'revoked', 'accepted']);
  expect(at('10.0.0.2 closed')).toEqual(['closed']);
  expect(at('ben-phone', 'turned-away')).toEqual(['closed', 'revoked']);
  expect(at('the access has ended')).toEqual(['refused']);
  expect(at('document restricted checkout 2 people')).toEqual(['restricted']);
  expect(at('nobody')).toEqual([]);
});
