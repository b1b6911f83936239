import { expect, test } from 'vitest';
import type { ImportState } from './import-state.ts';
import { createImportRun } from './import-run.ts';
import { createTransferCalls } from './transfer-calls.ts';
import type { TransferClient } from './transfer-client.ts';
import type { TransferCalls } from './transfer-messages.ts';

/** An import of 100 files; what `failsAt` counts as is asked in vain, as of a worker that is gone. */
async function planned(failsAt: (name: string, count: number) => boolean) {
  const calls: {
    readonly [Name in keyof TransferCalls]: (
      ...values: Parameters<TransferCalls[Name]>
    ) => ReturnType<TransferCalls[Name]>;
  } = createTransferCalls();
  const counts = new Map<string, number>();
  const ask: TransferClient['ask'] = async (name, ...values) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    if (failsAt(name, count)) throw new Error('closed');
    return calls[name](...values);
  };
  const states: ImportState[] = [];
  const written = new Set<string>();
  const run = createImportRun({
    hub: {
      readDocuments: async () => [],
      writeDocuments: async (updates) => {
        for (const { doc } of updates) written.add(doc);
        return [];
      },
      entryContext: () => ({
        actor: { name: 'Ana', device: 'd' },
        nowMs: 1,
        random: { bytes: (length) => new Uint8Array(length) },
      }),
    },
    transfer: { ask },
    placed: () => [],
    nowMs: () => 1,
    onState: (state) => states.push(state),
  });
  const files = Array.from({ length: 100 }, (_, at) => ({
    path: `ops/${at}.md`,
    bytes: new TextEncoder().encode(`# Runbook ${at}\n`),
  }));
  await run.read(async () => ({ kind: 'files', files, passedOver: [] }));
  return { run, last: () => states.at(-1), written };
}

test('an import that fails on its way ends, and says how far it came', async () => {
  const { run, last, written } = await planned((name, count) => name === 'run' && count === 2);
  await run.start(new Map());
  expect(last()).toMatchObject({ step: 'done', left: 60, broke: 'import', undo: 'possible' });
  expect(written.size).toBe(40);
});

test('what cannot be undone says so, and can be tried again', async () => {
  const { run, last } = await planned((name, count) => name === 'undo' && count === 1);
  await run.start(new Map());
  expect(last()).toMatchObject({ step: 'done', left: 0 });
  expect(last()).not.toHaveProperty('broke');
  await run.undo();
  expect(last()).toMatchObject({ step: 'done', undo: 'possible', broke: 'undo' });
  await run.undo();
  expect(last()).toMatchObject({ step: 'done', undo: 'undone' });
  expect(last()).not.toHaveProperty('broke');
});

test('a failure while the files are read leads back to choosing', async () => {
  const { last } = await planned((name) => name === 'plan');
  expect(last()).toMatchObject({ step: 'choose', problem: expect.any(String) });
});
