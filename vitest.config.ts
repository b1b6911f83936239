import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      '{shared,server,client}/src/**/*.test.{ts,tsx}',
      'client/build/**/*.test.ts',
      '{sim,bench,e2e}/**/*.test.ts',
      '{scripts,deploy}/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**', 'bench/peers/**'],
    environment: 'node',
    // Two cores are what a small runner has; more workers than that only fight for them.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    expect: { requireAssertions: true },
  },
});
