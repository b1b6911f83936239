import {
  decodeFrame,
  encodeMessage,
  type LinkMessage,
  linkVersion,
} from '@holdfast/shared/protocol/link-messages';
import { WebSocketServer } from 'ws';
import { expect, expectAccessible, expectSaved, typeAtEnd } from './journey-test.ts';
import { test } from './keyed-test.ts';

/** Commands and relays are processes, and a machine may be busy. */
test.setTimeout(180_000);
const arrivesMs = 60_000;

test('whoever answers at a relay’s address gets nothing from a device without proof', async ({
  keyed,
  device,
}) => {
  const [first, second] = keyed.relays;
  if (first === undefined || second === undefined) throw new Error('two relays are needed');
  const page = await device.open((await keyed.invite({ name: 'Ben Okafor', role: 'editor' })).link);
  await page.getByRole('button', { name: 'Accept on this device' }).click();
  await page.getByRole('link', { name: 'Runbooks' }).first().click({ timeout: arrivesMs });
  await page.getByRole('button', { name: 'New runbook' }).first().click();
  await page.getByRole('dialog').getByLabel('Title').fill('Where the keys lie');
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  await expectSaved(page, 'Saved on 2 relays', arrivesMs);

  await second.kill();
  const impostor = await answerAt(second.port);
  await typeAtEnd(page, 'Under the mat.');
  await page.getByRole('link', { name: 'Sync', exact: true }).first().click();
  const row = page.locator('li[data-state]').filter({ hasText: new URL(second.url).host });
  await page.getByRole('button', { name: 'Try all now' }).click();
  await expect(row).toContainText('A relay has not proven that it is one of this workspace', {
    timeout: arrivesMs,
  });
  await expect(row).toContainText('it has nothing to show');
  await expectAccessible(page, 'a relay that has not proven itself');
  expect(new Set(impostor.heard.map(({ type }) => type))).toEqual(new Set(['challenge']));
  await impostor.close();

  await second.start();
  await row.getByRole('button', { name: /^Try .* now$/u }).click();
  await expectSaved(page, 'Saved on 2 relays', arrivesMs);
});

/** Speaks as a relay without keys, and asks for all that it is known to want. */
async function answerAt(port: number) {
  const heard: LinkMessage[] = [];
  const server = new WebSocketServer({ port, host: '127.0.0.1' });
  server.on('connection', (socket) => {
    socket.on('message', (data: Buffer) =>
      heard.push(...(decodeFrame(new Uint8Array(data)) ?? [])),
    );
    const all = new Uint8Array([0]);
    const hello: LinkMessage = {
      ...{ type: 'hello', version: linkVersion, oldestVersion: 1, role: 'relay' },
      ...{ storeId: 'impostor', name: 'relay-b', insecure: false, addresses: [] },
      held: new Map(),
    };
    socket.send(encodeMessage(hello));
    socket.send(encodeMessage({ type: 'fetch', ref: 1, doc: 'workspace', stateVector: all }));
    socket.send(encodeMessage({ type: 'feed', held: new Map() }));
  });
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    heard,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
