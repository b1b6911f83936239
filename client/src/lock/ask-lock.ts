import type { HubClient } from '../hub/client-api.ts';
import { type LockAnswer, type LockQuestion, readLockAnswer } from './lock-messages.ts';

/** Asks the worker about the lock of this device's copy. */
export async function askLock(
  hub: Pick<HubClient, 'askAccess'>,
  lock: LockQuestion,
): Promise<LockAnswer> {
  return readLockAnswer(await hub.askAccess({ lock }));
}
