import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { watchAppends } from '../replica/append-only.ts';
import { guardRuleOf } from './append-rules.ts';
import { restrictDocument, revoke, unrevoke } from './workspace-access.ts';

const by = { by: 'Cleo', atMs: 1, reason: '' };

/** What relays say to a change of the workspace by an admin who was let in so. */
function told(kind: 'invitation' | 'break-glass', change: (doc: Y.Doc) => void): string {
  const doc = new Y.Doc();
  restrictDocument(doc, 'incident:one', ['ana'], by);
  revoke(doc, { person: 'eddy' }, by);
  const rule = guardRuleOf('workspace', { device: 'x', kind });
  if (rule === undefined) return 'ok';
  const watch = watchAppends(doc, rule);
  change(doc);
  return watch.problem() ?? 'ok';
}

it.each<readonly [string, (doc: Y.Doc) => unknown]>([
  ['lifts a restriction', (doc) => restrictDocument(doc, 'incident:one', undefined, by)],
  ['names others in a restriction', (doc) => restrictDocument(doc, 'incident:one', ['x'], by)],
  ['takes back a cut-off', (doc) => unrevoke(doc, { person: 'eddy' })],
])('an admin by sealed access is refused who %s', (_, change) => {
  expect(told('break-glass', (doc) => void change(doc))).not.toBe('ok');
  expect(told('invitation', (doc) => void change(doc))).toBe('ok');
});

it.each<readonly [string, (doc: Y.Doc) => unknown]>([
  ['restricts a document', (doc) => restrictDocument(doc, 'incident:two', ['x'], by)],
  ['cuts somebody off', (doc) => revoke(doc, { person: 'mallory' }, by)],
])('an admin by sealed access %s', (_, change) => {
  expect(told('break-glass', (doc) => void change(doc))).toBe('ok');
});
