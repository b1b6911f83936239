import { Menu } from '@mantine/core';
import {
  IconCheck,
  IconCircleX,
  IconNote,
  IconPlayerPlay,
  IconPlayerSkipForward,
  IconRotate,
  IconUsersGroup,
} from '@tabler/icons-react';
import { isSamePerson } from '@holdfast/shared/model/people';
import { isEnded } from '@holdfast/shared/model/run-fold';
import { useDialogs } from '../app/dialogs.tsx';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { DotsMenu } from '../ui/dots-menu.tsx';
import { runsText } from '../ui/text/runs.ts';
import { useRun } from './run-context.tsx';
import { useStep } from './run-store.ts';

const words = runsText.step;
const icon = { size: 16, 'aria-hidden': true } as const;

interface StepMenuProps {
  readonly place: number;
  readonly label: string;
  readonly isEndedRun: boolean;
}

/** Everything that can be done with a step. */
export function StepMenu(props: StepMenuProps) {
  return (
    <DotsMenu label={words.actions(props.label)} size="step" width={220}>
      <Items {...props} />
    </DotsMenu>
  );
}

function Items({ place, isEndedRun }: StepMenuProps) {
  const { run, store, actions, attempt, why } = useRun();
  const { show } = useDialogs();
  const me = useObservable(useHub().me);
  const step = useStep(store, place);
  if (step === undefined) return null;
  if (why !== undefined) return <Menu.Label>{why}</Menu.Label>;
  const canBeDone = run.steps[place]?.gate !== true || step.approvals.length > 0;
  const note = (
    <Menu.Item
      leftSection={<IconNote {...icon} />}
      onClick={() => show({ kind: 'step-words', place, what: 'note' })}
    >
      {words.note}
    </Menu.Item>
  );
  if (isEndedRun) return note;
  const ended = isEnded(step.state);
  const isMine = step.asked !== undefined && isSamePerson(step.asked.by, me.name);
  return (
    <>
      {step.state !== 'done' && canBeDone && (
        <Menu.Item
          leftSection={<IconCheck {...icon} />}
          onClick={() => attempt(actions.set(place, 'done'))}
        >
          {words.done}
        </Menu.Item>
      )}
      {!ended && !canBeDone && !isMine && (
        <Menu.Item
          leftSection={<IconUsersGroup {...icon} />}
          onClick={() => attempt(actions.second(place))}
        >
          {step.asked === undefined ? words.askForOne : words.agree}
        </Menu.Item>
      )}
      {step.state === 'pending' && (
        <Menu.Item
          leftSection={<IconPlayerPlay {...icon} />}
          onClick={() => attempt(actions.set(place, 'running'))}
        >
          {words.start}
        </Menu.Item>
      )}
      {note}
      {!ended && (
        <>
          <Menu.Item
            leftSection={<IconPlayerSkipForward {...icon} />}
            onClick={() => show({ kind: 'step-words', place, what: 'skip' })}
          >
            {words.skip}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconCircleX {...icon} />}
            onClick={() => show({ kind: 'step-words', place, what: 'fail' })}
          >
            {words.fail}
          </Menu.Item>
        </>
      )}
      {step.state !== 'pending' && (
        <Menu.Item
          leftSection={<IconRotate {...icon} />}
          onClick={() => attempt(actions.set(place, 'pending'))}
        >
          {words.reset}
        </Menu.Item>
      )}
    </>
  );
}
