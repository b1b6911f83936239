import { Button, Group } from '@mantine/core';
import { knowledgeLevels } from '@holdfast/shared/model/map-value';
import { mapPeopleText } from '../../ui/text/map-people.ts';
import { useMap } from '../map-context.tsx';
import { type Day, dayWords } from './days.ts';
import { knowledgeOf, type MatrixColumn, type MatrixRow } from './matrix-model.ts';
import { knowledgeWords } from './matrix-words.ts';
import { useSetLevel } from './use-set-level.ts';
import classes from './matrix.module.css';
import { Writes } from '../../access/writes.tsx';

const words = mapPeopleText.matrix;

/** The chosen cell in words, what it rests on, and the way to say otherwise. */
export function CellPanel(props: {
  readonly today: Day;
  readonly row: MatrixRow | undefined;
  readonly column: MatrixColumn | undefined;
}) {
  const { today, row, column } = props;
  const map = useMap();
  const setLevel = useSetLevel();
  if (row === undefined || column === undefined) {
    return <p className={classes.panel}>{words.choose}</p>;
  }
  const { component } = row;
  const { person } = column;
  const knowledge = knowledgeOf(map, person.id, component.id);
  const evidence = knowledge?.evidence ?? [];
  const isSaid = evidence.some(({ source }) => source === 'said');
  return (
    <section className={classes.panel} aria-label={words.cell(person.name, component.name)}>
      <p className={classes.panelWords} role="status" dir="auto">
        <strong>{words.cell(person.name, component.name)}</strong>:{' '}
        {knowledgeWords(knowledge, today)}
      </p>
      <Writes operation="edit" doc="map" isSaid>
        <Group gap={4} role="group" aria-label={words.set}>
          {knowledgeLevels.map((level) => (
            <Button
              key={level}
              size="compact-sm"
              variant={knowledge?.level === level ? 'filled' : 'default'}
              aria-pressed={knowledge?.level === level}
              onClick={() => setLevel(person.id, component.id, level)}
            >
              {mapPeopleText.levels[level]}
            </Button>
          ))}
          {isSaid && (
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => setLevel(person.id, component.id, undefined)}
            >
              {words.clear}
            </Button>
          )}
        </Group>
      </Writes>
      {(evidence.length > 1 || (evidence.length === 1 && !isSaid)) && (
        <ul className={classes.evidence} aria-label={words.evidence}>
          {evidence.map(({ source, level, on, note }) => (
            <li key={source}>
              {source === 'said' ? mapPeopleText.said : mapPeopleText.foundBy(source)}:{' '}
              {mapPeopleText.levels[level]}, {dayWords(on, today)}
              {note !== '' && ` (${note})`}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
