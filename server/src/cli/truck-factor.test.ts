import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { gitLogFormat } from '@holdfast/shared/ownership/git-log';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod/mini';
import { createOwnershipFixture, manyLines } from './ownership-fixture.ts';

const { begin, cleanUp, commit, git, holdfast } = createOwnershipFixture();
let folder = '';

const whoSchema = z.object({ name: z.string(), email: z.string() });
const resultSchema = z.object({
  repository: z.string(),
  commit: z.string(),
  commits: z.number(),
  complete: z.boolean(),
  truckFactor: z.number(),
  people: z.array(
    z.object({ name: z.string(), email: z.string(), files: z.number(), coverageAfter: z.number() }),
  ),
  recent: z.object({ truckFactor: z.number(), countedFiles: z.number() }),
  files: z.object({
    all: z.number(),
    withoutAuthor: z.number(),
    paths: z.array(z.string()),
    leftOut: z.array(z.object({ path: z.string(), why: z.string() })),
  }),
  identities: z.object({ bots: z.array(whoSchema) }),
  notes: z.array(z.string()),
});

async function truckFactor(...args: readonly string[]): Promise<z.infer<typeof resultSchema>> {
  const ran = await holdfast('truck-factor', ...args, '--json');
  expect(ran).toMatchObject({ exitCode: 0 });
  return resultSchema.parse(JSON.parse(ran.data));
}

/** Ana wrote most, under two names; Ben wrote the rest, and renamed one of hers with a change. */
function team(at = 'team'): string {
  git('.', 'init', '--quiet', '--initial-branch=main', at);
  commit(at, 'Ana', { 'src/a.ts': manyLines('a'), 'src/b.ts': manyLines('b') });
  commit(at, 'Ana', { 'src/a.ts': manyLines('a').replace('line 3', 'line three') });
  commit(at, 'Ben', { 'tool/c.ts': manyLines('c'), 'package-lock.json': '{}\n' });
  commit(at, 'Ben', {
    'src/b.ts': undefined,
    'src/deep/naïve "b".ts': manyLines('b').replace('line 5', 'line five'),
  });
  commit(at, 'Ana', { 'src/d.ts': 'd\n' });
  return join(folder, at);
}

beforeEach(() => {
  folder = begin();
});
afterEach(cleanUp);

describe('holdfast truck-factor of a repository', () => {
  it('says who wrote it, with what is left after each', async () => {
    const result = await truckFactor(team());
    expect(result).toMatchObject({
      repository: 'team',
      commits: 5,
      complete: true,
      truckFactor: 2,
    });
    expect(result.commit).toBe(git('team', 'rev-parse', 'HEAD'));
    // At exactly half it goes on.
    expect(result.people).toMatchObject([
      { name: 'Ana', email: 'ana@example.org', files: 3, coverageAfter: 0.5 },
      { name: 'Ben', email: 'ben@example.org', files: 2, coverageAfter: 0 },
    ]);
    expect(result.files.paths).toEqual([
      ...['src/a.ts', 'src/d.ts', 'src/deep/naïve "b".ts', 'tool/c.ts'],
    ]);
    expect(result.files.leftOut).toEqual([{ path: 'package-lock.json', why: 'generated' }]);
    expect(result.notes).toEqual([]);
  });

  it('says it in words, with both methods by name', async () => {
    const { data, exitCode } = await holdfast('truck-factor', team());
    expect(exitCode).toBe(0);
    expect(data).toContain('4 files of 5 count; left out: 1 generated.');
    expect(data).toContain('degree of authorship (Avelino');
    expect(data).toContain('recent knowledge by decay (JetBrains');
    expect(data).toMatch(/Ana <ana@example\.org>\s+3 files/);
  });

  it('counts only what is below the folder that was named', async () => {
    const result = await truckFactor(join(team(), 'tool'));
    expect(result.files.paths).toEqual(['tool/c.ts']);
    expect(result.people).toEqual([expect.objectContaining({ name: 'Ben', coverageAfter: 0 })]);
  });

  it('leaves out links, what somebody excludes, and bots', async () => {
    const path = team();
    symlinkSync('a.ts', join(path, 'src/link.ts'));
    commit('team', 'Robot[bot]', { 'tool/e.ts': 'e\n' });
    const result = await truckFactor(path, '--exclude', 'src/deep/', '--exclude=d.ts');
    expect(result.files.paths).toEqual(['src/a.ts', 'tool/c.ts', 'tool/e.ts']);
    expect(result.identities.bots.map(({ name }) => name)).toEqual(['Robot[bot]']);
    expect(result.files.withoutAuthor).toBe(1);
  });

  it('takes what the repository’s .gitattributes says of its files', async () => {
    const path = team();
    commit('team', 'Ana', {
      '.gitattributes': 'src/deep/* linguist-vendored\n*.json -linguist-generated\n',
    });
    const { files } = await truckFactor(path);
    expect(files.leftOut).toEqual([{ path: 'src/deep/naïve "b".ts', why: 'vendored' }]);
    expect(files.paths).toContain('package-lock.json');
  });

  it('takes the repository’s .mailmap, and what is given before it', async () => {
    const path = team();
    commit('team', 'Ana', {
      '.mailmap': 'Ana Petrović <ana@example.org>\nAna P <ana@example.org> <ben@example.org>\n',
    });
    const merged = await truckFactor(path, '--exclude=.mailmap');
    expect(merged.people.map(({ name }) => name)).toEqual(['Ana Petrović']);
    writeFileSync(join(folder, 'who.yaml'), 'people:\n- {name: One, emails: [ana@example.org]}\n');
    const given = await truckFactor(path, '--identities', join(folder, 'who.yaml'));
    expect(given.people.map(({ name }) => name)).toEqual(['One']);
  });

  it('writes who was found, to be corrected, and never over corrections', async () => {
    const path = team();
    const file = join(folder, 'who.yaml');
    expect(await holdfast('truck-factor', path, '--write-identities', file)).toMatchObject({
      exitCode: 0,
      messages: expect.stringContaining('Correct it'),
    });
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace('- name: Ben', '- name: Ben\n    bot: true'),
    );
    const again = await holdfast('truck-factor', path, '--write-identities', file);
    expect(again).toMatchObject({
      exitCode: 1,
      messages: expect.stringContaining('there already'),
    });
    const corrected = await truckFactor(path, '--identities', file);
    expect(corrected.identities.bots.map(({ name }) => name)).toEqual(['Ben']);
  });

  it('tells by the exit code where a level is crossed', async () => {
    const path = team();
    expect(await holdfast('truck-factor', path, '--fail-on=2', '--json')).toMatchObject({
      exitCode: 3,
      messages: expect.stringContaining('truck factor is 2'),
    });
    expect(await holdfast('truck-factor', path, '--fail-on=1')).toMatchObject({ exitCode: 0 });
    expect(await holdfast('truck-factor', path, '--fail-on=few')).toMatchObject({ exitCode: 2 });
    expect(await holdfast('truck-factor', path, '--exclude=odd\\\\\\')).toMatchObject({
      exitCode: 2,
    });
  });
});

describe('holdfast truck-factor of a clone that is not whole', () => {
  it('follows only exact renames where contents are missing, says so, and fetches nothing', async () => {
    const origin = team('origin');
    git('origin', 'config', 'uploadpack.allowFilter', 'true');
    git('.', 'clone', '--quiet', '--bare', '--filter=blob:none', `file://${origin}`, 'partial.git');
    const objects = (): string => git('partial.git', 'count-objects', '-v');
    const before = objects();
    const result = await truckFactor(join(folder, 'partial.git'));
    expect(result).toMatchObject({ repository: 'origin', complete: false, commits: 5 });
    expect(result.notes.join()).toContain('only those renames that changed nothing');
    expect(objects()).toBe(before);
  });

  it('gives nobody what a shallow clone cannot know', async () => {
    const origin = team('origin');
    git('.', 'clone', '--quiet', '--depth=2', `file://${origin}`, 'shallow');
    const result = await truckFactor(join(folder, 'shallow'));
    expect(result).toMatchObject({ complete: false, truckFactor: 0 });
    expect(result.notes.join()).toContain('git fetch --unshallow');
    // The older of the two commits seems to create everything.
    expect(result.files.withoutAuthor).toBe(3);
  });
});

const identity = ['-c', 'user.name=Cem', '-c', 'user.email=cem@example.org'];

/** As `git commit --gpg-sign` does it, so that a program is named that would check it. */
function signHead(path: string): void {
  const plain = git('team', 'cat-file', 'commit', 'HEAD');
  const [head = '', ...rest] = plain.split('\n\n');
  const signature = ['-----BEGIN PGP SIGNATURE-----', '', 'c2ln', '-----END PGP SIGNATURE-----'];
  const signed = [`${head}\ngpgsig ${signature.join('\n ')}`, ...rest].join('\n\n');
  writeFileSync(join(path, '../signed'), `${signed}\n`);
  git(
    'team',
    'reset',
    '--quiet',
    '--soft',
    git('team', 'hash-object', '-t', 'commit', '-w', '../signed'),
  );
}

describe('holdfast truck-factor of a hostile repository', () => {
  it('starts none of the programs that its configuration names', async () => {
    const path = team();
    const mark = join(folder, 'ran');
    const program = join(folder, 'program.sh');
    writeFileSync(program, `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
    const settings = {
      ...{ 'core.fsmonitor': program, 'core.pager': program, 'core.sshCommand': program },
      ...{ 'diff.external': program, 'gpg.program': program, 'log.showSignature': 'true' },
      ...{ 'core.hooksPath': folder, 'pager.log': program, 'diff.x.textconv': program },
      ...{ 'remote.origin.url': `ext::${program}`, 'protocol.ext.allow': 'always' },
      ...{ 'remote.origin.promisor': 'true', 'extensions.partialClone': 'origin' },
      // These would change what is printed.
      ...{ 'log.showRoot': 'false', 'color.ui': 'always', 'diff.relative': 'true' },
      ...{ 'diff.renames': 'false', 'diff.orderFile': '/nowhere', 'log.diffMerges': 'separate' },
    };
    git('team', 'switch', '--quiet', '--create', 'side', 'HEAD~1');
    commit('team', 'Cem', { 'side.ts': 's\n' });
    git('team', 'switch', '--quiet', 'main');
    git('team', ...identity, 'merge', '--quiet', '--no-edit', 'side');
    signHead(path);
    const plain = await truckFactor(path);
    const below = await truckFactor(join(path, 'tool'));
    for (const [key, value] of Object.entries(settings)) git('team', 'config', key, value);
    writeFileSync(join(path, '.gitattributes'), '*.ts diff=x\n');
    const result = await truckFactor(path);
    expect({ ...result, repository: '' }).toEqual({ ...plain, repository: '' });
    const belowNow = await truckFactor(join(path, 'tool'));
    expect({ ...belowNow, repository: '' }).toEqual({ ...below, repository: '' });
    expect(existsSync(mark)).toBe(false);
  });
});

describe('holdfast truck-factor of a log', () => {
  function logOf(path: string): string {
    return git(path, 'log', '--name-status', '-M', `--format=${gitLogFormat}`);
  }

  it('gives what the repository gives, packed or not, and with the list of files beside it', async () => {
    const path = team();
    const expected = await truckFactor(path);
    writeFileSync(join(folder, 'shop.log'), logOf('team'));
    writeFileSync(join(folder, 'shop.log.gz'), gzipSync(logOf('team')));
    for (const file of ['shop.log', 'shop.log.gz']) {
      const result = await truckFactor(join(folder, file));
      expect(result).toMatchObject({ repository: 'shop', people: expected.people });
      expect(result.notes).toEqual(['Which files are there follows from the log.']);
    }
    writeFileSync(join(folder, 'shop.files'), 'tool/c.ts\n');
    const listed = await truckFactor(join(folder, 'shop.log.gz'));
    expect(listed.files.paths).toEqual(['tool/c.ts']);
  });

  it('says what cannot be read, and what to do', async () => {
    const packed = gzipSync(logOfMany());
    writeFileSync(join(folder, 'cut.log.gz'), packed.subarray(0, packed.length - 20));
    writeFileSync(join(folder, 'other.log'), 'no log\nat all\n');
    writeFileSync(join(folder, 'plain.log.gz'), 'not packed');
    const problems: readonly (readonly [string, string])[] = [
      ['cut.log.gz', 'could not be read whole'],
      ['other.log', 'git log --name-status -M'],
      ['plain.log.gz', 'could not be read whole'],
      ['missing', 'is not there'],
      ['.', 'not in a git repository'],
    ];
    for (const [path, words] of problems) {
      const ran = await holdfast('truck-factor', join(folder, path));
      expect(ran).toMatchObject({
        exitCode: 1,
        data: '',
        messages: expect.stringContaining(words),
      });
    }
    git('.', 'init', '--quiet', 'empty');
    expect(await holdfast('truck-factor', join(folder, 'empty'))).toMatchObject({
      exitCode: 1,
      messages: expect.stringContaining('no commit yet'),
    });
  });
});

function logOfMany(): string {
  return Array.from(
    { length: 2_000 },
    (_, at) => `commit\t${(at + 0xabc_def).toString(16)}00\tAna\ta@x.org\t${at}\n\nM\tfile${at}\n`,
  ).join('');
}
