import { expect, test } from 'vitest';
import { componentLink, personLink, runbookLink } from './link-words.ts';

const target = (sourcePath: string, title = 'DNS') => ({
  name: 'runbook:01j00000000000000000000000',
  title,
  sourcePath,
});

test('runbooks from the same folder are linked by their files', () => {
  expect(runbookLink(target('ops/net/dns.md'), 'ops/net/web.md')).toBe('[DNS](dns.md)');
  expect(runbookLink(target('ops/net/dns.md'), 'ops/db/deep/pg.md')).toBe(
    '[DNS](../../net/dns.md)',
  );
  expect(runbookLink(target('ops/a (b) #1.md'), 'ops/web.md')).toBe('[DNS](a%20%28b%29%20%231.md)');
});

test('others by their address', () => {
  const address = '[DNS](/runbooks/01j00000000000000000000000)';
  expect(runbookLink(target(''), 'ops/web.md')).toBe(address);
  expect(runbookLink(target('ops/dns.md'), '')).toBe(address);
  expect(runbookLink(target('other/dns.md'), 'ops/web.md')).toBe(address);
});

test('words that are markup stay words', () => {
  expect(runbookLink(target('', 'a [b] `c`'), '')).toContain(String.raw`[a \[b\] \`c\`](`);
});

test('people and components lead to their pages on the map, else to their runbooks', () => {
  expect(personLink({ name: 'Ana Pérez' })).toBe('[Ana Pérez](/runbooks?owner=Ana+P%C3%A9rez)');
  expect(personLink({ name: 'Ana', id: 'ana' })).toBe('[Ana](/map/people/ana)');
  expect(componentLink({ name: 'orders-db' })).toBe('[orders-db](/runbooks?component=orders-db)');
  expect(componentLink({ name: 'Orders', id: 'orders' })).toBe('[Orders](/map/components/orders)');
});
