import * as Y from 'yjs';
import { readRunnable } from '../markdown/steps.ts';
import type { EntryContext } from './entries.ts';
import { readRunStates } from './run-commands.ts';
import type { RunState } from './run-fold.ts';
import { type NewRun, startRun } from './run.ts';

let next = 7;

/** For tests: somebody, on a device of that name, at a time. */
export function person(name: string, nowMs = 1_000): EntryContext {
  const bytes = (length: number) =>
    Uint8Array.from({ length }, () => (next = (next * 75 + 74) % 65_537) & 255);
  return { actor: { name, device: `device of ${name}` }, nowMs, random: { bytes } };
}

/** For tests: what a run of a text is started with. */
export function newRun(text: string, part: Partial<NewRun> = {}): NewRun {
  const { steps } = readRunnable(text);
  return { runbook: 'runbook:01a', title: 'Failover', text, steps, ...part };
}

/** For tests: a document with one run of a text. */
export function docWithRun(
  text: string,
  part: Partial<NewRun> = {},
): { readonly doc: Y.Doc; readonly run: string; state(): RunState } {
  const doc = new Y.Doc();
  const started = startRun(doc, newRun(text, part), person('Ana', 500));
  if (!started.ok) throw new Error(started.problem);
  return { doc, run: started.run, state: () => stateOf(doc) };
}

/** For tests: the only run of a document. */
export function stateOf(doc: Y.Doc): RunState {
  const [state] = readRunStates(doc);
  if (state === undefined) throw new Error('no run');
  return state;
}

/** For tests: what one device has, on another too. */
export function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

export function merge(...docs: readonly Y.Doc[]): void {
  for (const from of docs)
    for (const to of docs)
      if (from !== to) Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)));
}
