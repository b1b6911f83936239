import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { verifyBundle } from '@holdfast/shared/bundle/verify-bundle';
import { createRunbook } from '@holdfast/shared/model/runbook';
import type { BundleOrigin } from '@holdfast/shared/bundle/bundle-source';
import { makeBundleInThread } from './bundle-thread.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-bundle-thread-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const origin: BundleOrigin = {
  workspace: 'demo',
  madeAtMs: Date.UTC(2026, 10, 27, 12),
  maker: { kind: 'relay', name: 'relay-a' },
  version: '0.1.0',
  relays: [],
  copy: { linked: [], unlinked: [], unsent: 0, damaged: 0 },
};

function state(title: string): Uint8Array {
  const doc = new Y.Doc();
  createRunbook(doc, { title, body: 'Turn it **off**.' }, 1, 'Ana');
  return Y.encodeStateAsUpdate(doc);
}

test('a thread writes the file from documents that it asks for one by one', async () => {
  const path = join(folder, 'bundles', 'demo.html');
  let asked = 0;
  const { finished } = makeBundleInThread(
    { path, origin },
    {
      documents: () => ['runbook:a', 'runbook:b', 'runbook:bad'],
      async read(doc) {
        asked += 1;
        if (doc === 'runbook:bad') throw new Error('disk');
        return state(doc);
      },
    },
  );
  const report = await finished;
  expect(report).toMatchObject({ runbooks: 2, unreadable: ['runbook:bad'] });
  expect(asked).toBe(5);
  const bytes = readFileSync(path);
  expect(verifyBundle(bytes)).toMatchObject({ kind: 'fits', digest: report.digest });
  expect(bytes.toString()).toContain('Turn it <strong>off</strong>.');
  expect(readdirSync(join(folder, 'bundles'))).toEqual(['demo.html']);
});

test('one that cannot be written, or is stopped, leaves the file of that name as it was', async () => {
  const path = join(folder, 'demo.html');
  writeFileSync(path, 'the one before');
  writeFileSync(join(folder, 'file'), '');
  const replica = { documents: () => ['runbook:a'], read: async () => state('A') };
  const nowhere = makeBundleInThread({ path: join(folder, 'file', 'x.html'), origin }, replica);
  await expect(nowhere.finished).rejects.toThrow(/EEXIST|ENOTDIR/);
  const stopped = makeBundleInThread(
    { path, origin },
    { documents: () => ['runbook:a'], read: () => new Promise<never>(() => undefined) },
  );
  const reason = stopped.finished.catch(String);
  await stopped.stop();
  expect(await reason).toContain('ended before');
  expect(readFileSync(path, 'utf8')).toBe('the one before');
});
