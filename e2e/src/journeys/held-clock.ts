import type { BrowserContext } from '@playwright/test';

/**
 * Holds the wall clock of all pages of a device at a moment, now and after each reload. Timers run
 * on: on a busy machine, timers that stand still as well keep an app from starting.
 */
export async function holdClock(context: BrowserContext, atMs: number): Promise<void> {
  await context.addInitScript(hold, atMs);
  for (const page of context.pages()) await page.evaluate(hold, atMs);
}

function hold(atMs: number): void {
  const known: unknown = Reflect.get(globalThis, 'heldClock');
  if (typeof known === 'function') {
    known(atMs);
    return;
  }
  let heldAtMs = atMs;
  Reflect.set(globalThis, 'heldClock', (ms: number) => (heldAtMs = ms));
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [heldAtMs] : args, newTarget),
    apply: () => new RealDate(heldAtMs).toString(),
    get: (target, key) => (key === 'now' ? () => heldAtMs : Reflect.get(target, key)),
  });
}
