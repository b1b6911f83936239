import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  archiveRunbook,
  createRunbook,
  readRunbook,
  touchRunbook,
} from '@holdfast/shared/model/runbook';
import { runbookForFile } from '@holdfast/shared/transfer/plan-import';
import { expect } from 'vitest';
import * as Y from 'yjs';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import { createCommandFixture, type Ran } from './command-fixture.ts';
import { openSession } from './session.ts';

/** A text of five lines. */
export const lines = 'one\ntwo\nthree\nfour\nfive\n';
/** What the repository begins with. */
export const start = { 'a.md': lines, 'deep/b.md': '# B\r\n\r\nno last line end' };

/** For tests of `sync-git`: a remote, clones of it, and a workspace. */
export function createSyncGitFixture() {
  const commands = createCommandFixture();
  let folder = '';
  let url = '';

  async function begin(): Promise<void> {
    folder = commands.begin();
    url = String((await commands.start()).address);
  }

  function git(at: string, ...args: string[]): string {
    const identity = ['-c', 'user.name=Gil', '-c', 'user.email=gil@example.org'];
    return execFileSync('git', [...identity, ...args], {
      cwd: join(folder, at),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  }

  function put(at: string, files: Readonly<Record<string, string | undefined>>): void {
    for (const [path, text] of Object.entries(files)) {
      const whole = join(folder, at, path);
      mkdirSync(dirname(whole), { recursive: true });
      if (text === undefined) rmSync(whole);
      else writeFileSync(whole, text);
    }
  }

  function commit(at: string, files: Readonly<Record<string, string | undefined>>): void {
    put(at, files);
    git(at, 'add', '--all');
    git(at, 'commit', '--quiet', '--message=by hand');
  }

  /** A remote called team, and a clone of it in each of the folders. */
  function repository(files: Readonly<Record<string, string>>, ...clones: string[]): void {
    mkdirSync(join(folder, 'team.git'));
    git('team.git', 'init', '--quiet', '--bare', '--initial-branch=main');
    for (const [at, clone] of clones.entries()) {
      git('.', 'clone', '--quiet', 'team.git', clone);
      if (at > 0) continue;
      git(clone, 'switch', '--quiet', '--create', 'main');
      commit(clone, files);
      git(clone, 'push', '--quiet', '--set-upstream', 'origin', 'main');
    }
  }

  function sync(at = 'team', ...more: string[]): Promise<Ran> {
    return commands.holdfast('sync-git', join(folder, at), '--relay', url, ...more);
  }

  function documentOf(path: string): string {
    const target = runbookForFile('team', path);
    if (!target.ok) throw new Error(target.reason);
    return target.name;
  }

  /** As somebody does who has the document open. */
  async function edit(path: string, change: (doc: Y.Doc) => void, by = 'Ana'): Promise<void> {
    const session = await openSession({ relays: [url], workspace: 'demo' });
    await session.change(documentOf(path), (doc) => {
      change(doc);
      touchRunbook(doc, Date.now(), by);
      return true;
    });
    await session.saved();
    await session.close();
  }

  /** A document as it is now; empty where there is none. */
  async function read(name: DocumentName): Promise<Y.Doc> {
    const session = await openSession({ relays: [url], workspace: 'demo' });
    const doc = await session.read(name);
    await session.close();
    return doc ?? new Y.Doc();
  }

  async function bodyOf(
    path: string,
  ): Promise<{ readonly body: string; readonly archived: boolean }> {
    const doc = await read(documentOf(path));
    if (doc.getMap('meta').size === 0) return { body: '(none)', archived: false };
    const { body, archived } = readRunbook(doc);
    return { body, archived };
  }

  function fileOf(path: string, at = 'team'): string {
    const whole = join(folder, at, path);
    return existsSync(whole) ? readFileSync(whole, 'utf8') : '(none)';
  }

  async function inStep(): Promise<void> {
    repository(start, 'team');
    // The workspace is there, as one is that people write in.
    await edit('unrelated.md', (doc) => void createRunbook(doc, { title: 'Here' }, 1, 'Ana'));
    await edit('unrelated.md', (doc) => void archiveRunbook(doc, 2, 'Ana'));
    expect(await sync()).toMatchObject({ exitCode: 0 });
  }

  return {
    ...{
      begin,
      git,
      put,
      commit,
      repository,
      sync,
      documentOf,
      edit,
      read,
      bodyOf,
      fileOf,
      inStep,
    },
    holdfast: commands.holdfast,
    cleanUp: () => commands.cleanUp(),
    folder: () => folder,
    url: () => url,
  };
}
