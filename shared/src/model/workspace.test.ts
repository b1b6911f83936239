import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { describeRelay, putRelay, readWorkspace, removeRelay } from './workspace.ts';

const url = 'wss://a.example';

test('two people who say different things of a relay at once are both heard', () => {
  const [a, b] = [new Y.Doc(), new Y.Doc()];
  putRelay(a, { url, label: 'A', region: '', provider: '' });
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
  expect(describeRelay(a, url, { region: 'eu-west-1' })).toEqual({ ok: true, changed: true });
  expect(describeRelay(b, `${url}/`, { provider: 'Hetzner', certificate: 'ab:cd' })).toEqual({
    ok: true,
    changed: true,
  });
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
  const said = { label: 'A', region: 'eu-west-1', provider: 'Hetzner', certificate: 'ab:cd' };
  for (const doc of [a, b]) expect(readWorkspace(doc).relays).toEqual([{ url, ...said }]);
});

test('what was said before, all in one, holds until it is said anew', () => {
  const doc = new Y.Doc();
  doc.getMap('relays').set(url, { label: 'A', region: 'r', provider: 'p' });
  describeRelay(doc, url, { region: '' });
  expect(readWorkspace(doc).relays).toEqual([{ url, label: 'A', region: '', provider: 'p' }]);
  expect(describeRelay(doc, url, { region: '' })).toEqual({ ok: true, changed: false });
  doc.getMap('relay-facts').set(`provider ${url}`, 7);
  expect(readWorkspace(doc).relays[0]?.provider).toBe('p');
});

test('a relay that is said something of is on the list; one that is taken off is forgotten', () => {
  const doc = new Y.Doc();
  describeRelay(doc, url, { provider: 'p' });
  expect(readWorkspace(doc).relays).toEqual([{ url, label: '', region: '', provider: 'p' }]);
  removeRelay(doc, url);
  describeRelay(doc, url, {});
  expect(readWorkspace(doc).relays).toEqual([{ url, label: '', region: '', provider: '' }]);
  expect(describeRelay(doc, url, { region: 'x'.repeat(500) })).toMatchObject({ ok: false });
  expect(describeRelay(doc, 'ftp://a', { region: 'x' })).toMatchObject({ reason: 'no-address' });
});
