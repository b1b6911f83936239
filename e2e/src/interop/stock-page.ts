/** A page with nothing but stock clients, for tests that drive them. */
import { createStockClient, type StockClient, type StockClientOptions } from './stock-client.ts';

declare global {
  interface Window {
    readonly stock: {
      readonly join: (options: StockClientOptions) => number;
      readonly clients: readonly StockClient[];
    };
  }
}

const clients: StockClient[] = [];

Object.defineProperty(window, 'stock', {
  value: {
    clients,
    join: (options: StockClientOptions) => clients.push(createStockClient(options)) - 1,
  },
});
