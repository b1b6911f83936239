import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { addMapTask, type MapTask } from '@holdfast/shared/model/map-tasks';
import type { MapPerson } from '@holdfast/shared/model/map-value';
import { mapPath, pathToRoute } from '../../app/routes.ts';
import { useRoute } from '../../app/use-route.ts';
import { showNotice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { mapPeopleText } from '../../ui/text/map-people.ts';
import { useMap, useShownMap } from '../map-context.tsx';
import { type Departure, type Handover, handovers } from './departure-model.ts';
import { byName } from './matrix-model.ts';
import { useMapTasks } from './use-map-tasks.ts';
import classes from './departure-page.module.css';
import { Writes } from '../../access/writes.tsx';

const words = mapPeopleText.departure;
const ownersList = 'owners of action items';

/** What is to be handed over, line by line; chosen lines become action items. */
export function HandoverList(props: { readonly person: MapPerson; readonly departure: Departure }) {
  const { person, departure } = props;
  const map = useMap();
  const { change } = useShownMap();
  const { tasks, attempt } = useMapTasks();
  const [, navigate] = useRoute();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [owner, setOwner] = useState('');
  const [due, setDue] = useState('');
  const lines = useMemo(() => handovers(person, departure), [person, departure]);
  const known = useMemo(() => new Map(tasks.map((task) => [task.id, task])), [tasks]);
  if (lines.length === 0) return null;
  const free = lines.filter(({ id }) => known.get(id)?.state !== 'open');
  const wanted = free.filter(({ id }) => chosen.has(id));

  function make(): void {
    const isDone = change(() =>
      wanted.every((line) =>
        attempt((doc, context) =>
          addMapTask(
            doc,
            {
              id: line.id,
              text: lineWords(line),
              owner,
              due,
              component: line.component,
              person: person.id,
            },
            context,
          ),
        ),
      ),
    );
    if (!isDone) return;
    setChosen(new Set());
    showNotice(words.made(wanted.length), {
      label: words.show,
      run: () => navigate(pathToRoute(mapPath('people'), 'view=todo')),
    });
  }

  return (
    <Section title={words.handover} lead={words.handoverLead}>
      <Writes operation="edit" doc="map" isSaid>
        <div className={classes.chooser}>
          {free.length > 1 && (
            <Checkbox
              label={words.all}
              checked={wanted.length === free.length}
              indeterminate={wanted.length > 0 && wanted.length < free.length}
              onChange={(event) =>
                setChosen(new Set(event.currentTarget.checked ? free.map(({ id }) => id) : []))
              }
            />
          )}
          <ul className={classes.lines}>
            {lines.map((line) => (
              <Line
                key={line.id}
                line={line}
                task={known.get(line.id)}
                isChosen={chosen.has(line.id)}
                onChoose={(isChosen) => {
                  const next = new Set(chosen);
                  if (isChosen) next.add(line.id);
                  else next.delete(line.id);
                  setChosen(next);
                }}
              />
            ))}
          </ul>
        </div>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (wanted.length > 0) make();
          }}
        >
          <Group gap="xs" align="flex-end">
            <TextInput
              size="xs"
              label={words.owner}
              list={ownersList}
              value={owner}
              autoComplete="off"
              onChange={(event) => setOwner(event.currentTarget.value)}
            />
            <TextInput
              size="xs"
              type="date"
              label={words.due}
              value={due}
              onChange={(event) => setDue(event.currentTarget.value)}
            />
            <Button size="xs" type="submit" disabled={wanted.length === 0}>
              {words.make(wanted.length)}
            </Button>
          </Group>
          <datalist id={ownersList}>
            {[...map.people.values()]
              .filter(({ id }) => id !== person.id)
              .toSorted(byName)
              .map(({ id, name }) => (
                <option key={id} value={name}>
                  {name}
                </option>
              ))}
          </datalist>
        </form>
      </Writes>
    </Section>
  );
}

function lineWords(line: Handover): string {
  return line.kind === 'train'
    ? words.lines.train(line.name, line.who)
    : words.lines[line.kind](line.name);
}

function Line(props: {
  readonly line: Handover;
  readonly task: MapTask | undefined;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}) {
  const { line, task } = props;
  const text = lineWords(line);
  return (
    <li className={classes.line}>
      {task?.state === 'open' ? (
        <span dir="auto">
          {text} <span className={classes.item}>{words.isItem(task.owner)}</span>
        </span>
      ) : (
        <>
          <Checkbox
            label={text}
            dir="auto"
            checked={props.isChosen}
            onChange={(event) => props.onChoose(event.currentTarget.checked)}
          />
          {task?.state === 'done' && <span className={classes.item}>{words.isDone}</span>}
        </>
      )}
    </li>
  );
}
