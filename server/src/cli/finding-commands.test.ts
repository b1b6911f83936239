import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCommandFixture } from './command-fixture.ts';

const fixture = createCommandFixture();
const { holdfast, put } = fixture;
let folder: string;
beforeEach(() => {
  folder = fixture.begin();
});
afterEach(() => fixture.cleanUp());

const rules = (...alerts: readonly string[]) => `groups:
- name: db
  rules:
${alerts.map((alert) => `  - ${alert}`).join('\n')}
`;
const rule = (name: string, url: string) =>
  `{alert: ${name}, expr: "1", annotations: {runbook_url: "${url}"}}`;

async function begin(): Promise<readonly string[]> {
  const { address } = await fixture.start();
  put('team/db/PgDown.md', '# The primary is gone\n\n```sh\npatronictl failover orders\n```\n');
  put('team/dns.md', '---\nalerts: [ZoneLost]\n---\n# DNS\n\nNobody needs patronictl here.\n');
  const target = ['--relay', String(address)];
  await holdfast('import', 'runbooks', join(folder, 'team'), ...target);
  return target;
}

describe('importing alerts', () => {
  test('links alerts beside the text, tells the others with the reason, and changes nothing again', async () => {
    const target = await begin();
    put(
      'rules/db.yaml',
      rules(
        rule('PostgresPrimaryDown', 'https://site.example/db/pgdown/'),
        rule('ZoneLost', 'https://site.example/r/ZoneLost'),
        rule('PgDowm', 'https://site.example/pgdowns'),
        '{alert: Bare, expr: "1"}',
      ),
    );
    put('rules/broken.yml', 'groups: [\n');
    const path = join(folder, 'rules');
    const dry = await holdfast('import', 'alerts', path, '--dry-run', ...target);
    expect(dry.data).toBe(
      [
        '2 of 3 rules with a runbook_url resolve, 1 alert would be linked, 1 linked already',
        'Not resolved:',
        '  PgDowm  no runbook here is named pgdowns; nearest: team/db/PgDown.md',
        'Without a runbook_url:',
        '  Bare',
        '',
      ].join('\n'),
    );
    expect(dry.messages).toMatch(/^broken\.yml: not valid YAML: /);
    const done = await holdfast('import', 'alerts', path, ...target);
    expect(done.data).toMatch('1 alert linked, 1 linked already');
    expect(done.messages).toMatch('Saved on 1 relay.');
    const again = await holdfast('import', 'alerts', path, ...target);
    expect(again.data).toMatch('0 alerts linked, 2 linked already');
    expect(again.messages).toMatch('Nothing to write: everything was linked already.');

    const found = await holdfast('find', 'PostgresPrimaryDown', ...target);
    expect(found.data).toMatch(/The primary is gone {2}runbook:\S+ {2}answers to it/);
    await holdfast('export', '--out', join(folder, 'out'), ...target);
    expect(fixture.filesBelow('out/team')).toEqual(fixture.filesBelow('team'));
    const imported = await holdfast('import', 'runbooks', join(folder, 'team'), ...target);
    expect(imported.data).toMatch('0 changed, 2 unchanged');
  });

  test('is told in a stable form', async () => {
    const target = await begin();
    put('rules.json', JSON.stringify({ groups: [{ rules: [{ alert: 'A', expr: '1' }] }] }));
    const { data } = await holdfast(
      'import',
      'alerts',
      join(folder, 'rules.json'),
      '--json',
      ...target,
    );
    expect(JSON.parse(data)).toEqual({
      workspace: 'demo',
      dryRun: false,
      savedOnRelays: null,
      rules: 1,
      withUrl: 0,
      resolved: 0,
      alerts: [{ alert: 'A', rules: 1, runbookUrl: '', result: 'no-url' }],
      problems: [],
    });
  });

  test('says so where there is nothing to import', async () => {
    const target = await begin();
    put('rules/readme.md', 'no rules');
    for (const path of ['rules', 'team/dns.md', 'nowhere']) {
      const { exitCode, messages } = await holdfast(
        'import',
        'alerts',
        join(folder, path),
        ...target,
      );
      expect(exitCode).toBe(1);
      expect(messages).toMatch(/no alerting rule in|Cannot read/);
    }
  });
});

describe('finding', () => {
  test('finds commands before prose, forgives slips, and says where', async () => {
    const target = await begin();
    const { data } = await holdfast('find', 'patronictl', ...target);
    expect(data.split('\n').map((line) => line.split('  ')[0])).toEqual([
      ...['TITLE', 'The primary is gone', 'DNS', ''],
    ]);
    expect((await holdfast('find', 'patronictl', 'failoevr', ...target)).data).toMatch('similar: ');
    const json: unknown = JSON.parse(
      (await holdfast('find', 'zonelost', '--json', ...target)).data,
    );
    expect(json).toMatchObject({ found: 1, runbooks: [{ title: 'DNS', named: true }] });
    expect(await holdfast('find', 'unheard', ...target)).toMatchObject({ exitCode: 1, data: '' });
    expect((await holdfast('find', 'x', '--limit', 'many', ...target)).exitCode).toBe(2);
  });
});
