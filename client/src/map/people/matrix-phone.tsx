import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { knowledgeLevels } from '@holdfast/shared/model/map-value';
import { mapPeopleText } from '../../ui/text/map-people.ts';
import { useMap } from '../map-context.tsx';
import type { Day } from './days.ts';
import { knowledgeOf, type Matrix, type MatrixView } from './matrix-model.ts';
import { knowledgeWords } from './matrix-words.ts';
import { useSetLevel } from './use-set-level.ts';
import classes from './matrix.module.css';
import { Writes } from '../../access/writes.tsx';

const words = mapPeopleText.matrix;
const most = 100;

/** The matrix on a narrow screen: all people of one component, or all components of one person. */
export function MatrixOnPhone(props: {
  readonly matrix: Matrix;
  readonly view: MatrixView;
  readonly today: Day;
}) {
  const { matrix, view, today } = props;
  const map = useMap();
  const setLevel = useSetLevel();
  const [by, setBy] = useState<'component' | 'person'>('component');
  const [chosen, setChosen] = useState({ component: '', person: '' });
  const components = matrix.rows.map(({ component, busFactor }) => ({
    id: component.id,
    label: `${component.name} (${words.busFactor(busFactor)})`,
    name: component.name,
  }));
  const people = matrix.columns.map(({ person, isAway }) => ({
    id: person.id,
    label: isAway ? `${person.name} (${words.away})` : person.name,
    name: person.name,
  }));
  const choices = by === 'component' ? components : people;
  const others = by === 'component' ? people : components;
  const at = choices.find(({ id }) => id === chosen[by])?.id ?? choices[0]?.id ?? '';
  const row =
    by === 'component' ? matrix.rows.find(({ component }) => component.id === at) : undefined;
  return (
    <div className={classes.phone}>
      <SegmentedControl
        fullWidth
        aria-label={words.by}
        value={by}
        data={[
          { value: 'component', label: words.byComponent },
          { value: 'person', label: words.byPerson },
        ]}
        onChange={(value) => setBy(value === 'person' ? 'person' : 'component')}
      />
      <NativeSelect
        mt="xs"
        size="md"
        aria-label={by === 'component' ? words.chooseComponent : words.choosePerson}
        value={at}
        data={choices.map(({ id, label }) => ({ value: id, label }))}
        onChange={(event) => setChosen({ ...chosen, [by]: event.currentTarget.value })}
      />
      {row !== undefined && (
        <p className={classes.phoneFactor}>
          {words.busFactorOf(row.component.name, row.busFactor, mapPeopleText.asked[view.level])}
        </p>
      )}
      <ul className={classes.phoneList}>
        {others.slice(0, most).map((other) => {
          const person = by === 'component' ? other.id : at;
          const component = by === 'component' ? at : other.id;
          const knowledge = knowledgeOf(map, person, component);
          return (
            <li key={other.id} className={classes.phoneRow}>
              <span className={classes.phoneName} dir="auto">
                {other.label}
                <span className={classes.phoneKnows}>{knowledgeWords(knowledge, today)}</span>
              </span>
              <Writes operation="edit" doc="map" isSaid>
                <NativeSelect
                  size="md"
                  aria-label={words.levelOf(other.name)}
                  value={knowledge?.level ?? ''}
                  data={[
                    { value: '', label: words.unsaidChoice },
                    ...knowledgeLevels.map((level) => ({
                      value: level,
                      label: mapPeopleText.shortLevels[level],
                    })),
                  ]}
                  onChange={(event) => {
                    const level = knowledgeLevels.find((one) => one === event.currentTarget.value);
                    setLevel(person, component, level);
                  }}
                />
              </Writes>
            </li>
          );
        })}
      </ul>
      {others.length > most && (
        <p className={classes.phoneFactor}>{words.more(others.length - most)}</p>
      )}
    </div>
  );
}
