import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createRunbook } from '@holdfast/shared/model/runbook';
import { createHandoverWriter } from '@holdfast/shared/protocol/handover-file';
import { writeHandoverText } from '@holdfast/shared/protocol/handover-text';
import { createRelayFixture } from '../relay/relay-fixture.ts';
import type { Relay } from '../relay/relay.ts';
import { runProgram } from './program.ts';

const fixture = createRelayFixture();
let folder: string;
beforeEach(() => {
  folder = fixture.folder();
});
afterEach(() => fixture.cleanUp());

async function holdfast(...args: string[]) {
  let data = '';
  let messages = '';
  const exitCode = await runProgram({
    args,
    env: {},
    folder,
    output: {
      data: (text) => void (data += `${text}\n`),
      bytes: () => undefined,
      message: (text) => void (messages += `${text}\n`),
    },
  });
  return { exitCode, data, messages };
}

let started: Relay;

async function relayWith(...titles: string[]): Promise<string> {
  started = await fixture.start();
  const { address } = started;
  for (const title of titles)
    writeFileSync(join(folder, `${title}.md`), `# ${title}\n\nTurn it **off**.\n`);
  await holdfast('import', 'runbooks', folder, '--relay', String(address));
  return String(address);
}

describe('holdfast bundle', () => {
  test('writes one file, whole or not at all, and --verify knows it again', async () => {
    const relay = await relayWith('disk-full', 'zone-lost');
    const out = join(folder, 'demo.html');
    const dry = await holdfast('bundle', '--relay', relay, '--out', out, '--dry-run');
    expect(dry.data).toMatch(/^2 runbooks would be written to/);
    expect(existsSync(out)).toBe(false);

    const made = await holdfast('bundle', '--relay', relay, '--out', out);
    expect(made).toMatchObject({ exitCode: 0, messages: '' });
    expect(made.data).toMatch(
      /^2 runbooks written to .*demo\.html \(0\.0 MB\)\nSHA-256 [0-9a-f]{64}\n$/,
    );
    const page = readFileSync(out, 'utf8');
    expect(page).toContain('It had everything of relay-');
    expect(page).toContain('Turn it <strong>off</strong>.');

    const digest = /[0-9a-f]{64}/.exec(made.data)?.[0] ?? '';
    const verified = await holdfast('bundle', '--verify', out);
    expect(verified).toMatchObject({ exitCode: 0 });
    expect(verified.data).toContain(`as it was made: workspace demo`);
    expect(verified.data).toContain(digest);

    writeFileSync(out, page.replace('Turn it', 'Turn  it'));
    expect(await holdfast('bundle', '--verify', out)).toMatchObject({ exitCode: 3 });
    writeFileSync(out, page.slice(0, -2000));
    const cut = await holdfast('bundle', '--verify', out, '--json');
    expect(cut.exitCode).toBe(3);
    expect(JSON.parse(cut.data)).toMatchObject({ kind: 'changed' });
    writeFileSync(out, page.slice(0, 9000));
    expect((await holdfast('bundle', '--verify', out)).data).toContain('not whole');
    writeFileSync(out, 'hello');
    expect((await holdfast('bundle', '--verify', out)).data).toContain('no emergency bundle');
  });

  test('replaces a bundle of the same workspace, and nothing else unless told to', async () => {
    const relay = await relayWith('disk-full');
    const out = join(folder, 'demo.html');
    await holdfast('bundle', '--relay', relay, '--out', out);
    const again = await holdfast('bundle', '--relay', relay, '--out', out);
    expect(again).toMatchObject({ exitCode: 0, messages: 'It replaced the file of that name.\n' });

    writeFileSync(out, 'my notes');
    const refused = await holdfast('bundle', '--relay', relay, '--out', out);
    expect(refused.exitCode).toBe(1);
    expect(refused.messages).toContain('is there already and is no bundle');
    expect(readFileSync(out, 'utf8')).toBe('my notes');
    expect(await holdfast('bundle', '--relay', relay, '--out', out, '--force')).toMatchObject({
      exitCode: 0,
    });
  });

  test('names a file by workspace and time in a folder, tells machines, and says what it lacks', async () => {
    const relay = await relayWith('disk-full');
    const client = fixture.join(started, 'later');
    await client.synced;
    client.text.insert(0, 'x');
    const seen = async () => (await holdfast('list', 'documents', '--relay', relay)).data;
    await expect.poll(seen).toContain('later');
    const made = await holdfast('bundle', '--relay', relay, '--out', folder, '--json');
    const told: unknown = JSON.parse(made.data);
    expect(told).toMatchObject({
      workspace: 'demo',
      runbooks: 1,
      dryRun: false,
      replaced: false,
      leftOut: [{ kind: 'later', count: 1 }],
      unreadable: [],
    });
    expect(told).toHaveProperty(
      'out',
      expect.stringMatching(/demo-\d{4}-\d{2}-\d{2}T[\d-]+Z\.html$/),
    );
  });

  test('says what is wrong with how it was called', async () => {
    const relay = await relayWith('disk-full');
    expect(await holdfast('bundle', '--relay', relay)).toMatchObject({ exitCode: 2 });
    expect(await holdfast('bundle', '--out', 'a', '--verify', 'b')).toMatchObject({ exitCode: 2 });
    const missing = await holdfast('bundle', '--verify', join(folder, 'none.html'));
    expect(missing).toMatchObject({ exitCode: 1 });
    const nowhere = await holdfast('bundle', '--relay', relay, '--workspace', 'no', '--out', 'x');
    expect(nowhere.messages).toContain('There is no workspace no');
    writeFileSync(join(folder, 'file'), '');
    const blocked = join(folder, 'file', 'x.html');
    const failed = await holdfast('bundle', '--relay', relay, '--out', blocked);
    expect(failed).toMatchObject({ exitCode: 1 });
    expect(failed.messages).toContain('Cannot write');
  });
});

describe('holdfast handover', () => {
  function changes(workspace: string, ...titles: string[]): Uint8Array {
    const writer = createHandoverWriter(workspace);
    for (const title of titles) {
      const doc = new Y.Doc();
      createRunbook(doc, { title, body: 'text' }, 1, 'Ana');
      writer.add({ doc: `runbook:${title}`, update: Y.encodeStateAsUpdate(doc) });
    }
    return writer.finish();
  }

  test('takes changes in, as file and as text; the second time changes nothing', async () => {
    const relay = await relayWith('disk-full');
    const file = join(folder, 'demo.holdfast');
    writeFileSync(file, changes('demo', 'one', 'two'));
    const dry = await holdfast('handover', file, '--relay', relay, '--dry-run');
    expect(dry.data).toBe('2 of 2 documents would change in workspace demo\n');
    const taken = await holdfast('handover', file, '--relay', relay);
    expect(taken).toMatchObject({
      exitCode: 0,
      data: '2 of 2 documents changed in workspace demo\n',
    });
    expect(taken.messages).toContain('Saved on 1 relay');
    const text = join(folder, 'mail.txt');
    writeFileSync(text, `Hi,\n> ${writeHandoverText(changes('demo', 'one'), 'Changes.')}`);
    const again = await holdfast('handover', file, '--relay', relay);
    expect(again.data).toBe('Workspace demo already has all of it: 2 documents\n');
    const third = await holdfast('handover', text, '--relay', relay, '--json');
    expect(JSON.parse(third.data)).toMatchObject({ documents: 1 });
    expect((await holdfast('list', 'runbooks', '--relay', relay)).data).toContain('runbook:two');
  });

  test('means the workspace that the file names, and refuses another', async () => {
    const relay = await relayWith('disk-full');
    const file = join(folder, 'other.holdfast');
    writeFileSync(file, changes('other', 'one'));
    const refused = await holdfast('handover', file, '--relay', relay, '--workspace', 'demo');
    expect(refused).toMatchObject({ exitCode: 1 });
    expect(refused.messages).toContain('of the workspace other; here is demo');
    const taken = await holdfast('handover', file, '--relay', relay);
    expect(taken.messages).toContain('Workspace other is new on this relay.');
    writeFileSync(file, 'hello');
    const nothing = await holdfast('handover', file, '--relay', relay);
    expect(nothing).toMatchObject({ exitCode: 1 });
    expect(nothing.messages).toContain('There are no Holdfast changes in this');
  });
});
