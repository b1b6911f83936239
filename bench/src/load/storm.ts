import { setTimeout as delay } from 'node:timers/promises';
import { percentile } from '../measure/statistics.ts';
import { connectClient, inParallel, type Client } from './client.ts';
import type { Plan, Result } from './commands.ts';
import { syncUpdate } from './dialect.ts';
import { documentName } from './room.ts';
import { emptyUpdate, prepareTyping, type Typing } from './typing.ts';
import * as Y from 'yjs';

const charactersPerRoom = 200;
const firstRetryMs = 100;
const longestRetryMs = 2_000;
const stormTimeoutMs = 60_000;

/** Clients of many rooms that all lose their connection at once and come back with what they have. */
export interface Storm {
  open(plan: Plan<'openStorm'>): Promise<Result<'openStorm'>>;
  run(): Promise<Result<'runStorm'>>;
}

interface Member {
  readonly document: string;
  readonly typing: Typing;
  /** All that is typed in the room, as one update. */
  readonly whole: Uint8Array;
  client: Client | undefined;
}

export function createStorm(): Storm {
  let target: Plan<'openStorm'>['target'] | undefined;
  let members: Member[] = [];

  const join = async (member: Member, clock: number) => {
    if (target === undefined) throw new Error('no rooms are open');
    const { document, typing, whole } = member;
    const answer = (known: number) => (known < typing.updates.length ? whole : emptyUpdate);
    const { clientId } = typing;
    member.client = await connectClient({ target, document, clientId, clock, answer });
  };
  const rejoin = async (member: Member) => {
    let failures = 0;
    for (let deadline = performance.now() + stormTimeoutMs; performance.now() < deadline;) {
      try {
        await join(member, member.typing.updates.length);
        return failures;
      } catch {
        failures += 1;
        const limitMs = Math.min(firstRetryMs * 2 ** failures, longestRetryMs);
        await delay(Math.random() * limitMs);
      }
    }
    throw new Error('a client did not come back after the storm');
  };
  return {
    async open(plan) {
      target = plan.target;
      members = [];
      await inParallel(plan.rooms, 25, async (index) => {
        const document = documentName('storm', index);
        const typing = prepareTyping(charactersPerRoom);
        const whole = Y.mergeUpdates([...typing.updates]);
        for (let count = 0; count < plan.clientsPerRoom; count++) {
          const member: Member = { document, typing, whole, client: undefined };
          members.push(member);
          await join(member, 0);
          if (count === 0) member.client?.sendSync(syncUpdate, whole);
        }
      });
      return { open: members.length };
    },
    async run() {
      for (const member of members) member.client?.drop();
      const startedAt = performance.now();
      const waitsMs: number[] = [];
      let refused = 0;
      const comeBack = async (member: Member) => {
        refused += await rejoin(member);
        waitsMs.push(performance.now() - startedAt);
      };
      await Promise.all(members.map(comeBack));
      for (const member of members) member.client?.drop();
      return {
        clients: members.length,
        allBackMs: Math.max(...waitsMs),
        p99Ms: percentile(waitsMs, 0.99),
        refused,
      };
    },
  };
}
