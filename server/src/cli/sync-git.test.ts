import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { archiveRunbook, createRunbook, replaceBody } from '@holdfast/shared/model/runbook';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readSyncState, writeSyncState } from '../git/sync-state.ts';
import { createSyncGitFixture, lines, start } from './sync-git-fixture.ts';

// Each test starts git some hundred times.
vi.setConfig({ testTimeout: 120_000 });

const fixture = createSyncGitFixture();
const { git, put, commit, repository, sync, documentOf, edit, bodyOf, fileOf, inStep } = fixture;
beforeEach(() => fixture.begin());
afterEach(() => fixture.cleanUp());

describe('a repository and a workspace', () => {
  test('are in step after the first run, byte for byte, and nothing is left to do', async () => {
    await inStep();
    expect(await bodyOf('a.md')).toEqual({ body: lines, archived: false });
    expect(await bodyOf('deep/b.md')).toEqual({ body: start['deep/b.md'], archived: false });
    const again = await sync();
    expect(again.data).toBe('In step: 2 of 2 were the same on both sides.\n');
    expect(git('team', 'rev-list', '--count', 'HEAD')).toBe('1');
    expect(git('team', 'status', '--porcelain')).toBe('');
  });

  test('get each other’s edits: of different files, and of different lines of one', async () => {
    await inStep();
    await edit('a.md', (doc) => void replaceBody(doc, lines.replace('five', 'five, by Ana')));
    await edit('deep/b.md', (doc) => void replaceBody(doc, '# B\r\n\r\nby Bo'), 'Bo <x>\nSigned');
    commit('team', { 'a.md': lines.replace('one', 'one, by Gil'), 'c.md': '# C\n' });
    const ran = await sync();
    expect(ran).toMatchObject({ exitCode: 0 });
    expect(ran.messages).toMatch('Pushed.');
    const merged = lines.replace('one', 'one, by Gil').replace('five', 'five, by Ana');
    expect([fileOf('a.md'), (await bodyOf('a.md')).body]).toEqual([merged, merged]);
    expect(fileOf('deep/b.md')).toBe('# B\r\n\r\nby Bo');
    expect((await bodyOf('c.md')).body).toBe('# C\n');
    const message = git('team', 'log', '-1', '--format=%an <%ae>%n%B');
    expect(message).toContain('Ana <ana@holdfast.invalid>\nUpdate 2 runbooks from Holdfast');
    expect(message).toContain('Co-authored-by: Bo x Signed <bo.x.signed@holdfast.invalid>');
    expect(git('team.git', 'rev-parse', 'main')).toBe(git('team', 'rev-parse', 'HEAD'));
    expect((await sync()).data).toMatch(/^In step/);
  });

  test('keep both texts of a conflict, say so, and take what somebody chooses', async () => {
    await inStep();
    const here = lines.replace('two', 'two, by Ana');
    const there = lines.replace('two', 'two, by Gil');
    await edit('a.md', (doc) => void replaceBody(doc, here));
    commit('team', { 'a.md': there });
    for (let n = 0; n < 2; n += 1) {
      const ran = await sync();
      expect(ran).toMatchObject({ exitCode: 4 });
      expect(ran.data).toMatch('the same lines changed in git and in Holdfast');
      expect([fileOf('a.md'), (await bodyOf('a.md')).body]).toEqual([there, here]);
    }
    expect(fileOf('.git/holdfast-conflicts/a.md')).toContain('>>>>>>> git');
    expect((await sync('team', '--theirs')).exitCode).toBe(0);
    expect([fileOf('a.md'), (await bodyOf('a.md')).body]).toEqual([there, there]);
    await edit('a.md', (doc) => void replaceBody(doc, `${here}six\n`));
    commit('team', { 'a.md': `${there}seven\n` });
    expect((await sync()).exitCode).toBe(4);
    expect((await sync('team', '--ours')).exitCode).toBe(0);
    expect(fileOf('a.md')).toBe(`${here}six\n`);
  });

  test('follow deletions both ways, but never over an edit', async () => {
    await inStep();
    commit('team', { 'a.md': undefined });
    await edit('deep/b.md', (doc) => void archiveRunbook(doc, 3, 'Ana'));
    expect((await sync()).exitCode).toBe(0);
    expect(await bodyOf('a.md')).toEqual({ body: lines, archived: true });
    expect(fileOf('deep/b.md')).toBe('(none)');
    commit('team', { 'c.md': lines, 'd.md': lines });
    await sync();
    commit('team', { 'c.md': undefined, 'd.md': `${lines}six\n` });
    await edit('c.md', (doc) => void replaceBody(doc, `${lines}by Ana\n`));
    await edit('d.md', (doc) => void archiveRunbook(doc, 3, 'Ana'));
    const ran = await sync();
    expect(ran.data).toMatch('deleted in git, but edited in Holdfast since: kept');
    expect(fileOf('c.md')).toBe(`${lines}by Ana\n`);
    expect(await bodyOf('d.md')).toEqual({ body: `${lines}six\n`, archived: false });
  });

  test('know a renamed file again, and give a new runbook a file', async () => {
    await inStep();
    git('team', 'mv', 'a.md', 'renamed.md');
    git('team', 'commit', '--quiet', '--message=rename');
    await edit('x.md', (doc) => {
      createRunbook(
        doc,
        { title: 'Clock skew', body: `See [A](/${documentOf('a.md').replace(':', 's/')}).\n` },
        1,
        'Ana',
      );
    });
    expect((await sync()).exitCode).toBe(0);
    await edit('a.md', (doc) => void replaceBody(doc, `${lines}six\n`));
    expect((await sync()).exitCode).toBe(0);
    expect(fileOf('renamed.md')).toBe(`${lines}six\n`);
    expect(fileOf('runbooks/clock-skew.md')).toContain('See [A](../renamed.md).');
    expect((await sync()).data).toMatch(/^In step: 3 of 3/);
  });

  test('are not emptied because another branch is checked out', async () => {
    repository(Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`${n}.md`, lines])), 'team');
    await edit('unrelated.md', (doc) => void createRunbook(doc, { title: 'Here' }, 1, 'Ana'));
    await sync();
    commit('team', Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`${n}.md`, undefined])));
    const ran = await sync();
    expect(ran).toMatchObject({ exitCode: 1 });
    expect(ran.messages).toMatch('8 of 9 runbooks would be archived');
    expect((await bodyOf('3.md')).archived).toBe(false);
    expect((await sync('team', '--allow-removals')).exitCode).toBe(0);
    expect((await bodyOf('3.md')).archived).toBe(true);
  });
});

describe('with a remote', () => {
  test('that others pushed to, both get all of it, and nothing is forced', async () => {
    await inStep();
    git('.', 'clone', '--quiet', 'team.git', 'other');
    commit('other', { 'a.md': lines.replace('one', 'one, by Gil') });
    git('other', 'push', '--quiet');
    const theirs = git('other', 'rev-parse', 'HEAD');
    commit('team', { 'c.md': '# C\n' });
    await edit('a.md', (doc) => void replaceBody(doc, lines.replace('five', 'five, by Ana')));
    expect((await sync()).exitCode).toBe(0);
    const merged = lines.replace('one', 'one, by Gil').replace('five', 'five, by Ana');
    expect([fileOf('a.md'), (await bodyOf('a.md')).body]).toEqual([merged, merged]);
    git('team.git', 'merge-base', '--is-ancestor', theirs, 'main');
    git('other', 'pull', '--quiet');
    expect([fileOf('a.md', 'other'), fileOf('c.md', 'other')]).toEqual([merged, '# C\n']);
  });

  test('that git cannot merge, nothing is touched', async () => {
    await inStep();
    git('.', 'clone', '--quiet', 'team.git', 'other');
    commit('other', { 'a.md': 'theirs\n' });
    git('other', 'push', '--quiet');
    commit('team', { 'a.md': 'ours\n' });
    const before = git('team', 'rev-parse', 'HEAD');
    const ran = await sync();
    expect(ran).toMatchObject({ exitCode: 4, data: '' });
    expect(ran.messages).toMatch('Merge by hand');
    expect(git('team', 'rev-parse', 'HEAD')).toBe(before);
    expect(git('team', 'status', '--porcelain')).toBe('');
    expect((await bodyOf('a.md')).body).toBe(lines);
  });

  test('that is not there, the rest is done and said; later it is pushed', async () => {
    await inStep();
    git('team', 'remote', 'set-url', 'origin', join(fixture.folder(), 'nowhere', 'team.git'));
    await edit('a.md', (doc) => void replaceBody(doc, `${lines}six\n`));
    const ran = await sync();
    expect(ran).toMatchObject({ exitCode: 1 });
    expect(ran.messages).toMatch('are in step, but its remote was not reached');
    expect(fileOf('a.md')).toBe(`${lines}six\n`);
    git('team', 'remote', 'set-url', 'origin', join(fixture.folder(), 'team.git'));
    expect(await sync()).toMatchObject({ exitCode: 0, messages: 'Pushed.\n' });
  });

  test('--no-push and --dry-run keep it as it is', async () => {
    await inStep();
    await edit('a.md', (doc) => void replaceBody(doc, `${lines}six\n`));
    const before = git('team.git', 'rev-parse', 'main');
    const dry = await sync('team', '--dry-run', '--json');
    expect(JSON.parse(dry.data)).toMatchObject({
      dryRun: true,
      committed: false,
      files: expect.arrayContaining([
        expect.objectContaining({ path: 'a.md', result: 'write-file' }),
      ]),
    });
    expect(fileOf('a.md')).toBe(lines);
    expect((await sync('team', '--no-push')).exitCode).toBe(0);
    expect(fileOf('a.md')).toBe(`${lines}six\n`);
    expect(git('team.git', 'rev-parse', 'main')).toBe(before);
  });
});

describe('broken off by a crash', () => {
  test('before the commit, the next run puts back what was half written, and does it', async () => {
    await inStep();
    await edit('a.md', (doc) => void replaceBody(doc, `${lines}six\n`));
    const gitFolder = join(fixture.folder(), 'team/.git');
    const hook = join(gitFolder, 'hooks/pre-commit');
    mkdirSync(dirname(hook), { recursive: true });
    writeFileSync(hook, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    // The commit fails where a crash would have stopped it: files and index are written by then.
    expect((await sync()).exitCode).toBe(1);
    expect(git('team', 'status', '--porcelain')).not.toBe('');
    rmSync(hook);
    writeFileSync(join(gitFolder, 'holdfast.lock'), '999999999');
    expect((await sync()).exitCode).toBe(0);
    expect(fileOf('a.md')).toBe(`${lines}six\n`);
    expect(git('team', 'status', '--porcelain')).toBe('');
    expect(git('team', 'rev-list', '--count', 'HEAD')).toBe('2');
  });

  test('between commit and memory, and between workspace and commit, it goes on', async () => {
    await inStep();
    const gitFolder = join(fixture.folder(), 'team/.git');
    const old = readSyncState(gitFolder);
    if (old === undefined) throw new Error('nothing was remembered');
    await edit('a.md', (doc) => void replaceBody(doc, lines.replace('five', 'five, by Ana')));
    commit('team', { 'a.md': lines.replace('one', 'one, by Gil') });
    await sync();
    const merged = lines.replace('one', 'one, by Gil').replace('five', 'five, by Ana');
    writeSyncState(gitFolder, old);
    expect(await sync()).toMatchObject({ exitCode: 0 });
    expect([fileOf('a.md'), (await bodyOf('a.md')).body]).toEqual([merged, merged]);
    // As if the workspace had got it, and git had not.
    git('team', 'reset', '--quiet', '--hard', 'HEAD~1');
    git('team', 'push', '--quiet', '--force');
    writeSyncState(gitFolder, old);
    expect(await sync()).toMatchObject({ exitCode: 0 });
    expect([fileOf('a.md'), (await bodyOf('a.md')).body]).toEqual([merged, merged]);
  });
});

describe('what is refused, with what to do', () => {
  test('a folder without git, changes that are not committed, another workspace, a second at work', async () => {
    mkdirSync(join(fixture.folder(), 'plain'));
    expect((await sync('plain')).messages).toMatch('is not in a git repository');
    await inStep();
    put('team', { 'a.md': 'not committed\n' });
    expect((await sync()).messages).toMatch('Commit or stash them first');
    git('team', 'checkout', '--', '.');
    writeFileSync(join(fixture.folder(), 'team/.git/holdfast.lock'), String(process.pid));
    expect((await sync()).messages).toMatch('Another sync-git is at work');
    rmSync(join(fixture.folder(), 'team/.git/holdfast.lock'));
    await fixture.holdfast('import', 'demo', '--relay', fixture.url(), '--workspace', 'payments');
    expect((await sync('team', '--workspace', 'payments')).messages).toMatch(
      'kept in step with the workspace demo',
    );
    git('team', 'switch', '--quiet', '--detach');
    expect((await sync()).messages).toMatch('is on no branch');
  });

  test('a path that leads out of the folder, or into git’s own', async () => {
    await inStep();
    git('team', 'config', 'core.symlinks', 'true');
    execFileSync('ln', ['-s', fixture.folder(), join(fixture.folder(), 'team/out')]);
    git('team', 'add', 'out');
    git('team', 'commit', '--quiet', '--message=a link');
    for (const [path, sourcePath] of [
      ['1.md', 'team/out/escaped.md'],
      ['2.md', 'team/.git/hooks/x.md'],
    ] as const) {
      await edit(path, (doc) => {
        createRunbook(doc, { title: path, body: 'x' }, 1, 'Ana');
        doc.getMap('meta').set('sourcePath', sourcePath);
      });
    }
    const ran = await sync();
    expect(ran.exitCode).toBe(0);
    expect(ran.data).toMatch(/out\/escaped\.md +a file or a link stands in the place of a folder/);
    expect(ran.data).toMatch(/\.git\/hooks\/x\.md +it names git’s own folder/);
    expect(existsSync(join(fixture.folder(), 'escaped.md'))).toBe(false);
  });
});
