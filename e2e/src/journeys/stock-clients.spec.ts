import { WebSocket } from 'ws';
import { WebsocketProvider as Provider3 } from 'y-websocket';
import { WebsocketProvider as Provider2 } from 'y-websocket-2';
import * as Y from 'yjs';
import { expect, openRunbook, test } from './journey-test.ts';

test.use({ relayCount: 3 });

test('stock y-websocket 3.1 and 2.1 clients join a runbook that a browser reads, on different relays', async ({
  device,
  relaySet,
}) => {
  const [a, b, c] = relaySet.relays;
  if (a === undefined || b === undefined || c === undefined)
    throw new Error('three relays are needed');
  const [newer, older] = [new Y.Doc(), new Y.Doc()];
  const options = { WebSocketPolyfill: WebSocket, disableBc: true };
  const providers = [
    new Provider3(`${a.address}/sync/demo`, 'runbook:stock', newer, options as never),
    new Provider2(`${b.address}/sync/demo`, 'runbook:stock', older, options as never),
  ];
  try {
    newer.getMap('meta').set('title', 'Written by stock clients');
    newer.getText('body').insert(0, 'from 3.1\n');
    await expect.poll(() => older.getText('body').toJSON()).toBe('from 3.1\n');
    older.getText('body').insert(older.getText('body').length, 'from 2.1\n');
    await expect.poll(() => newer.getText('body').toJSON()).toBe('from 3.1\nfrom 2.1\n');

    const page = await device.open(`${c.url}/runbooks`);
    await openRunbook(page, 'Written by stock clients');
    await expect(page.getByRole('article')).toContainText('from 2.1');
  } finally {
    for (const provider of providers) provider.destroy();
  }
});
