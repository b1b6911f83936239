import { Button, Checkbox, Text, TextInput } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { useState } from 'react';
import { createId } from '@holdfast/shared/model/ids';
import { addMapTask, changeMapTask, type MapTask } from '@holdfast/shared/model/map-tasks';
import { MessagePage } from '../../ui/message-page.tsx';
import { mapPeopleText } from '../../ui/text/map-people.ts';
import { useMap, useShownMap } from '../map-context.tsx';
import { byName } from './matrix-model.ts';
import { useMapTasks } from './use-map-tasks.ts';
import { useToday } from './use-today.ts';
import classes from './todo-list.module.css';
import { Writes } from '../../access/writes.tsx';

const words = mapPeopleText.todo;
const peopleList = 'people of the map';

/** What is to be done, by whom and when: open items first, then what is done. */
export function TodoList() {
  const map = useMap();
  const { change } = useShownMap();
  const { tasks, attempt } = useMapTasks();
  const [text, setText] = useState('');
  const open = tasks.filter(({ state }) => state === 'open');
  const closed = tasks.filter(({ state }) => state !== 'open');

  function add(): void {
    const id = change((_, context) => createId(context.random, context.nowMs));
    if (attempt((doc, context) => addMapTask(doc, { id, text }, context))) setText('');
  }

  return (
    <div className={classes.page}>
      {tasks.length === 0 ? (
        <MessagePage title={words.none.title} icon={<IconChecklist size={30} stroke={1.5} />}>
          <Text size="sm">{words.none.body}</Text>
        </MessagePage>
      ) : (
        <p className={classes.lead}>{words.lead}</p>
      )}
      <Writes operation="edit" doc="map" isSaid>
        <form
          className={classes.add}
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() !== '') add();
          }}
        >
          <TextInput
            size="xs"
            aria-label={words.add}
            placeholder={words.add}
            value={text}
            autoComplete="off"
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </form>
      </Writes>
      <ul className={classes.list} aria-label={words.open}>
        {open.map((task) => (
          <Task key={task.id} task={task} attempt={attempt} />
        ))}
      </ul>
      {closed.length > 0 && (
        <>
          <h2 className={classes.heading}>{words.done}</h2>
          <ul className={classes.list} aria-label={words.done}>
            {closed.map((task) => (
              <Task key={task.id} task={task} attempt={attempt} />
            ))}
          </ul>
        </>
      )}
      <datalist id={peopleList}>
        {[...map.people.values()].toSorted(byName).map(({ id, name }) => (
          <option key={id} value={name}>
            {name}
          </option>
        ))}
      </datalist>
    </div>
  );
}

function Task(props: {
  readonly task: MapTask;
  readonly attempt: ReturnType<typeof useMapTasks>['attempt'];
}) {
  const { task, attempt } = props;
  const today = useToday();
  const [owner, setOwner] = useState<string>();
  const { id, text, state, due } = task;
  const isOpen = state === 'open';
  const change = (what: Parameters<typeof changeMapTask>[2]) =>
    attempt((doc, context) => changeMapTask(doc, id, what, context));
  return (
    <li className={classes.task} data-state={state}>
      <Writes operation="edit" doc="map" isSaid>
        <Checkbox
          label={text}
          dir="auto"
          checked={state === 'done'}
          onChange={(event) => change({ state: event.currentTarget.checked ? 'done' : 'open' })}
        />
        <div className={classes.plan}>
          {state === 'dropped' && <span className={classes.dropped}>{words.dropped}</span>}
          {isOpen && due !== '' && due < today && (
            <span className={classes.overdue}>{words.overdue}</span>
          )}
          <TextInput
            size="xs"
            aria-label={words.owner(text)}
            placeholder={words.ownerPlaceholder}
            list={peopleList}
            value={owner ?? task.owner}
            onChange={(event) => setOwner(event.currentTarget.value)}
            onBlur={() => {
              if (owner !== undefined && owner !== task.owner) change({ owner });
              setOwner(undefined);
            }}
          />
          <TextInput
            size="xs"
            type="date"
            aria-label={words.due(text)}
            value={due}
            onChange={(event) => change({ due: event.currentTarget.value })}
          />
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            aria-label={isOpen ? words.dropOf(text) : `${words.reopen}: ${text}`}
            onClick={() => change({ state: isOpen ? 'dropped' : 'open' })}
          >
            {isOpen ? words.drop : words.reopen}
          </Button>
        </div>
      </Writes>
    </li>
  );
}
