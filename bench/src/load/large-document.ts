import { connectClient } from './client.ts';
import type { Plan, Result } from './commands.ts';
import { createDeferred, within } from './deferred.ts';
import { syncUpdate } from './dialect.ts';
import { clockAfter, deleteMiddle, prepareLargeText, textLength } from './typing.ts';
import * as Y from 'yjs';

const storeTimeoutMs = 120_000;
const fetchTimeoutMs = 60_000;

/** Writes one large document, an update at a time: the next when a reader has the last. */
export async function storeLarge(plan: Plan<'storeLarge'>): Promise<Result<'storeLarge'>> {
  const { target, document } = plan;
  const { clientId, updates, clock, length } = prepareLargeText(plan.sizeBytes);
  let seen = 0;
  let sent = 0;
  let arrived = createDeferred();
  const onContent = (payload: Uint8Array) => {
    const after = clockAfter(payload, clientId, seen);
    if (after === seen) return;
    seen = after;
    arrived.resolve();
  };
  const answer = () => Y.mergeUpdates(updates.slice(0, sent));
  const lost = (code: number) =>
    arrived.reject(new Error(`closed with ${code} while storing a large document`));
  const reader = await connectClient({ target, document, clientId, onContent, onLost: lost });
  const writer = await connectClient({ target, document, clientId, answer, onLost: lost });
  for (const update of updates) {
    arrived = createDeferred();
    sent += 1;
    writer.sendSync(syncUpdate, update);
    await within(arrived.promise, storeTimeoutMs, () => 'storing a large document took too long');
  }
  reader.drop();
  writer.drop();
  const encodedBytes = updates.reduce((sum, update) => sum + update.length, 0);
  return { clientId, clock, length, encodedBytes };
}

/** Joins a document anew and waits until all of it has arrived, then checks that it is whole. */
export async function fetchLarge(plan: Plan<'fetchLarge'>): Promise<Result<'fetchLarge'>> {
  const { target, document, clientId } = plan;
  const parts: Uint8Array[] = [];
  const complete = createDeferred();
  const startedAt = performance.now();
  let clock = 0;
  let receivedMs = 0;
  let bytes = 0;
  const onContent = (payload: Uint8Array) => {
    const now = performance.now();
    parts.push(payload);
    bytes += payload.length;
    clock = clockAfter(payload, clientId, clock);
    if (clock < plan.clock || receivedMs > 0) return;
    receivedMs = now - startedAt;
    complete.resolve();
  };
  const client = await connectClient({ target, document, clientId, onContent });
  await within(complete.promise, fetchTimeoutMs, () => 'the large document did not arrive whole');
  client.drop();
  return { receivedMs, bytes, isWhole: textLength(parts) === plan.length };
}

/** Joins a document and deletes the middle third of its text; resolves when the server has dealt with that. */
export async function editLarge(plan: Plan<'editLarge'>): Promise<Result<'editLarge'>> {
  const { target, document, clientId } = plan;
  const parts: Uint8Array[] = [];
  const complete = createDeferred();
  let clock = 0;
  const onContent = (payload: Uint8Array) => {
    parts.push(payload);
    clock = clockAfter(payload, clientId, clock);
    if (clock >= plan.clock) complete.resolve();
  };
  const client = await connectClient({ target, document, clientId, onContent });
  await within(complete.promise, fetchTimeoutMs, () => 'the large document did not arrive whole');
  const startedAt = performance.now();
  client.sendSync(syncUpdate, deleteMiddle(parts));
  await client.resync(clock);
  client.drop();
  return { answeredMs: performance.now() - startedAt };
}
