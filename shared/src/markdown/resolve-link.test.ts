import { expect, test } from 'vitest';
import { incidentAt, resolveLink } from './resolve-link.ts';

const known = new Map([
  ['shop/dns/failover.md', 'runbook:dns'],
  ['shop/pg.md', 'runbook:pg'],
  ['shop/net/_index.md', 'runbook:net'],
  ['shop/a b.md', 'runbook:space'],
  ['shop/content/node/raid.md', 'runbook:raid'],
  ['shop/db/README.md', 'runbook:db'],
]);
const id = '0123456789abcdefghjkmnpqrs';
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
  ['../db', 'runbook:db'],
  ['../db/', 'runbook:db'],
  ['../pg.html', 'runbook:pg'],
  ['../pg.md?plain=1#x', 'runbook:pg'],
  ['../failover/', 'runbook:dns'],
  ['{{< ref "./failover.md" >}}', 'runbook:dns'],
  ['%7B%7B%3C%20relref%20%22../pg%22%20%3E%7D%7D', 'runbook:pg'],
  ["{{% relref path='pg.md' lang='en' %}}", 'runbook:pg'],
  ['{{< ref "/net#impact" >}}', 'runbook:net'],
  ['{% link dns/failover.md %}', 'runbook:dns'],
  [`/runbooks/${id}`, `runbook:${id}`],
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

test('a path from the site’s root is looked for where the site may begin', () => {
  const to = (href: string) =>
    resolveLink(href, 'shop/content/node/clock.md', (path) => known.get(path));
  expect(to('/node/raid/')).toMatchObject({ kind: 'runbook', name: 'runbook:raid' });
  expect(to('/dns/failover')).toMatchObject({ kind: 'runbook', name: 'runbook:dns' });
});

test('screens of the app are screens of the app', () => {
  expect(from('/runbooks?owner=Ana')).toEqual({ kind: 'app', path: '/runbooks?owner=Ana' });
  expect(from('/map/people/ana')).toEqual({ kind: 'app', path: '/map/people/ana' });
  expect(from('/r/NodeDown')).toEqual({ kind: 'app', path: '/r/NodeDown' });
  expect(from('/runbooks/net/')).toMatchObject({ kind: 'missing' });
});

test('the room of an incident is in the app; other paths of that folder are files', () => {
  expect(from(`/incidents/${id}`)).toEqual({ kind: 'app', path: `/incidents/${id}` });
  expect(incidentAt(`/incidents/${id}#entry`)).toBe(`incident:${id}`);
  expect(from('/incidents')).toMatchObject({ kind: 'app' });
  expect(from('/incidents/2026-11.md')).toMatchObject({ kind: 'missing' });
  expect(incidentAt('/incidents/all')).toBeUndefined();
});
