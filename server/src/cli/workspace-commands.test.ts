import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod/mini';
import { until } from '../relay/relay-fixture.ts';
import { createCommandFixture, type Ran } from './command-fixture.ts';

const fixture = createCommandFixture();
const { holdfast, put, filesBelow } = fixture;
let folder: string;
beforeEach(() => {
  folder = fixture.begin();
});
afterEach(() => fixture.cleanUp());

const listSchema = z.array(
  z.object({ document: z.string(), title: z.string(), owners: z.array(z.string()) }),
);

async function list(url: string): Promise<z.infer<typeof listSchema>> {
  return listSchema.parse(
    JSON.parse((await holdfast('list', 'runbooks', '--json', '--relay', url)).data),
  );
}

describe('importing runbooks', () => {
  test('keeps every byte through export: front matter, CRLF, no last line end, any script', async () => {
    const { address } = await fixture.start();
    const url = String(address);
    put('team/plain.md', '# Plain\n\ntext\n');
    put('team/deep/windows.md', '---\r\ntitle: Windows\r\nowner: platform\r\n---\r\n\r\ntext\r\n');
    put('team/deep/no-end.markdown', 'no heading and no last line end');
    put('team/empty.md', '');
    put('team/ünï.md', '# 障害対応 🐘\n');
    const imported = await holdfast('import', 'runbooks', join(folder, 'team'), '--relay', url);
    expect(imported).toMatchObject({
      exitCode: 0,
      data: '5 runbooks created, 0 changed, 0 unchanged, 0 files skipped\n',
    });
    expect(imported.messages).toMatch('Saved on 1 relay. No second relay');
    await holdfast('export', '--out', join(folder, 'out'), '--relay', url);
    expect(filesBelow('out/team')).toEqual(filesBelow('team'));
    expect(await list(url)).toContainEqual(
      expect.objectContaining({ title: 'Windows', owners: ['platform'] }),
    );
  });

  test('again changes nothing; a changed file changes that runbook only', async () => {
    const { address } = await fixture.start();
    const url = String(address);
    put('team/a.md', '# A\n\none two three\n');
    put('team/b.md', '# B\n');
    const again = (): Promise<Ran> =>
      holdfast('import', 'runbooks', join(folder, 'team'), '--relay', url);
    await again();
    expect(await again()).toMatchObject({
      data: '0 runbooks created, 0 changed, 2 unchanged, 0 files skipped\n',
      messages: 'Nothing to write: everything was there already.\n',
    });
    put('team/a.md', '# A\n\none 2 three\n');
    expect((await again()).data).toBe(
      '0 runbooks created, 1 changed, 1 unchanged, 0 files skipped\n',
    );
    const [a] = (await list(url)).filter(({ title }) => title === 'A');
    expect((await holdfast('show', String(a?.document), '--body', '--relay', url)).data).toBe(
      '# A\n\none 2 three\n',
    );
  });

  test('lists what cannot be imported with its reason; the rest goes in', async () => {
    const { address } = await fixture.start();
    put('team/good.md', 'good\n');
    put('team/picture.png', 'x');
    put('team/latin.md', Uint8Array.of(0x63, 0x61, 0x66, 0xe9));
    put('team/.git/config.md', 'not a runbook');
    const { data, exitCode } = await holdfast(
      'import',
      'runbooks',
      join(folder, 'team'),
      '--relay',
      String(address),
    );
    expect(exitCode).toBe(0);
    expect(data).toMatch('1 runbook created');
    expect(data).toMatch(/latin\.md +not valid UTF-8/);
    expect(data).toMatch(/picture\.png +an image that no runbook shows/);
    expect(data).toMatch('2 files skipped, 1 folder skipped');
    expect(data).toMatch(/ {2}\.git +a folder in which no runbooks are looked for/);
    for (let n = 10; n < 40; n++) put(`team/picture-${n}.png`, 'x');
    const again = ['import', 'runbooks', join(folder, 'team'), '--relay', String(address)];
    const many = await holdfast(...again);
    expect(many.data).toMatch('32 files skipped, 1 folder skipped');
    expect(many.data).toMatch(/ {2}… and 22 more +an image that no runbook shows/);
    const asJson: unknown = JSON.parse((await holdfast(...again, '--json')).data);
    expect(asJson).toMatchObject({
      files: expect.arrayContaining([
        expect.objectContaining({
          path: '.git',
          result: 'skip',
          reason: 'folder-without-runbooks',
        }),
      ]),
    });
  });

  test('as a dry run writes nothing', async () => {
    const relay = await fixture.start();
    put('team/a.md', '# A\n');
    const dry = await holdfast(
      'import',
      'runbooks',
      join(folder, 'team'),
      '--dry-run',
      '--json',
      '--relay',
      String(relay.address),
    );
    expect(JSON.parse(dry.data)).toMatchObject({
      dryRun: true,
      savedOnRelays: null,
      files: [{ path: 'a.md', result: 'create' }],
    });
    expect(await list(String(relay.address))).toEqual([]);
  });

  test('of the demo can be repeated, and leaves edits alone', async () => {
    const first = await fixture.start({ name: 'relay-a' });
    const second = await fixture.start({ name: 'relay-b', peers: [String(first.address)] });
    put('demo/runbooks/failover.md', '# Failover\n');
    await until(async () => {
      const status = await holdfast('status', '--relay', String(second.address));
      return status.data.includes('has everything');
    });
    const demo = await holdfast(
      'import',
      'demo',
      '--relay',
      String(first.address),
      '--relay',
      String(second.address),
    );
    expect(demo).toMatchObject({ exitCode: 0, messages: 'Saved on 2 relays.\n' });
    expect(demo.data).toMatch(/^8 runbooks created in demo/);
    const again = await holdfast('import', 'demo');
    expect(again).toMatchObject({
      exitCode: 0,
      data: '0 runbooks created in demo\n',
      messages: '',
    });
    const shown = await holdfast('show', 'workspace', '--json');
    expect(JSON.parse(shown.data)).toMatchObject({
      kind: 'workspace',
      relays: [{ url: first.address }, { url: second.address }].sort((a, b) =>
        String(a.url) < String(b.url) ? -1 : 1,
      ),
    });
  });
});

test('the demo tells the name of each relay that runs, also of those it was not linked to', async () => {
  const started = [];
  for (const name of ['relay-a', 'relay-b', 'relay-c']) started.push(await fixture.start({ name }));
  const urls = started.map(({ address }) => String(address));
  const flags = urls.flatMap((url) => ['--relay', url]);
  expect((await holdfast('import', 'demo', ...flags)).exitCode).toBe(0);
  const shown = await holdfast('show', 'workspace', '--json', '--relay', urls[0] ?? '');
  const { relays } = z
    .object({ relays: z.array(z.object({ label: z.string() })) })
    .parse(JSON.parse(shown.data));
  expect(relays.map(({ label }) => label).sort()).toEqual(['relay-a', 'relay-b', 'relay-c']);
});

test('the demo names all relays that the one at hand has as peers, also those that are down', async () => {
  // One that listens everywhere does not know its own address, and tells none over a link.
  const relay = await fixture.start({
    listen: '0.0.0.0:0',
    insecure: true,
    peers: ['ws://127.0.0.1:9'],
  });
  const url = `ws://127.0.0.1:${relay.port}`;
  expect((await holdfast('import', 'demo', '--relay', url)).exitCode).toBe(0);
  const shown = await holdfast('show', 'workspace', '--json');
  const { relays } = z
    .object({ relays: z.array(z.object({ url: z.string() })) })
    .parse(JSON.parse(shown.data));
  expect(relays.map((one) => one.url).sort()).toEqual([url, 'ws://127.0.0.1:9'].sort());
});

describe('an import into a workspace that is not there', () => {
  test('makes it and says so, once; a dry run only says so', async () => {
    const { address } = await fixture.start();
    put('team/a.md', '# A\n');
    const run = (...more: string[]): Promise<Ran> =>
      holdfast(
        ...['import', 'runbooks', join(folder, 'team'), '--relay', String(address)],
        ...['--workspace', 'payments', ...more],
      );
    expect((await run('--dry-run')).messages).toBe(
      'Workspace payments would be new on this relay.\n',
    );
    expect((await run('--dry-run')).messages).toMatch('would be new');
    expect((await run()).messages).toMatch('Workspace payments is new on this relay.');
    expect((await run()).messages).not.toMatch('new');
  });
});

describe('without --relay', () => {
  test('the relays and the workspace of the last use in this folder are meant', async () => {
    const { address } = await fixture.start();
    put('team/a.md', '# A\n');
    await holdfast(
      'import',
      'runbooks',
      join(folder, 'team'),
      '--relay',
      String(address),
      '--workspace',
      'payments',
    );
    expect((await holdfast('list', 'runbooks')).data).toMatch(/A +\d{4}-\d\d-\d\d +runbook:/);
    expect((await holdfast('list', 'runbooks', '--workspace', 'demo')).data).toBe('');
  });
});

describe('what goes wrong is said with what to do next', () => {
  test('when no relay answers', async () => {
    const relay = await fixture.start();
    await fixture.stop(relay);
    const { exitCode, data, messages } = await holdfast(
      'list',
      'runbooks',
      '--relay',
      String(relay.address),
    );
    expect({ exitCode, data }).toEqual({ exitCode: 1, data: '' });
    expect(messages).toBe(
      `No relay answers.\n  ${relay.address}: nothing answers there\nStart one (npm start), or name one with --relay URL.\n`,
    );
    expect((await holdfast('status', '--relay', String(relay.address))).exitCode).toBe(1);
  });

  test.each([
    [['list', 'runbok'], 2, 'did you mean runbook?'],
    [['list', 'bananas'], 2, 'There is no kind "bananas". Kinds: '],
    [['list', 'runbooks', '--workspace', 'No Name'], 2, 'not a workspace name'],
    [['list', 'runbooks', '--relay', 'ftp://x'], 2, 'not a relay address'],
    [['show', 'not a name'], 2, 'not a document name'],
    [['frobnicate'], 2, 'unknown command'],
    [['export'], 2, "required option '--out <PATH>'"],
    [['import', 'runbooks', '/nowhere/at/all'], 1, 'Cannot read /nowhere/at/all'],
  ])('for %j', async (args, exitCode, text) => {
    const ran = await holdfast(...args);
    expect(ran.exitCode).toBe(exitCode);
    expect(ran.data).toBe('');
    expect(ran.messages).toMatch(text);
  });

  test.skipIf(process.platform !== 'linux')(
    'when the folder for an export cannot be made',
    async () => {
      const { address } = await fixture.start();
      put('team/a.md', '# A\n');
      const url = String(address);
      await holdfast('import', 'runbooks', join(folder, 'team'), '--relay', url);
      const ran = await holdfast('export', '--out', '/proc/x/y', '--relay', url);
      expect({ exitCode: ran.exitCode, data: ran.data }).toEqual({ exitCode: 1, data: '' });
      expect(ran.messages).toMatch(/^Cannot write \/proc\/x\/y\/team\/a\.md: ENOENT[^\n]*\n$/);
    },
  );

  test('when there is no such document', async () => {
    const { address } = await fixture.start();
    const ran = await holdfast('show', 'runbook:nope', '--relay', String(address));
    expect(ran).toEqual({
      exitCode: 1,
      data: '',
      messages: 'There is no document runbook:nope here. holdfast list documents shows all.\n',
    });
  });
});

test('one relay of two being down is no failure', async () => {
  const up = await fixture.start();
  const down = await fixture.start();
  await fixture.stop(down);
  put('team/a.md', '# A\n');
  const relays = ['--relay', String(down.address), '--relay', String(up.address)];
  const imported = await holdfast('import', 'runbooks', join(folder, 'team'), ...relays);
  expect(imported.exitCode).toBe(0);
  expect(imported.messages).toMatch('Saved on 1 relay.');
  const status = await holdfast('status', ...relays);
  expect(status.exitCode).toBe(0);
  expect(status.data).toMatch(`${down.address}: not reachable`);
  rmSync(join(folder, '.holdfast'), { recursive: true });
});

test('status names relays, and calls the store of a disk that was lost a former one', async () => {
  const kept = await fixture.start({ name: 'relay-kept' });
  const flags = { name: 'relay-wiped', peers: [String(kept.address)] };
  const wiped = await fixture.start(flags);
  put('team/a.md', '# A\n');
  const team = join(folder, 'team');
  await holdfast('import', 'runbooks', team, '--relay', String(wiped.address));
  const rows = async (relay: { readonly address: string | undefined }): Promise<string> =>
    (await holdfast('status', '--relay', String(relay.address))).data;
  await until(async () => (await rows(kept)).includes('has of relay-wiped'));
  expect(await rows(wiped)).toMatch(`peer relay-kept at ${kept.address}`);
  expect(await rows(wiped)).toMatch(/has of itself +1 /);
  await fixture.stop(wiped);
  const again = await fixture.start(flags);
  await until(async () => (await rows(again)).includes('has of former store'));
  expect(await rows(again)).toMatch(/has of relay-kept +\d+ /);
  await until(async () => (await rows(kept)).includes('has of relay-wiped'));
  expect(await rows(kept)).toMatch('has of former store');
});

test('help and version go to standard output', async () => {
  expect((await holdfast('--version')).data).toMatch(/^\d+\.\d+\.\d+\n$/);
  const help = await holdfast('relay', '--help');
  expect(help).toMatchObject({ exitCode: 0, messages: '' });
  expect(help.data).toMatch('HOLDFAST_MAX_FRAME_BYTES, default 16MB');
});

test('reading a workspace that does not exist says so and creates nothing', async () => {
  const { address } = await fixture.start();
  const url = String(address).replace('ws', 'http');
  const flags = ['--relay', url, '--workspace', 'misspelt'];
  const commands = [
    ['list', 'runbooks'],
    ['show', 'workspace'],
    ['export', '--out', join(folder, 'out')],
    ['status'],
  ];
  for (const command of commands) {
    const ran = await holdfast(...command, ...flags);
    expect(ran.exitCode).toBe(1);
    expect(ran.messages).toContain(`There is no workspace misspelt on ${url}; there are: demo.\n`);
  }
  const held: unknown = await (await fetch(`${url}/api/v1/workspaces`)).json();
  expect(held).toEqual({ workspaces: [expect.objectContaining({ name: 'demo' })] });
});
