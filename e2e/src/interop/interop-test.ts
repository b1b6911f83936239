import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { build } from 'esbuild';
import { WebSocket } from 'ws';
import type { Device } from '../devices.ts';
import { test as journey } from '../journeys/journey-test.ts';
import { createStockClient, type StockClient, type StockClientOptions } from './stock-client.ts';

interface InteropFixtures {
  /** Stock clients in this process; they are ended with the test. */
  readonly joinHere: (options: StockClientOptions) => StockClient;
  /** Opens a page of the relay's origin with `window.stock`. */
  readonly openStockPage: (origin: string) => Promise<Page>;
}

export const test = journey.extend<InteropFixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameter's shape.
  joinHere: async ({}, use) => {
    const clients: StockClient[] = [];
    await use((options) => {
      const client = createStockClient({ webSocket: WebSocket, ...options });
      clients.push(client);
      return client;
    });
    for (const client of clients) client.destroy();
  },
  openStockPage: async ({ device }, use) => {
    await use((origin) => openStockPage(device, origin));
  },
});

async function openStockPage(device: Device, origin: string): Promise<Page> {
  const here = dirname(fileURLToPath(import.meta.url));
  const built = await build({
    entryPoints: [join(here, 'stock-page.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    logLevel: 'error',
  });
  const script = built.outputFiles[0]?.text ?? '';
  // A page that the relay itself serves: browsers let only such a page speak with this machine.
  const page = await device.open(`${origin}/version`);
  await page.evaluate(script);
  return page;
}
