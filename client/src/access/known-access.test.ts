import { restrictDocument } from '@holdfast/shared/access/workspace-access';
import { expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { watchAccess } from './known-access.ts';

const runbook = 'runbook:secret';

function hubWith(doc: Y.Doc) {
  const close = vi.fn();
  const open = vi.fn(() => ({ doc, close, ready: Promise.resolve() }));
  return { open, close };
}

it('opens the document once for all who ask, and tells them of what changes', async () => {
  const doc = new Y.Doc();
  const hub = hubWith(doc);
  const known = watchAccess(hub);
  const [first, second] = [vi.fn(), vi.fn()];
  const leave = [known.subscribe(first), known.subscribe(second)];
  await Promise.resolve();
  expect(hub.open).toHaveBeenCalledTimes(1);
  restrictDocument(doc, runbook, ['ben'], { by: 'Ana', atMs: 1 });
  expect(first).toHaveBeenCalled();
  expect(second).toHaveBeenCalled();
  expect(known.get().restricted.get(runbook)?.people).toEqual(['ben']);
  leave[0]?.();
  expect(hub.close).not.toHaveBeenCalled();
  leave[1]?.();
  expect(hub.close).toHaveBeenCalledTimes(1);
});

it('goes by what was read last until it is read anew', async () => {
  const doc = new Y.Doc();
  restrictDocument(doc, runbook, ['ben'], { by: 'Ana', atMs: 1 });
  const known = watchAccess(hubWith(doc));
  expect(known.get().restricted.size).toBe(0);
  const leave = known.subscribe(() => undefined);
  await Promise.resolve();
  leave();
  expect(known.get().restricted.size).toBe(1);
});
