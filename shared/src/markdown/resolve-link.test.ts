import { expect, test } from 'vitest';
import { resolveLink } from './resolve-link.ts';

const known = new Map([
  ['shop/dns/failover.md', 'runbook:dns'],
  ['shop/pg.md', 'runbook:pg'],
  ['shop/net/_index.md', 'runbook:net'],
  ['shop/a b.md', 'runbook:space'],
]);
const from = (href: string) => resolveLink(href, 'shop/dns/loss.md', (path) => known.get(path));

test.each([
  ['failover.md', 'runbook:dns'],
  ['./failover.md#meaning', 'runbook:dns'],
  ['../pg.md', 'runbook:pg'],
  ['../pg', 'runbook:pg'],
  ['../pg/', 'runbook:pg'],
  ['/pg.md', 'runbook:pg'],
  ['../net/', 'runbook:net'],
  ['../a%20b.md', 'runbook:space'],
])('%s leads to %s', (href, name) => {
  expect(from(href)).toMatchObject({ kind: 'runbook', name });
});

test('the anchor goes along', () => {
  expect(from('failover.md#meaning')).toMatchObject({ id: 'meaning' });
  expect(from('#impact')).toEqual({ kind: 'heading', id: 'impact' });
});

test('other addresses are outside, unknown files are said to be missing', () => {
  expect(from('https://x.org/failover.md')).toEqual({
    kind: 'outside',
    href: 'https://x.org/failover.md',
  });
  expect(from('mailto:a@b.c')).toMatchObject({ kind: 'outside' });
  expect(from('//evil.org')).toMatchObject({ kind: 'outside' });
  expect(from('../../../../etc/passwd')).toEqual({
    kind: 'missing',
    path: '../../../../etc/passwd',
  });
  expect(from('100%.md')).toMatchObject({ kind: 'missing' });
});
