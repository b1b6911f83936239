import { setTimeout as pause } from 'node:timers/promises';
import * as Y from 'yjs';
import { percentile } from '../measure/statistics.ts';
import { connectClient, type Client } from './client.ts';
import type { Plan, Result } from './commands.ts';
import { syncUpdate } from './dialect.ts';

/** What the one types who is watched on a real screen, and what is typed there; nobody else types either. */
export const probeCharacter = '^';
export const screenCharacter = '◆';
/** Of three bytes, so that nothing else in an update looks like it. */
const screenBytes = Buffer.from(screenCharacter).toString('latin1');

const probeClientId = 1;
const firstClientId = 1_000;
const alphabet = 'the quick brown fox jumps over a lazy dog\n';
/** For how long what is still under way at the end is waited for. */
const lastWordsMs = 60_000;
const lookEveryMs = 100;

/**
 * People who type into one text over several relays, each at a pace of their own. Every one of them
 * notes when each keystroke of every other arrived.
 */
export interface Crowd {
  start(plan: Plan<'startCrowd'>): Promise<Result<'startCrowd'>>;
  /** Resolves when all that was to be typed has been, and has arrived, or does not arrive. */
  finish(plan: Plan<'finishCrowd'>): Promise<Result<'finishCrowd'>>;
}

interface Person {
  readonly clientId: number;
  readonly updates: readonly Uint8Array[];
  /** Wall clock ms of each keystroke so far. */
  readonly sentAtMs: number[];
  client: Client | undefined;
}

export function createCrowd(): Crowd {
  let finished: Promise<unknown> = Promise.resolve();
  let people: readonly Person[] = [];
  const waitsMs: number[] = [];
  const heard: number[][] = [];

  function receiver(own: number): (payload: Uint8Array) => void {
    const clocks = new Map<number, number>();
    const heardHere: number[] = [];
    heard.push(heardHere);
    return (payload) => {
      const now = wallMs();
      for (const [clientId, end] of Y.parseUpdateMeta(payload).to) {
        if (clientId === own) continue;
        const sent = people.find((one) => one.clientId === clientId)?.sentAtMs;
        for (let at = clocks.get(clientId) ?? 0; at < end; at++) {
          const sentAtMs = sent?.[at];
          if (sentAtMs !== undefined) waitsMs.push(now - sentAtMs);
        }
        clocks.set(clientId, Math.max(end, clocks.get(clientId) ?? 0));
      }
      const characters = Buffer.from(payload).toString('latin1').split(screenBytes).length - 1;
      for (let count = 0; count < characters; count++) heardHere.push(now);
    };
  }

  return {
    async start({ targets, document, root, people: count, charactersPerSecond, seconds }) {
      const keystrokes = Math.round(charactersPerSecond * seconds);
      people = Array.from({ length: count }, (_, index) => ({
        clientId: index === 0 ? probeClientId : firstClientId + index,
        updates: typedInto(root, index, keystrokes),
        sentAtMs: [],
        client: undefined,
      }));
      await Promise.all(
        people.map(async (person, index) => {
          const target = targets[index % targets.length];
          if (target === undefined) throw new Error('no relay');
          const { clientId } = person;
          const onContent = receiver(clientId);
          person.client = await connectClient({ target, document, clientId, onContent });
        }),
      );
      const betweenMs = 1000 / charactersPerSecond;
      finished = Promise.all(
        people.map((person, index) => typeAll(person, betweenMs, (betweenMs * index) / count)),
      );
      return {};
    },
    async finish({ onScreen }) {
      await finished;
      const keystrokes = people.reduce((sum, { sentAtMs }) => sum + sentAtMs.length, 0);
      const isComplete = (): boolean =>
        waitsMs.length >= keystrokes * (people.length - 1) &&
        heard.every(({ length }) => length >= onScreen);
      const untilMs = performance.now() + lastWordsMs;
      while (!isComplete() && performance.now() < untilMs) await pause(lookEveryMs);
      for (const { client } of people) client?.drop();
      return {
        keystrokes,
        arrivals: waitsMs.length,
        p50Ms: percentile(waitsMs, 0.5),
        p99Ms: percentile(waitsMs, 0.99),
        maxMs: waitsMs.reduce((most, one) => Math.max(most, one), 0),
        probeSentAtMs: people[0]?.sentAtMs ?? [],
        heardAtMs: heard,
      };
    },
  };
}

function wallMs(): number {
  return performance.timeOrigin + performance.now();
}

/** One's keystrokes as a real Y.Doc encodes them. The text of the lowest client id stands on top. */
function typedInto(root: string, index: number, keystrokes: number): readonly Uint8Array[] {
  const doc = new Y.Doc();
  doc.clientID = index === 0 ? probeClientId : firstClientId + index;
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let at = 0; at < keystrokes; at++) {
    const character = index === 0 ? probeCharacter : alphabet.charAt(at % alphabet.length);
    doc.getText(root).insert(at, character);
  }
  doc.destroy();
  return updates;
}

/** At its own pace whatever the answers: who waits for others types no slower. */
function typeAll(person: Person, betweenMs: number, offsetMs: number): Promise<void> {
  const startAtMs = performance.now() + offsetMs;
  return new Promise((resolve) => {
    const next = (): void => {
      const update = person.updates[person.sentAtMs.length];
      if (update === undefined) {
        resolve();
        return;
      }
      person.sentAtMs.push(wallMs());
      person.client?.sendSync(syncUpdate, update);
      const dueAtMs = startAtMs + person.sentAtMs.length * betweenMs;
      setTimeout(next, Math.max(0, dueAtMs - performance.now()));
    };
    setTimeout(next, offsetMs);
  });
}
