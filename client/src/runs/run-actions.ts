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
import { runsText } from '../ui/text/runs.ts';
import type { RunStore, StepChange } from './run-store.ts';

/** What people do in a run. Each gives the problem in words, or undefined when it went well. */
export interface RunActions {
  /**
   * What a tick does next: done, taken back, or, at a gate, ask; never agree. A press soon after
   * somebody changed the step is taken for what it was meant to be when it was begun.
   */
  toggle(place: number): string | undefined;
  /** A second person's yes; not to a request that has only just come up. */
  agree(place: number): string | undefined;
  /** Asks for a second person, or, where another has asked, agrees. */
  second(place: number): string | undefined;
  set(place: number, state: StepStateName, remarks?: Remarks): string | undefined;
  note(place: number, remarks: Remarks): string | undefined;
  fill(name: string, value: string): string | undefined;
  end(verdict: Verdict, note: string): string | undefined;
  reopen(): string | undefined;
}

/** Within this time of a change by somebody else, a press was begun without having seen it; ms. */
export const unseenMs = 3_000;
/** Within this time of a person's own change, a press is the second of a double click; ms. */
const doubleClickMs = 1_000;

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

  const isMe = (name: string) => isSamePerson(name, context().actor.name);

  function changedWithin(place: number, ms: number): StepChange | undefined {
    const change = store.change(place);
    // A clock that was set back says nothing.
    return change !== undefined && change.ageMs >= 0 && change.ageMs < ms ? change : undefined;
  }

  function agree(place: number): string | undefined {
    const asked = store.step(place)?.asked;
    if (asked !== undefined && changedWithin(place, unseenMs) !== undefined)
      return runsText.step.justAsked(asked.by);
    return run((id, by) => approve(doc, id, place, by));
  }

  return {
    set,
    toggle(place) {
      const now = store.step(place);
      if (now === undefined) return undefined;
      const isGate = store.state()?.run.steps[place]?.gate === true;
      const isMine = isMe(now.by);
      const before = changedWithin(place, isMine ? doubleClickMs : unseenMs)?.before;
      if (isEnded(now.state)) {
        if (before === undefined) return set(place, 'pending');
        if (isMine || isEnded(before.state)) return undefined;
        if (isGate && before.approvals.length === 0) return undefined;
        return run((id, by) => tick(doc, id, place, 'done', by, {}, before.heads));
      }
      // It was to be taken back, and has been.
      if (before !== undefined && isEnded(before.state)) return undefined;
      if (!isGate || now.approvals.length > 0) return set(place, 'done');
      if (now.asked === undefined) return set(place, 'waiting');
      return isMe(now.asked.by) ? undefined : runsText.step.toAgree(now.asked.by);
    },
    agree,
    second(place) {
      const asked = store.step(place)?.asked;
      if (asked === undefined) return set(place, 'waiting');
      return isMe(asked.by) ? undefined : agree(place);
    },
    note: (place, remarks) => run((id, by) => addStepNote(doc, id, place, remarks, by)),
    fill: (name, value) => run((id, by) => setRunValue(doc, id, name, value, by)),
    end: (verdict, note) => run((id, by) => endRun(doc, id, verdict, by, note)),
    reopen: () => run((id, by) => reopenRun(doc, id, by)),
  };
}
