import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { expect } from '../journeys/journey-test.ts';
import { test } from './interop-test.ts';
import { stockVersions } from './stock-client.ts';

test.use({ relayCount: 3 });

const document = 'runbook:stock';

test('stock y-websocket 2.1, 3.0 and 3.1 in Node and in Chromium edit one document over different relays', async ({
  joinHere,
  openStockPage,
  relaySet,
}) => {
  const addresses = relaySet.relays.map(({ address }) => address);
  const here = stockVersions.map((version, index) =>
    joinHere({ version, address: addresses[index] ?? '', document }),
  );
  const page = await openStockPage(relaySet.relays[0]?.url ?? '');
  for (const version of stockVersions) {
    // All from one origin's relay: the others would want to know the page's origin.
    await page.evaluate((options) => window.stock.join(options), {
      version,
      address: addresses[0] ?? '',
      document,
    });
  }
  for (const [index, client] of here.entries()) client.insertAtEnd(`node ${index}. `);
  for (const index of stockVersions.keys()) {
    await page.evaluate((at) => window.stock.clients[at]?.insertAtEnd(`page ${at}. `), index);
  }
  const texts = async (): Promise<readonly string[]> => [
    ...here.map((client) => client.text()),
    ...(await page.evaluate(() => window.stock.clients.map((client) => client.text()))),
  ];
  await expect
    .poll(async () => {
      const all = await texts();
      return { kinds: new Set(all).size, words: all[0]?.match(/\. /gu)?.length };
    })
    .toEqual({ kinds: 1, words: 6 });
});

test('a lone stock client that nobody writes to stays connected for 70 seconds', async ({
  joinHere,
  openStockPage,
  relaySet,
}) => {
  test.setTimeout(120_000);
  const [relay] = relaySet.relays;
  if (relay === undefined) throw new Error('a relay is needed');
  const lone = (name: string) => ({ address: relay.address, document: `runbook:${name}` });
  const here = stockVersions.map((version, index) =>
    joinHere({ version, ...lone(`node-${index}`) }),
  );
  const page = await openStockPage(relay.url);
  for (const [index, version] of stockVersions.entries()) {
    const options = { version, ...lone(`page-${index}`) };
    await page.evaluate((each) => window.stock.join(each), options);
  }
  // Nothing is to happen, so there is nothing to wait for but the time itself.
  await new Promise((resolve) => setTimeout(resolve, 70_000));
  expect(here.map((client) => client.connections())).toEqual([1, 1, 1]);
  expect(
    await page.evaluate(() => window.stock.clients.map((client) => client.connections())),
  ).toEqual([1, 1, 1]);
});

test('a close code of the 44xx range stops a stock client of the version that knows it', async ({
  joinHere,
  relaySet,
}) => {
  const address = relaySet.relays[0]?.address ?? '';
  const client = joinHere({ version: '3.1', address, document: 'not a name' });
  await expect.poll(() => client.wantsToConnect()).toBe(false);
  expect(client.connections()).toBe(1);
});

test('two stock providers on one document over two relays converge without a presence storm', async ({
  joinHere,
  relaySet,
}) => {
  const [a, b, c] = relaySet.relays;
  if (a === undefined || b === undefined || c === undefined)
    throw new Error('three relays are needed');
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  awareness.setLocalState({ user: { name: 'Ana' } });
  for (const { address } of [a, b]) {
    joinHere({ version: '3.1', address, document, doc, awareness });
  }
  const watcher = joinHere({ version: '3.1', address: c.address, document });
  const seen: number[][] = [];
  watcher.awareness.on('change', (change: { readonly removed: number[] }) => {
    seen.push(change.removed);
  });
  await expect.poll(() => watcher.awareness.getStates().has(doc.clientID)).toBe(true);
  doc.getText('body').insert(0, 'twice connected');
  await expect.poll(() => watcher.text()).toBe('twice connected');
  const messagesBefore = seen.length;

  // Every change of presence makes one message, not one for each way it came.
  const moves = 20;
  for (let move = 0; move < moves; move++) {
    awareness.setLocalStateField('cursor', move);
    await expect.poll(() => watcher.awareness.getStates().get(doc.clientID)?.['cursor']).toBe(move);
  }
  expect(seen.length - messagesBefore).toBeLessThanOrEqual(2 * moves);

  // One of the two ways ends: whoever watches must not see the person leave.
  await a.kill();
  doc.getText('body').insert(0, 'still ');
  await expect.poll(() => watcher.text()).toBe('still twice connected');
  expect(seen.flat()).not.toContain(doc.clientID);
  expect(watcher.awareness.getStates().has(doc.clientID)).toBe(true);
});
