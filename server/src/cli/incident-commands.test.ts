import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Relay } from '../relay/relay.ts';
import { createCommandFixture, type Ran } from './command-fixture.ts';

const fixture = createCommandFixture();
let relay: Relay;
let folder: string;
beforeEach(async () => {
  folder = fixture.begin();
  relay = await fixture.start();
});
afterEach(() => fixture.cleanUp());

const holdfast = (...args: string[]): Promise<Ran> =>
  fixture.holdfast(...args, `--relay=${relay.address}`, '--workspace=demo');

const postmortem = `---
uuid: 1234
title: Disk full at noon
severity: high
start_time: 2024-05-01T12:00:00Z
end_time: 2024-05-01T13:30:00Z
product: Checkout
url: https://x.example/1234
---

The logs were never rotated.
`;

async function documentOf(): Promise<string> {
  const { data } = await holdfast('list', 'incidents', '--json');
  const [first] = JSON.parse(data) as { document: string }[];
  return first?.document ?? '';
}

describe('post-mortems', () => {
  beforeEach(() => {
    fixture.put('in/one.md', postmortem);
    fixture.put('in/copy.md', postmortem);
    fixture.put('in/bare.md', '# No front matter');
    fixture.put('in/LICENSE', 'words');
  });

  test('become closed incidents once, and what cannot be read is listed', async () => {
    const dry = await holdfast('import', 'postmortems', join(folder, 'in'), '--dry-run');
    expect(dry.data).toContain('1 incident would be created, 0 unchanged, 3 files skipped');
    expect((await holdfast('list', 'documents', '--json')).data.trim()).toBe('[]');
    const first = await holdfast('import', 'postmortems', join(folder, 'in'), '--json');
    expect(JSON.parse(first.data)).toMatchObject({ dryRun: false, savedOnRelays: 1 });
    expect((JSON.parse(first.data) as { files: unknown[] }).files).toEqual(
      expect.arrayContaining([
        { path: 'LICENSE', result: 'skip', problem: 'no Markdown file' },
        {
          path: 'bare.md',
          result: 'skip',
          problem: 'no front matter, which says what and when it was',
        },
        { path: 'one.md', result: 'skip', problem: 'the same as copy.md' },
        expect.objectContaining({ path: 'copy.md', result: 'create', title: 'Disk full at noon' }),
      ]),
    );
    const again = await holdfast('import', 'postmortems', join(folder, 'in'));
    expect(again.data).toContain('0 incidents created, 1 unchanged, 3 files skipped');
    const listed = (await holdfast('list', 'incidents')).data.split('\n');
    expect(listed[0]).toMatch(/^TITLE +SEVERITY +STATUS +COMMANDER +DECLARED +RESOLVED +DOCUMENT$/);
    expect(listed[1]).toMatch(
      /^Disk full at noon +SEV2 +resolved +2024-05-01 +2024-05-01 +incident:/,
    );
    expect((await holdfast('show', await documentOf())).data).toMatch(
      /Resolved +2024-05-01T13:30:00.000Z/,
    );
  });

  test('of a folder without any are told as such', async () => {
    fixture.put('none/a.md', '# No front matter');
    const { exitCode, messages } = await holdfast('import', 'postmortems', join(folder, 'none'));
    expect({ exitCode, messages }).toEqual({
      exitCode: 1,
      messages: expect.stringContaining('There is no post-mortem to import'),
    });
  });
});

describe('an incident', () => {
  test('is exported as Markdown and JSON', async () => {
    fixture.put('in/one.md', postmortem);
    await holdfast('import', 'postmortems', join(folder, 'in'));
    const document = await documentOf();
    const out = join(folder, 'out', 'one.md');
    expect((await holdfast('export', document, `--out=${out}`, '--dry-run')).data).toContain(
      'would be written',
    );
    expect((await holdfast('export', document, `--out=${out}`)).exitCode).toBe(0);
    const text = readFileSync(out, 'utf8');
    expect(text).toContain('- **Time to resolve**: 1 h 30 min');
    expect(text).toContain('## Post-mortem\n\nThe logs were never rotated.');
    const asJson = join(folder, 'out', 'one.JSON');
    expect((await holdfast('export', document, `--out=${asJson}`)).exitCode).toBe(0);
    expect(JSON.parse(readFileSync(asJson, 'utf8'))).toMatchObject({ document });
    await holdfast('export', document, `--out=${asJson}`, '--format=markdown');
    expect(readFileSync(asJson, 'utf8')).toContain('## Post-mortem');
    const json = await holdfast(
      'export',
      document.slice('incident:'.length),
      '--out=-',
      '--format=json',
    );
    expect(JSON.parse(json.data)).toMatchObject({
      document,
      durationsMs: { toResolve: 5_400_000 },
    });
  });

  test('that is none is said to be none', async () => {
    expect(await holdfast('export', 'runbook:1', '--out=-')).toMatchObject({ exitCode: 2 });
    expect(await holdfast('export', 'incident:1', '--out=-')).toMatchObject({
      exitCode: 1,
      messages: expect.stringContaining('There is no incident incident:1 here'),
    });
    expect(await holdfast('export', '--out=x', '--format=json')).toMatchObject({ exitCode: 2 });
    expect(await holdfast('export', 'incident:1', '--out=-', '--format=pdf')).toMatchObject({
      exitCode: 2,
    });
  });
});
