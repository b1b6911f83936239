import * as Y from 'yjs';
import { declareIncident, say } from '@holdfast/shared/model/incident-say';
import type { EntryContext } from '@holdfast/shared/model/entries';

const entriesPerUpdate = 250;
const decisionEvery = 10;
const people = ['Ana', 'Ben', 'Cleo', 'Dan', 'Eve'];
const minuteMs = 60_000;

export interface LongIncident {
  /** In causal order. */
  readonly updates: readonly Uint8Array[];
  /** Entries on the timeline, the declaration included. */
  readonly entries: number;
  readonly decisions: number;
  /** Words of the last entry. */
  readonly last: string;
}

/** Words that only entry `index` has. */
export function wordsOf(index: number): string {
  return `mark-${index}x`;
}

/** An incident that `count` notes and decisions were written into, a minute apart; every seventh of several lines. */
export function longIncident(title: string, count: number, startMs: number): LongIncident {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  let seed = 1;
  const bytes = (length: number): Uint8Array =>
    Uint8Array.from({ length }, () => (seed = (seed * 48_271) % 2_147_483_647) & 255);
  const context = (index: number): EntryContext => ({
    actor: { name: people[index % people.length] ?? '', device: `device-${index % people.length}` },
    nowMs: startMs + index * minuteMs,
    random: { bytes },
  });
  let decisions = 0;
  doc.on('update', (update: Uint8Array) => updates.push(update));
  declareIncident(doc, { title, severity: 2 }, context(0));
  for (let first = 1; first <= count; first += entriesPerUpdate) {
    doc.transact(() => {
      for (let index = first; index < Math.min(count + 1, first + entriesPerUpdate); index++) {
        const isDecision = index % decisionEvery === 0;
        if (isDecision) decisions++;
        const kind = isDecision ? ('decision' as const) : ('note' as const);
        say(doc, { kind, text: textOf(index) }, context(index));
      }
    });
  }
  doc.destroy();
  return { updates, entries: count + 1, decisions, last: wordsOf(count) };
}

function textOf(index: number): string {
  const line = `Request ${index} to the checkout took ${(index * 37) % 900} ms, ${wordsOf(index)}.`;
  return index % 7 === 0 ? [line, 'Others:', '- the cache', '- the pool'].join('\n') : line;
}
