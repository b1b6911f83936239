import { splitVariables } from '@holdfast/shared/markdown/variables';
import type { RunState, StepState } from '@holdfast/shared/model/run-fold';
import { readRunStates } from '@holdfast/shared/model/run-commands';
import { useSyncExternalStore } from 'react';
import type * as Y from 'yjs';

/** A run on screen: what holds in it, and the step that keys act on. */
export interface RunStore {
  /** Undefined while the document has no such run. */
  state(): RunState | undefined;
  /** The same object until something of this step changes, so that only its part is drawn anew. */
  step(place: number): StepState | undefined;
  /** The last change of a step's state that came in while it was shown; undefined if none did. */
  change(place: number): StepChange | undefined;
  /** A step's first words, with the variables filled in; empty where there is no such step. */
  text(place: number): string;
  cursor(): number | undefined;
  setCursor(place: number | undefined): void;
  subscribe(listener: () => void): () => void;
}

export interface StepChange {
  /** The step as it was shown before. */
  readonly before: StepState;
  /** How long ago, by this device's clock, which others' clocks have no part in. */
  readonly ageMs: number;
}

/**
 * Follows the first run of a document, or the one called `runId`. Listens while anybody does.
 *
 * @param now wall clock of this device, ms
 */
export function createRunStore(doc: Y.Doc, runId?: string, now: () => number = Date.now): RunStore {
  const changes = new Map<number, { readonly before: StepState; readonly atMs: number }>();
  const listeners = new Set<() => void>();
  let state: RunState | undefined;
  let readAt = '';
  let cursor: number | undefined;
  let told: ReturnType<typeof setTimeout> | undefined;

  function read(): RunState | undefined {
    // Both only ever grow: what has as many entries as before is as before.
    const length = `${doc.getArray('runs').length}/${doc.getArray('entries').length}`;
    if (length === readAt) return state;
    readAt = length;
    const runs = readRunStates(doc);
    const next = runId === undefined ? runs[0] : runs.find(({ run }) => run.id === runId);
    const last = state;
    state = next === undefined ? undefined : withKnownSteps(next, last);
    if (state !== last) noteChanges(state, last);
    return state;
  }

  function noteChanges(next: RunState | undefined, last: RunState | undefined): void {
    if (next?.run.id !== last?.run.id) changes.clear();
    else
      for (const [place, step] of (next?.steps ?? []).entries()) {
        const before = last?.steps[place];
        if (before !== undefined && step !== before && isOtherwise(step, before))
          changes.set(place, { before, atMs: now() });
      }
  }

  function tell(): void {
    told = undefined;
    for (const listener of [...listeners]) listener();
  }

  function onUpdate(): void {
    // A catch-up brings hundreds of updates in a row: they are drawn as one.
    told ??= setTimeout(tell);
  }

  return {
    state: read,
    step: (place) => read()?.steps[place],
    change(place) {
      read();
      const change = changes.get(place);
      return change && { before: change.before, ageMs: now() - change.atMs };
    },
    text(place) {
      const shown = read();
      const words = shown?.run.steps[place]?.text ?? '';
      if (shown === undefined || !words.includes('{{')) return words;
      const values = new Map(shown.values.map(({ name, value }) => [name, value]));
      return splitVariables(words, (name) => values.has(name))
        .map((piece) => (piece.kind === 'variable' && values.get(piece.name)) || piece.text)
        .join('');
    },
    cursor: () => cursor,
    setCursor(place) {
      if (place === cursor) return;
      cursor = place;
      tell();
    },
    subscribe(listener) {
      if (listeners.size === 0) doc.on('update', onUpdate);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) doc.off('update', onUpdate);
      };
    },
  };
}

function isOtherwise(step: StepState, before: StepState): boolean {
  return (
    step.state !== before.state || step.by !== before.by || step.asked?.id !== before.asked?.id
  );
}

function withKnownSteps(next: RunState, last: RunState | undefined): RunState {
  if (last === undefined || last.run.id !== next.run.id) return next;
  const steps = next.steps.map((step, place) => {
    const known = last.steps[place];
    return known !== undefined && JSON.stringify(known) === JSON.stringify(step) ? known : step;
  });
  const isSameFill = JSON.stringify(last.values) === JSON.stringify(next.values);
  const merged = { ...next, steps, values: isSameFill ? last.values : next.values };
  const areSameSteps = steps.every((step, place) => step === last.steps[place]);
  return areSameSteps && isSameBesides(merged, last) ? last : merged;
}

/** What was frozen stays, and steps are many: they are compared by themselves. */
function isSameBesides(next: RunState, last: RunState): boolean {
  const rest = ({ run: _run, steps: _steps, ...others }: RunState) => JSON.stringify(others);
  return rest(next) === rest(last);
}

export function useRunState(store: RunStore): RunState | undefined {
  return useSyncExternalStore(store.subscribe, store.state);
}

/** Can steps still be ticked? Unlike the whole state, this hardly ever changes. */
export function useIsRunOpen(store: RunStore): boolean {
  return useSyncExternalStore(store.subscribe, () => store.state()?.outcome === 'open');
}

export function useStep(store: RunStore, place: number): StepState | undefined {
  return useSyncExternalStore(store.subscribe, () => store.step(place));
}

export function useStepText(store: RunStore, place: number): string {
  return useSyncExternalStore(store.subscribe, () => store.text(place));
}

/** Is this the step that keys act on? */
export function useIsCursor(store: RunStore, place: number): boolean {
  return useSyncExternalStore(store.subscribe, () => store.cursor() === place);
}
