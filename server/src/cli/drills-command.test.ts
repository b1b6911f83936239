import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  abortDrill,
  giveVerdict,
  sayInDrill,
  setMoment,
} from '@holdfast/shared/model/drill-commands';
import { sealDrill } from '@holdfast/shared/model/drill-log';
import { startDrill } from '@holdfast/shared/model/drill-start';
import type { EntryContext } from '@holdfast/shared/model/entries';
import { drillLogFileSchema } from '@holdfast/shared/transfer/drill-log-export';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { nodeRandom } from '../relay/node-clock.ts';
import { createCommandFixture, type Ran } from './command-fixture.ts';
import { openSession } from './session.ts';

const fixture = createCommandFixture();
let address: string;
let folder: string;
beforeEach(async () => {
  folder = fixture.begin();
  address = String((await fixture.start()).address);
});
afterEach(() => fixture.cleanUp());

const holdfast = (...args: string[]): Promise<Ran> =>
  fixture.holdfast(...args, `--relay=${address}`, '--workspace=demo');

const atMs = Date.UTC(2026, 5, 15, 12);
const ana = (afterMs: number): EntryContext => ({
  actor: { name: 'Ana', device: 'laptop' },
  nowMs: atMs + afterMs,
  random: nodeRandom,
});

async function change(edits: Readonly<Record<string, (doc: Y.Doc) => void>>): Promise<void> {
  const session = await openSession({ relays: [address], workspace: 'demo' });
  for (const [name, edit] of Object.entries(edits)) {
    await session.change(name, (doc) => {
      edit(doc);
      return true;
    });
  }
  await session.saved();
  await session.close();
}

async function twoDrills(): Promise<void> {
  const failover = new Y.Doc();
  startDrill(failover, { drillKind: 'failover', title: '=Failover', rtoSeconds: 60 }, ana(0));
  setMoment(failover, 'started', atMs, ana(1));
  setMoment(failover, 'restored', atMs + 42_000, ana(60_000));
  giveVerdict(failover, { outcome: 'passed', hypothesis: 'held' }, ana(61_000));
  const dns = new Y.Doc();
  startDrill(dns, { drillKind: 'game-day', title: 'DNS away' }, ana(100_000));
  abortDrill(dns, 'Customers noticed', ana(200_000));
  await change({
    'drill:failover': (doc) => Y.applyUpdate(doc, Y.encodeStateAsUpdate(failover)),
    'drill:dns': (doc) => Y.applyUpdate(doc, Y.encodeStateAsUpdate(dns)),
    'drill-log': (log) => {
      sealDrill(log, 'drill:failover', failover, ana(61_000));
      sealDrill(log, 'drill:dns', dns, ana(200_000));
    },
  });
}

describe('the log of drills', () => {
  beforeEach(twoDrills);

  test('is listed, filtered, and exported as CSV and JSON', async () => {
    const list = await holdfast('drills', 'list');
    expect(list.exitCode).toBe(0);
    const [heading, first, second] = list.data.split('\n');
    expect(heading).toMatch(/^TITLE +KIND +OUTCOME/);
    expect(first).toMatch(/^=Failover +failover +passed .* 42 of 60 s /);
    expect(second).toMatch(/^DNS away +game-day +abandoned /);
    const some = await holdfast('drills', 'list', '--outcome=passed', '--json');
    expect(JSON.parse(some.data)).toMatchObject([{ document: 'drill:failover' }]);
    const csv = await holdfast('drills', 'export');
    expect(csv.data).toContain("drill:failover,'=Failover,failover,passed,held,2026-06-15T12:00");
    const json = await holdfast('drills', 'export', '--format=json', '--from=2026-06-01');
    expect(drillLogFileSchema.parse(JSON.parse(json.data))).toMatchObject({
      workspace: 'demo',
      drills: [{ measured: { recoverySeconds: 42 } }, { outcome: 'abandoned' }],
    });
    const file = join(folder, 'log.csv');
    const written = await holdfast('drills', 'export', `--out=${file}`, '--to=2026-06-01');
    expect(written.messages).toMatch('0 drills written');
    expect(readFileSync(file, 'utf8')).toMatch(/^Document,Title/);
    const again = await holdfast('drills', 'export', `--out=${file}`);
    expect([again.exitCode, again.messages]).toEqual([
      1,
      expect.stringMatching('is there already'),
    ]);
  });

  test('has drills that are shown with what was measured', async () => {
    const { data } = await holdfast('show', 'drill:failover');
    expect(data).toMatch(/^Recovery +42 of 60 s$/m);
    expect(data).toMatch(/^Verdict +held$/m);
    expect((await holdfast('show', 'drill:dns')).data).toMatch(/^Stopped because +Customers/m);
  });

  test('says what a filter may be', async () => {
    const kind = await holdfast('drills', 'list', '--kind=failovers');
    expect([kind.exitCode, kind.messages]).toEqual([2, expect.stringMatching('did you mean')]);
    expect((await holdfast('drills', 'list', '--outcome=pass')).messages).toMatch('Outcomes: ');
    expect((await holdfast('drills', 'list', '--from=june')).messages).toMatch('is no day');
    const none = await holdfast('drills', 'list', '--component=nowhere');
    expect([none.exitCode, none.data, none.messages]).toEqual([
      0,
      '',
      expect.stringMatching('No drill'),
    ]);
    expect((await holdfast('drills', 'list', '--kind=future')).exitCode).toBe(0);
  });

  test('is proven, and damage ends with exit code 3', async () => {
    const intact = await holdfast('drills', 'prove', '--json');
    expect(intact.exitCode).toBe(0);
    expect(JSON.parse(intact.data)).toMatchObject({
      intact: true,
      drills: [{ state: 'intact' }, { state: 'intact' }],
    });
    await change({
      'drill:dns': (doc) => void sayInDrill(doc, { kind: 'note', text: 'later' }, ana(300_000)),
    });
    const added = await holdfast('drills', 'prove');
    expect([added.exitCode, added.data]).toEqual([
      0,
      expect.stringMatching(/DNS away +intact: 1 entry since the last seal/),
    ]);
    await change({
      'drill:failover': (doc) => doc.getArray('entries').delete(3, 1),
      'drill:dns': (doc) => {
        doc.getArray('entries').delete(0, 3);
      },
    });
    const damaged = await holdfast('drills', 'prove');
    expect(damaged.exitCode).toBe(3);
    expect(damaged.data).toMatch(/=Failover +damaged: seals that do not hold: 1 of 1/);
    expect(damaged.data).toMatch(/DNS away +gone/);
    expect((await holdfast('drills', 'list')).data).toMatch('DNS away (gone)');
  });
});

test('an empty workspace has no drills', async () => {
  await change({ workspace: (doc) => void doc.getMap('meta').set('name', 'Demo') });
  expect(await holdfast('drills', 'list')).toMatchObject({ exitCode: 0, data: '' });
  expect((await holdfast('drills', 'prove')).data).toMatch('No drills yet.');
});
