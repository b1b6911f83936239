import 'fake-indexeddb/auto';
import { inlineHeavyWork } from '@holdfast/shared/replica/heavy-inline';
import { openReplica } from '@holdfast/shared/replica/replica';
import type { Replica, ReplicaEvent } from '@holdfast/shared/replica/replica-api';
import { type IDBPDatabase, openDB } from 'idb';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { openIdbStore } from './idb-store.ts';
import { openRelayList } from './relay-list.ts';
import { createWebClock, createWebRandom } from './web-clock.ts';

let databases = 0;

async function openDevice(
  databaseName: string,
): Promise<{ replica: Replica; events: readonly ReplicaEvent[] }> {
  const events: ReplicaEvent[] = [];
  const replica = await openReplica({
    role: 'leaf',
    name: 'browser',
    store: await openIdbStore({ databaseName, estimateBytes: () => Promise.resolve(0) }),
    clock: createWebClock(),
    random: createWebRandom(),
    heavy: inlineHeavyWork,
    observe: (event) => void events.push(event),
  });
  return { replica, events };
}

function textUpdate(clientId: number, text: string): Uint8Array {
  const yDoc = new Y.Doc();
  yDoc.clientID = clientId;
  yDoc.getText('body').insert(0, text);
  return Y.encodeStateAsUpdate(yDoc);
}

async function textKeys(database: IDBPDatabase): Promise<string[]> {
  const keys = await database.getAllKeys('rows');
  return keys.filter((key) => typeof key === 'string');
}

async function filledDatabase(): Promise<string> {
  databases += 1;
  const name = `holdfast-hostile-${databases}`;
  const { replica } = await openDevice(name);
  await replica.submit('runbook:one', textUpdate(1, 'kept'));
  await replica.compact('runbook:one');
  await replica.submit('runbook:two', textUpdate(2, 'also kept'));
  await replica.hostRows.write([{ key: 'relays', value: Uint8Array.of(1) }]);
  await replica.close();
  return name;
}

const strange: readonly (readonly [string, unknown])[] = [
  ['text', 'text'],
  ['a number', 7],
  ['null', null],
  ['an object', { length: 4 }],
  ['a list', [1, 2, 3]],
  ['an ArrayBuffer', new ArrayBuffer(8)],
  ['numbers of eight bytes', new Float64Array(3)],
  ['no bytes', new Uint8Array()],
  ['one byte', Uint8Array.of(1)],
  ['bytes of another version', new TextEncoder().encode('{"layoutVersion":99}')],
];

describe('rows that are not what was written', () => {
  it.each(strange)(
    '%s in the place of any row: the device opens and takes edits',
    async (_name, value) => {
      const name = await filledDatabase();
      const raw = await openDB(name);
      const keys = await textKeys(raw);
      raw.close();
      expect(keys.length).toBeGreaterThan(5);
      for (const key of keys) {
        const database = await filledDatabase();
        const other = await openDB(database);
        const at = (await textKeys(other)).find((each) => each.slice(0, 3) === key.slice(0, 3));
        await other.put('rows', value, at ?? key);
        other.close();
        const { replica } = await openDevice(database);
        for (const doc of replica.documents()) await replica.read(doc).catch(() => undefined);
        await openRelayList({ rows: replica.hostRows, onChange: () => undefined });
        expect(await replica.submit('runbook:new', textUpdate(9, 'new'))).toEqual({
          kind: 'saved',
        });
        await replica.close();
      }
    },
  );

  it('is moved aside and reported, and costs no other document', async () => {
    const name = await filledDatabase();
    const raw = await openDB(name);
    const snapshotInfo = (await textKeys(raw)).find((key) => key.startsWith('d/'));
    await raw.put('rows', 'not bytes', snapshotInfo);
    raw.close();
    const { replica, events } = await openDevice(name);
    expect(events).toContainEqual({ kind: 'record-damaged', key: snapshotInfo });
    const state = await replica.read('runbook:two');
    const yDoc = new Y.Doc();
    Y.applyUpdate(yDoc, state ?? new Uint8Array([0, 0]));
    expect(yDoc.getText('body').toJSON()).toBe('also kept');
    await replica.close();
    const again = await openDB(name);
    expect(await textKeys(again)).toContain(`q/${snapshotInfo}`);
    again.close();
  });

  it('keys of other kinds are passed over', async () => {
    const name = await filledDatabase();
    const raw = await openDB(name);
    for (const key of [
      7,
      new Date(),
      [1, 'a'],
      new Uint8Array([1]),
      'zzz',
      '',
      'c/',
      'd/__proto__',
    ])
      await raw.put('rows', Uint8Array.of(1, 2, 3), key);
    raw.close();
    const { replica } = await openDevice(name);
    expect(replica.documents().toSorted()).toEqual(['runbook:one', 'runbook:two']);
    expect(await replica.submit('runbook:new', textUpdate(9, 'new'))).toEqual({ kind: 'saved' });
    await replica.close();
  });
});
