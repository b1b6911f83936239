import { join } from 'node:path';
import { reviewRunbook, unlockRunbook } from '@holdfast/shared/model/review';
import { replaceBody } from '@holdfast/shared/model/runbook';
import { historyDocument, readVersions, versionText } from '@holdfast/shared/model/versions';
import { pngOf } from '@holdfast/shared/transfer/image-fixture';
import { writeZip } from '@holdfast/shared/transfer/zip-write';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { z } from 'zod/mini';
import { nodeRandom } from '../relay/node-clock.ts';
import { createCommandFixture, type Ran } from './command-fixture.ts';
import { openSession } from './session.ts';

const fixture = createCommandFixture();
const { holdfast, put } = fixture;
let folder: string;
beforeEach(() => {
  folder = fixture.begin();
});
afterEach(() => fixture.cleanUp());

const listSchema = z.array(z.object({ document: z.string() }));

async function list(url: string): Promise<z.infer<typeof listSchema>> {
  const { data } = await holdfast('list', 'runbooks', '--json', '--relay', url);
  return listSchema.parse(JSON.parse(data));
}

/** As somebody does who has the document open. */
async function edit(url: string, document: string, change: (doc: Y.Doc) => void): Promise<void> {
  const session = await openSession({ relays: [url], workspace: 'demo' });
  await session.change(document, (doc) => {
    change(doc);
    return true;
  });
  await session.saved();
  await session.close();
}

test('an import after edits here and in the file leaves a conflict alone, and says so with its exit code', async () => {
  const { address } = await fixture.start();
  const url = String(address);
  const file = join(folder, 'team');
  put('team/a.md', '# A\n\nfirst\n');
  const again = (...more: string[]): Promise<Ran> =>
    holdfast('import', 'runbooks', file, '--relay', url, ...more);
  await again();
  const [a] = await list(url);
  const body = async (): Promise<string> =>
    (await holdfast('show', String(a?.document), '--body', '--relay', url)).data;
  await edit(url, String(a?.document), (doc) => void replaceBody(doc, '# A\n\nfirst, edited\n'));
  put('team/a.md', '# A\n\nFIRST\n');
  const left = await again();
  expect(left).toMatchObject({ exitCode: 4 });
  expect(left.data).toMatch('1 conflict, 0 files skipped');
  expect(left.data).toMatch(/ {2}a\.md +/);
  expect(left.messages).toMatch('--theirs');
  expect(await body()).toBe('# A\n\nfirst, edited\n');
  expect(await again('--ours')).toMatchObject({ exitCode: 0 });
  expect(await again()).toMatchObject({ exitCode: 0 });
  put('team/a.md', '# A\n\nfirst again\n');
  expect((await again('--theirs')).messages).toMatch('gave way to the file, as asked');
  expect(await body()).toBe('# A\n\nfirst again\n');
  expect((await again('--theirs', '--ours')).exitCode).toBe(2);
});

test('a text that is approved and locked is kept aside, and what a text was is among its versions', async () => {
  const { address } = await fixture.start();
  const url = String(address);
  put('team/a.md', '# A\n');
  put('team/b.md', '# B\n');
  const again = (...more: string[]): Promise<Ran> =>
    holdfast('import', 'runbooks', join(folder, 'team'), '--relay', url, ...more);
  await again();
  const [a, b] = (await list(url)).map(({ document }) => document);
  const body = async (document: string | undefined): Promise<string> =>
    (await holdfast('show', String(document), '--body', '--relay', url)).data;
  const isA = (await body(a)) === '# A\n';
  const [locked = '', free = ''] = isA ? [a, b] : [b, a];
  const context = { actor: { name: 'Ana', device: '' }, nowMs: 1_000, random: nodeRandom };
  await edit(url, locked, (doc) => {
    reviewRunbook(doc, { verdict: 'works', version: 'v', note: '', lock: true }, context);
  });
  put('team/a.md', '# A\n\nnews\n');
  put('team/b.md', '# B\n\nnews\n');
  for (const options of [['--dry-run'], [], ['--theirs'], ['--both']]) {
    const ran = await again(...options);
    expect(ran).toMatchObject({ exitCode: 4 });
    expect(ran.data).toMatch('1 locked, 0 files skipped');
    expect(ran.data).toMatch(/ {2}a\.md +Ana approved this text and locked it/);
    expect(ran.messages).toMatch('Unlock these runbooks in Holdfast first, then import again.');
    expect(await body(locked)).toBe('# A\n');
  }
  expect(await body(free)).toBe('# B\n\nnews\n');
  expect(JSON.parse((await again('--json')).data)).toMatchObject({
    files: [{ path: 'a.md', result: 'locked', problem: expect.any(String) }, { path: 'b.md' }],
  });
  await edit(url, locked, (doc) => void unlockRunbook(doc, context));
  expect(await again()).toMatchObject({ exitCode: 0 });
  expect(await body(locked)).toBe('# A\n\nnews\n');
  const session = await openSession({ relays: [url], workspace: 'demo' });
  const history = await session.read(historyDocument(locked));
  await session.close();
  if (history === undefined) throw new Error('no history');
  const versions = readVersions(history);
  expect(versions.map(versionText)).toEqual(['# A\n']);
  expect(versions[0]?.records).toMatchObject([{ reason: 'before-import' }]);
});

test('images come along from a folder and a zip, and go out byte for byte', async () => {
  const { address } = await fixture.start();
  const url = String(address);
  const files = {
    'team/a.md': '# A\n\n![one](images/1.png) ![large](large.png)\n',
    'team/deep/b.md': '# B\n\n![one](../images/1.png) ![out](../../out.png) ![none](none.png)\n',
    'team/images/1.png': pngOf(1),
  };
  for (const [path, content] of Object.entries(files)) put(path, content);
  put('team/large.png', pngOf(2, 300_000));
  const whole = (path: string): string => join(folder, path);
  const into = ['--relay', url, '--workspace', 'demo'];
  const ran = await holdfast('import', 'runbooks', whole('team'), ...into);
  expect(ran).toMatchObject({ exitCode: 0 });
  expect(ran.data).toMatch('2 images came along');
  expect(ran.data).toMatch(/ {2}a\.md: large\.png +larger than 200 kB/);
  expect(ran.data).toMatch(/ {2}deep\/b\.md: none\.png +not among the files/);
  await holdfast('export', '--out', whole('out'), ...into);
  const expected = Object.fromEntries(
    Object.entries(files).map(([path, content]) => [path, Buffer.from(content).toString('latin1')]),
  );
  expect(fixture.filesBelow('out')).toEqual(expected);
  await holdfast('export', '--out', whole('out.zip'), ...into);
  const other = ['--relay', url, '--workspace', 'other'];
  const fromZip = await holdfast('import', 'runbooks', whole('out.zip'), ...other);
  expect(fromZip.data).toMatch('2 images came along');
  await holdfast('export', '--out', whole('again'), ...other);
  expect(fixture.filesBelow('again')).toEqual(expected);

  put('team/images/1.png', pngOf(3));
  expect((await holdfast('import', 'runbooks', whole('team'), ...into)).data).toMatch(
    '0 runbooks created, 2 changed',
  );
  await holdfast('export', '--out', whole('out'), ...into);
  expect(fixture.filesBelow('out')['team/images/1.png']).toBe(
    Buffer.from(pngOf(3)).toString('latin1'),
  );
});

test('an import from a zip archive is as from the folder', async () => {
  const { address } = await fixture.start();
  const url = String(address);
  put('team/a.md', '# A\n');
  put('team.zip', writeZip([{ path: 'team/a.md', bytes: Buffer.from('# A\n') }], 1e12));
  put('bad.zip', 'no archive');
  const from = (path: string, ...more: string[]): Promise<Ran> =>
    holdfast('import', 'runbooks', join(folder, path), '--relay', url, ...more);
  expect((await from('team.zip')).data).toMatch('1 runbook created');
  expect((await from('team')).data).toMatch('1 unchanged');
  await holdfast('export', '--out', join(folder, 'out.zip'), '--relay', url);
  expect((await from('out.zip')).data).toMatch('0 runbooks created, 0 changed, 1 unchanged');
  expect((await from('team', '--root', 'x')).data).toMatch('1 runbook created');
  expect(await from('bad.zip')).toMatchObject({ exitCode: 1, data: '' });
});
