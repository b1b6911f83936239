import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { reviewRunbook, unlockRunbook } from '@holdfast/shared/model/review';
import { archiveRunbook, createRunbook, replaceBody } from '@holdfast/shared/model/runbook';
import { putImage, readImages } from '@holdfast/shared/model/runbook-images';
import { historyDocument, readVersions, versionText } from '@holdfast/shared/model/versions';
import { pngOf } from '@holdfast/shared/transfer/image-fixture';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nodeRandom } from '../relay/node-clock.ts';
import { createSyncGitFixture, lines } from './sync-git-fixture.ts';

// Each test starts git some hundred times.
vi.setConfig({ testTimeout: 120_000 });

const fixture = createSyncGitFixture();
const { git, commit, repository, sync, documentOf, edit, read, bodyOf, fileOf, inStep } = fixture;
beforeEach(() => fixture.begin());
afterEach(() => fixture.cleanUp());

/** The last byte of each image, by its path. */
async function imagesOf(path: string): Promise<Readonly<Record<string, number | undefined>>> {
  const images = [...readImages(await read(documentOf(path))).values()];
  return Object.fromEntries(images.map((image) => [image.path, image.bytes.at(-1)]));
}

function inTeam(path: string): string {
  return join(fixture.folder(), 'team', path);
}

function putBytes(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(inTeam(path)), { recursive: true });
  writeFileSync(inTeam(path), bytes);
}

function bytesOf(path: string): Buffer {
  return readFileSync(inTeam(path));
}

test('a repository and a workspace wait with what git has for a text that is approved and locked, and say so each time', async () => {
  await inStep();
  const context = { actor: { name: 'Ana', device: '' }, nowMs: 1_000, random: nodeRandom };
  const here = lines.replace('five', 'five, by Ana');
  await edit('a.md', (doc) => {
    replaceBody(doc, here);
    reviewRunbook(doc, { verdict: 'works', version: 'v', note: '', lock: true }, context);
  });
  const there = lines.replace('one', 'one, by Gil');
  commit('team', { 'a.md': there, 'deep/b.md': '# B, by Gil\n' });
  for (const options of [[], ['--theirs'], []]) {
    const ran = await sync('team', ...options);
    expect(ran).toMatchObject({ exitCode: 4 });
    expect(ran.data).toMatch(/a\.md +waits in git: Ana approved this text and locked it/);
    expect(ran.messages).toMatch('Unlock these runbooks in Holdfast first');
    expect([fileOf('a.md'), (await bodyOf('a.md')).body]).toEqual([there, here]);
  }
  expect((await bodyOf('deep/b.md')).body).toBe('# B, by Gil\n');
  await edit('a.md', (doc) => void unlockRunbook(doc, context));
  expect((await sync()).exitCode).toBe(0);
  const merged = here.replace('one', 'one, by Gil');
  expect([fileOf('a.md'), (await bodyOf('a.md')).body]).toEqual([merged, merged]);
  const history = await read(historyDocument(documentOf('a.md')));
  expect(readVersions(history).map(versionText)).toEqual([here]);
  // Nor is it archived because its file is gone.
  await edit('a.md', (doc) => {
    reviewRunbook(doc, { verdict: 'works', version: 'v', note: '', lock: true }, context);
  });
  commit('team', { 'a.md': undefined });
  expect((await sync()).data).toMatch(/a\.md +waits in git/);
  expect((await sync()).exitCode).toBe(4);
  expect(await bodyOf('a.md')).toEqual({ body: merged, archived: false });
});

test('images are kept in step, both ways, and left where both changed', async () => {
  const shown = '# A\n\n![one](images/1.png) ![two](images/2.png)\n';
  repository({ 'a.md': shown, 'deep/b.md': '![one](../images/1.png)\n' }, 'team');
  putBytes('images/1.png', pngOf(1));
  commit('team', {});
  await edit('unrelated.md', (doc) => void createRunbook(doc, { title: 'Here' }, 1, 'Ana'));
  await edit('unrelated.md', (doc) => void archiveRunbook(doc, 2, 'Ana'));
  const first = await sync();
  expect(first).toMatchObject({ exitCode: 0 });
  expect(first.data).toMatch(/images\/1\.png +image, to Holdfast/);
  expect(await imagesOf('a.md')).toEqual({ 'images/1.png': 1 });
  expect(await imagesOf('deep/b.md')).toEqual({ '../images/1.png': 1 });
  expect((await sync()).data).toMatch(/^In step/);

  // One is added here, and one changed in git.
  await edit('a.md', (doc) => void putImage(doc, 'images/2.png', pngOf(2)));
  putBytes('images/1.png', pngOf(3));
  commit('team', {});
  expect((await sync()).exitCode).toBe(0);
  expect(bytesOf('images/2.png')).toEqual(Buffer.from(pngOf(2)));
  expect(git('team', 'log', '-1', '--format=%an %s')).toBe('Ana Update images/2.png from Holdfast');
  expect(await imagesOf('a.md')).toEqual({ 'images/1.png': 3, 'images/2.png': 2 });
  expect(await imagesOf('deep/b.md')).toEqual({ '../images/1.png': 3 });
  expect((await sync()).data).toMatch(/^In step/);

  await edit('a.md', (doc) => void putImage(doc, 'images/2.png', pngOf(4)));
  putBytes('images/2.png', pngOf(5));
  commit('team', {});
  const conflict = await sync();
  expect(conflict).toMatchObject({ exitCode: 4 });
  expect(conflict.data).toMatch(/images\/2\.png +image, conflict/);
  expect((await imagesOf('a.md'))['images/2.png']).toBe(4);
  expect(bytesOf('images/2.png')).toEqual(Buffer.from(pngOf(5)));
  expect((await sync('team', '--theirs')).exitCode).toBe(0);
  expect((await imagesOf('a.md'))['images/2.png']).toBe(5);

  const context = { actor: { name: 'Ana', device: '' }, nowMs: 1_000, random: nodeRandom };
  await edit('a.md', (doc) => {
    reviewRunbook(doc, { verdict: 'works', version: 'v', note: '', lock: true }, context);
  });
  putBytes('images/2.png', pngOf(6));
  commit('team', {});
  const locked = await sync();
  expect(locked).toMatchObject({ exitCode: 4 });
  expect(locked.data).toMatch(/images\/2\.png +image, waits in git/);
  expect((await imagesOf('a.md'))['images/2.png']).toBe(5);
});
