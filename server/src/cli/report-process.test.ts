import { afterEach, expect, test } from 'vitest';
import { notification } from '@holdfast/shared/alerting/alerting-fixture';
import { readIncident } from '@holdfast/shared/model/incident';
import { documentKind, type DocumentName } from '@holdfast/shared/protocol/names';
import { createProcessFixture } from './process-fixture.ts';
import { openSession, type Session } from './session.ts';

const fixture = createProcessFixture();
const sessions: Session[] = [];
afterEach(async () => {
  for (const session of sessions.splice(0)) await session.close();
  await fixture.cleanUp();
});

async function report(address: string, body: unknown): Promise<number> {
  const url = `${address.replace('ws', 'http')}/api/v1/webhooks/alertmanager?workspace=demo`;
  const headers = { 'content-type': 'application/json' };
  return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status;
}

async function incidentsOn(address: string): Promise<readonly DocumentName[]> {
  const session = await openSession({ relays: [address], workspace: 'demo' });
  sessions.push(session);
  return session.documents().filter((name) => documentKind(name) === 'incident');
}

async function kindsOn(address: string, name: DocumentName): Promise<readonly string[]> {
  const session = await openSession({ relays: [address], workspace: 'demo' });
  sessions.push(session);
  const doc = await session.read(name);
  return doc === undefined ? [] : readIncident(doc).entries.map(({ kind }) => kind);
}

test('what a pair cuts short, with starts told differently, is one incident on two relays with each alert once', async () => {
  const first = await fixture.relay([`--data=${fixture.folder()}`, '--name=a']);
  const peer = `--peer=${first.address}`;
  const second = await fixture.relay([`--data=${fixture.folder()}`, '--name=b', peer]);
  const told = [{ from: 1 }, { from: 1.4 }, { from: 1, to: 5 }, { from: 1.4, to: 5 }];
  for (const alert of told) {
    const body = notification([alert], { truncatedAlerts: 7 });
    const both = [first, second].map(({ address }) => report(address, body));
    expect(await Promise.all(both)).toEqual([200, 200]);
  }
  const [name, ...more] = await incidentsOn(second.address);
  if (name === undefined || more.length > 0) throw new Error(`${more.length + 1} incidents`);
  expect(await incidentsOn(first.address)).toEqual([name]);
  // It fired and ended; what was cut off is noted, and that all is quiet.
  const expected = ['alert', 'alert', 'declared', 'note', 'note'];
  expect([...(await kindsOn(first.address, name))].sort()).toEqual(expected);
}, 120_000);

test('what a pair of Alertmanagers sends to two relays at once is one incident, and survives both being killed', async () => {
  const [dataA, dataB] = [fixture.folder(), fixture.folder()];
  const first = await fixture.relay([`--data=${dataA}`, '--name=a']);
  const second = await fixture.relay([`--data=${dataB}`, '--name=b', `--peer=${first.address}`]);
  const begin = notification([{ severity: 'critical' }, { instance: 'b', from: 1 }]);
  const grown = notification([{ severity: 'critical' }, { instance: 'b', from: 1, to: 4 }]);
  const statuses = await Promise.all(
    [begin, grown, begin].flatMap((body) => [
      report(first.address, body),
      report(second.address, body),
    ]),
  );
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200]);
  first.kill('SIGKILL');
  second.kill('SIGKILL');
  await Promise.all([first.finished, second.finished]);

  const a = await fixture.relay([`--data=${dataA}`, '--name=a']);
  const b = await fixture.relay([`--data=${dataB}`, '--name=b', `--peer=${a.address}`]);
  const [name, ...more] = await incidentsOn(b.address);
  if (name === undefined || more.length > 0) throw new Error(`${more.length + 1} incidents`);
  const expected = ['alert', 'alert', 'alert', 'declared', 'severity'];
  for (const relay of [a, b]) {
    expect(await incidentsOn(relay.address)).toEqual([name]);
    expect([...(await kindsOn(relay.address, name))].sort()).toEqual(expected);
  }
}, 120_000);
