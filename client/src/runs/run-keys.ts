import { handOver } from '@holdfast/shared/model/hand-over';
import { isEnded } from '@holdfast/shared/model/run-fold';
import {
  IconArrowDown,
  IconArrowUp,
  IconCheck,
  IconCircleX,
  IconFlag,
  IconFocusCentered,
  IconNote,
  IconPlayerPlay,
  IconPlayerSkipForward,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { Command } from '../app/commands.ts';
import type { Dialogs } from '../app/dialogs.tsx';
import { runsText } from '../ui/text/runs.ts';
import type { ShownRun } from './run-context.tsx';

const words = runsText.commands;

/** What keys and palette do in the run on screen. They act on the step at hand, else where to go on. */
export function runCommands(
  shown: Omit<ShownRun, 'commands'>,
  dialogs: Pick<Dialogs, 'show'>,
): readonly Command[] {
  const { store, actions, attempt, goTo } = shown;

  function next(): number | undefined {
    const state = store.state();
    return state === undefined ? undefined : handOver(state).next;
  }

  function withStep(work: (place: number) => void): void {
    const place = store.cursor() ?? next();
    if (place === undefined) return;
    if (store.cursor() === undefined) goTo(place);
    work(place);
  }

  const ask = (what: 'note' | 'skip' | 'fail') => () =>
    withStep((place) => dialogs.show({ kind: 'step-words', place, what }));

  const move: readonly Command[] = [
    {
      id: 'step-next',
      group: 'run',
      title: words.next,
      icon: IconArrowDown,
      keys: 'j',
      run: () => shown.move(1),
    },
    {
      id: 'step-previous',
      group: 'run',
      title: words.previous,
      icon: IconArrowUp,
      keys: 'k',
      run: () => shown.move(-1),
    },
    {
      id: 'step-current',
      group: 'run',
      title: words.current,
      icon: IconFocusCentered,
      keys: 'h',
      keywords: 'here jump',
      run: () => {
        const place = next();
        if (place !== undefined) goTo(place);
      },
    },
    {
      id: 'step-note',
      group: 'run',
      title: words.note,
      icon: IconNote,
      keys: 'n',
      keywords: 'paste comment',
      run: ask('note'),
    },
  ];
  if (store.state()?.outcome !== 'open') return move;
  return [
    ...move,
    {
      id: 'step-done',
      group: 'run',
      title: words.done,
      icon: IconCheck,
      keys: 'Space',
      keywords: 'tick check',
      run: () => withStep((place) => attempt(actions.toggle(place))),
    },
    {
      id: 'step-start',
      group: 'run',
      title: words.start,
      icon: IconPlayerPlay,
      keys: 'r',
      keywords: 'running timer',
      run: () => withStep((place) => attempt(actions.set(place, 'running'))),
    },
    {
      id: 'step-skip',
      group: 'run',
      title: words.skip,
      icon: IconPlayerSkipForward,
      keys: 's',
      run: ask('skip'),
    },
    {
      id: 'step-fail',
      group: 'run',
      title: words.fail,
      icon: IconCircleX,
      keys: 'f',
      run: ask('fail'),
    },
    {
      id: 'step-second',
      group: 'run',
      title: words.second,
      icon: IconUsersGroup,
      keys: 'a',
      keywords: 'approve gate wait',
      run: () =>
        withStep((place) => {
          const step = store.step(place);
          const isGate = shown.run.steps[place]?.gate === true;
          const isOpen = step?.approvals.length === 0 && !isEnded(step.state);
          if (isGate && isOpen) attempt(actions.second(place));
        }),
    },
    {
      id: 'run-end',
      group: 'run',
      title: words.end,
      icon: IconFlag,
      keywords: 'finish verdict passed failed abandon',
      run: () => dialogs.show({ kind: 'end-run' }),
    },
  ];
}
