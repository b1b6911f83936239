import 'fake-indexeddb/auto';
import { thumbprintOf } from '@holdfast/shared/access/device-key';
import { createDeviceKey } from '@holdfast/shared/access/es256';
import { readWorkspaceAccess } from '@holdfast/shared/access/workspace-access';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { cutOffAndWipe } from './order-wipe.ts';

it('cuts a person off and gives each of their devices an order of its own', async () => {
  const keys = await Promise.all([createDeviceKey(), createDeviceKey()]);
  const devices = keys.map(thumbprintOf);
  const doc = new Y.Doc();
  const said = { by: 'Root', reason: 'stolen', atMs: 1_800_000_000_000 };
  const from = { workspace: 'demo', token: 'a.b.c', access: readWorkspaceAccess(doc) };
  const command = await cutOffAndWipe({ person: 'ana' }, devices, said, from);
  let edits = 0;
  doc.on('update', () => edits++);
  expect(command?.(doc)).toMatchObject({ ok: true });
  expect(edits).toBe(1);
  const { revoked } = readWorkspaceAccess(doc);
  expect(revoked.get('person:ana')).toMatchObject({ ...said, wipe: true });
  for (const device of devices) {
    const { order = '', ...rest } = revoked.get(`device:${device}`) ?? {};
    expect(rest).toMatchObject({ ...said, wipe: true });
    expect(JSON.parse(order)).toMatchObject({ device, atMs: said.atMs, token: 'a.b.c' });
  }
});
