import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Ran } from './command-fixture.ts';
import { runProgram } from './program.ts';

/** For tests: git repositories with a history, and commands that read them. */
export interface OwnershipFixture {
  begin(): string;
  git(at: string, ...args: readonly string[]): string;
  /** Commits files as somebody (`Ana`, ana@example.org), a day after the commit before. */
  commit(at: string, who: string, files: Readonly<Record<string, string | undefined>>): void;
  holdfast(...args: readonly string[]): Promise<Ran>;
  cleanUp(): void;
}

const firstCommitAt = 1_700_000_000;
const day = 86_400;

export function createOwnershipFixture(): OwnershipFixture {
  let folder = '';
  let commits = 0;

  function git(at: string, ...args: readonly string[]): string {
    return execFileSync('git', args, {
      cwd: join(folder, at),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
    }).trim();
  }

  return {
    begin() {
      folder = mkdtempSync(join(tmpdir(), 'holdfast-ownership-'));
      commits = 0;
      return folder;
    },
    git,
    commit(at, who, files) {
      for (const [path, text] of Object.entries(files)) {
        const whole = join(folder, at, path);
        mkdirSync(dirname(whole), { recursive: true });
        if (text === undefined) rmSync(whole);
        else writeFileSync(whole, text);
      }
      const email = `${who.toLowerCase()}@example.org`;
      commits += 1;
      const when = `${firstCommitAt + commits * day} +0000`;
      git(at, 'add', '--all');
      execFileSync('git', ['commit', '--quiet', '--allow-empty', '--message=work'], {
        cwd: join(folder, at),
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          ...{ GIT_AUTHOR_NAME: who, GIT_AUTHOR_EMAIL: email, GIT_AUTHOR_DATE: when },
          ...{ GIT_COMMITTER_NAME: who, GIT_COMMITTER_EMAIL: email, GIT_COMMITTER_DATE: when },
        },
      });
    },
    async holdfast(...args) {
      let data = '';
      let messages = '';
      const exitCode = await runProgram({
        args,
        env: {},
        folder,
        output: {
          data: (text) => void (data += `${text}\n`),
          bytes: (bytes) => void (data += Buffer.from(bytes).toString()),
          message: (text) => void (messages += `${text}\n`),
        },
      });
      return { exitCode, data, messages };
    },
    cleanUp() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Lines that are alike enough for git to see a rename in spite of a change. */
export function manyLines(first: string): string {
  return [first, ...Array.from({ length: 40 }, (_, at) => `line ${at} of ${first}`)].join('\n');
}
