import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StoreFault } from '@holdfast/shared/replica/ports';
import { FolderLockedError } from './folder-lock.ts';
import { openLmdbEnvironment } from './lmdb-environment.ts';
import { toStoreFault } from './store-faults.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-env-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const isRoot = process.getuid?.() === 0;

describe('one data folder', () => {
  test('lists the workspaces that have rows, each apart from the others', async () => {
    const environment = openLmdbEnvironment(folder);
    for (const name of ['payments', 'demo', 'demo-2', 'a']) {
      await environment.workspaceStore(name).write([
        { key: 'b', value: Uint8Array.of(1) },
        { key: 'c', value: Uint8Array.of(1) },
      ]);
    }
    expect(environment.workspaces()).toEqual(['a', 'demo', 'demo-2', 'payments']);
    expect(await environment.workspaceStore('demo').range('', '~')).toHaveLength(2);
    await environment.close();
  });

  test('works in a folder with a dot in its name, made as needed', async () => {
    const dotted = join(folder, 'data.v1', 'relay');
    const environment = openLmdbEnvironment(dotted);
    await environment.workspaceStore('demo').write([{ key: 'a', value: Uint8Array.of(1) }]);
    expect(environment.sizeBytes()).toBeGreaterThan(0);
    expect(existsSync(join(dotted, 'data.mdb'))).toBe(true);
    await environment.close();
  });

  test('a backup taken while writes go on opens and holds what was written before it', async () => {
    const environment = openLmdbEnvironment(folder);
    const store = environment.workspaceStore('demo');
    await store.write([{ key: 'before', value: Uint8Array.of(1) }]);
    const writes = Array.from({ length: 50 }, (_, n) =>
      store.write([{ key: `during/${n}`, value: new Uint8Array(2000) }]),
    );
    await environment.backup(join(folder, 'copy'));
    await Promise.all(writes);
    await expect(environment.backup(join(folder, 'copy'))).rejects.toThrow(/already holds/);
    await environment.close();

    const copy = openLmdbEnvironment(join(folder, 'copy'));
    expect(await copy.workspaceStore('demo').get('before')).toHaveLength(1);
    await copy.close();
  });

  test('a key that does not fit is refused, and nothing of its write is kept', async () => {
    const environment = openLmdbEnvironment(folder);
    const store = environment.workspaceStore('demo');
    for (const key of ['', 'k'.repeat(301), 'ümlaut', 'line\nbreak']) {
      await expect(
        store.write([{ key: 'fine', value: Uint8Array.of(1) }, { key }]),
      ).rejects.toThrow(RangeError);
    }
    expect(await store.get('fine')).toBeUndefined();
    await environment.close();
  });

  test('all workspaces are gone once the environment is closed', async () => {
    const environment = openLmdbEnvironment(folder);
    const store = environment.workspaceStore('demo');
    await environment.close();
    await environment.close();
    await expect(store.get('a')).rejects.toMatchObject({ reason: 'gone' });
  });
});

describe('two processes and one folder', () => {
  test('the second is refused, and told which process has it', async () => {
    const environment = openLmdbEnvironment(folder);
    expect(() => openLmdbEnvironment(folder)).toThrow(FolderLockedError);
    expect(() => openLmdbEnvironment(folder)).toThrow(
      new RegExp(`in use by process ${process.pid}`),
    );
    await environment.close();
    await openLmdbEnvironment(folder).close();
    expect(existsSync(join(folder, 'relay.lock'))).toBe(false);
  });

  test('the lock of a dead process is taken over', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeLock({ pid, host: hostname(), started: '1' });
    await openLmdbEnvironment(folder).close();
    expect(existsSync(join(folder, 'relay.lock'))).toBe(false);
  });

  test.skipIf(process.platform !== 'linux')(
    'the lock of an earlier process with the same id is taken over',
    async () => {
      writeLock({ pid: process.pid, host: hostname(), started: '1' });
      await openLmdbEnvironment(folder).close();
      expect(existsSync(join(folder, 'relay.lock'))).toBe(false);
    },
  );

  test('a lock cut short by a crash is taken over', async () => {
    writeFileSync(join(folder, 'relay.lock'), '{"pid":1');
    await openLmdbEnvironment(folder).close();
    expect(existsSync(join(folder, 'relay.lock'))).toBe(false);
  });

  test('the lock of another machine holds while it is kept fresh, and no longer', async () => {
    writeLock({ pid: 1, host: 'elsewhere', started: '1' });
    expect(() => openLmdbEnvironment(folder)).toThrow(/process 1 on elsewhere/);
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(join(folder, 'relay.lock'), longAgo, longAgo);
    await openLmdbEnvironment(folder).close();
  });

  function writeLock(lock: { pid: number; host: string; started: string }): void {
    writeFileSync(join(folder, 'relay.lock'), JSON.stringify(lock));
  }
});

describe('a folder that cannot be used', () => {
  test('a file in its place is named', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(() => openLmdbEnvironment(file)).toThrow(StoreFault);
    expect(() => openLmdbEnvironment(file)).toThrow(/Could not use the data folder/);
  });

  test.skipIf(isRoot)('one that this user may not write is refused', () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    expect(() => openLmdbEnvironment(closed)).toThrow(/this user may write/);
  });

  test('looking at a folder that holds no database does not make one', () => {
    expect(() => openLmdbEnvironment(join(folder, 'nothing'), { readOnly: true })).toThrow(
      StoreFault,
    );
    expect(existsSync(join(folder, 'nothing'))).toBe(false);
  });

  test.each([
    ['ENOSPC', 'full'],
    ['EDQUOT', 'full'],
    [28, 'full'],
    ['EACCES', 'refused'],
    ['EROFS', 'refused'],
    ['EIO', 'failed'],
    [5, 'failed'],
    [-30796, 'failed'],
  ])('%s is a fault of the kind %s', (code, reason) => {
    const fault = toStoreFault(Object.assign(new Error('x'), { code }), 'write in /data');
    expect(fault).toMatchObject({ reason, name: 'StoreFault' });
    expect(fault.message).toMatch(/^Could not write in \/data: x\. /);
  });
});
