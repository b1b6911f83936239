import type { EntryContext } from '@holdfast/shared/model/entries';
import { isSamePerson } from '@holdfast/shared/model/people';
import {
  addStepNote,
  approve,
  endRun,
  type Remarks,
  reopenRun,
  setRunValue,
  tick,
} from '@holdfast/shared/model/run-commands';
import type { StepStateName, Verdict } from '@holdfast/shared/model/run-entries';
import { isEnded } from '@holdfast/shared/model/run-fold';
import type * as Y from 'yjs';
import type { RunStore } from './run-store.ts';

/** What people do in a run. Each gives the problem in words, or undefined when it went well. */
export interface RunActions {
  /** What a tick does next: done, taken back, or, at a gate, ask and agree. */
  toggle(place: number): string | undefined;
  set(place: number, state: StepStateName, remarks?: Remarks): string | undefined;
  note(place: number, remarks: Remarks): string | undefined;
  fill(name: string, value: string): string | undefined;
  end(verdict: Verdict, note: string): string | undefined;
  reopen(): string | undefined;
}

export function createRunActions(deps: {
  readonly doc: Y.Doc;
  readonly store: RunStore;
  readonly context: () => EntryContext;
}): RunActions {
  const { doc, store, context } = deps;
  type Command = (run: string, context: EntryContext) => ReturnType<typeof tick>;

  function run(command: Command): string | undefined {
    const id = store.state()?.run.id;
    if (id === undefined) return undefined;
    const result = command(id, context());
    return result.ok ? undefined : result.problem;
  }

  const set: RunActions['set'] = (place, state, remarks) =>
    run((id, by) => tick(doc, id, place, state, by, remarks));

  return {
    set,
    toggle(place) {
      const now = store.step(place);
      const isGate = store.state()?.run.steps[place]?.gate === true;
      if (now === undefined) return undefined;
      if (isEnded(now.state)) return set(place, 'pending');
      if (!isGate || now.approvals.length > 0) return set(place, 'done');
      if (now.asked === undefined) return set(place, 'waiting');
      if (isSamePerson(now.asked.by, context().actor.name)) return undefined;
      return run((id, by) => approve(doc, id, place, by));
    },
    note: (place, remarks) => run((id, by) => addStepNote(doc, id, place, remarks, by)),
    fill: (name, value) => run((id, by) => setRunValue(doc, id, name, value, by)),
    end: (verdict, note) => run((id, by) => endRun(doc, id, verdict, by, note)),
    reopen: () => run((id, by) => reopenRun(doc, id, by)),
  };
}
