import { expect, it } from 'vitest';
import { openCaughtUp } from './caught-up.ts';

/** The rows of a device, and a clock that is set by hand. */
function device() {
  const values = new Map<string, Uint8Array>();
  const written: string[] = [];
  let nowMs = 0;
  return {
    values,
    written,
    pass(ms: number) {
      nowMs += ms;
    },
    open: () =>
      openCaughtUp({
        clock: { monotonicMs: () => nowMs },
        rows: {
          get: (key) => Promise.resolve(values.get(key)),
          write(rows) {
            for (const { key, value } of rows) {
              if (value === undefined) continue;
              values.set(key, value);
              written.push(new TextDecoder().decode(value));
            }
            return Promise.resolve();
          },
        },
      }),
  };
}

it('writes the first moment at once and later ones now and then, and reads the last back', async () => {
  const { open, pass, written } = device();
  const first = await open();
  expect(first.earlierAtMs).toBeUndefined();
  first.note(undefined);
  first.note(1000);
  first.note(2000);
  pass(31_000);
  first.note(32_000);
  first.note(32_000);
  expect(written).toEqual(['1000', '32000']);
  const again = await open();
  expect(again.earlierAtMs).toBe(32_000);
  again.note(undefined);
  expect(written).toHaveLength(2);
});

it('claims nothing from a row that is no moment', async () => {
  const { open, values } = device();
  const first = await open();
  first.note(1000);
  for (const [key] of values) values.set(key, new TextEncoder().encode('soon'));
  expect((await open()).earlierAtMs).toBeUndefined();
});
