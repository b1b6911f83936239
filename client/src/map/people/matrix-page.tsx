import { Checkbox, NativeSelect, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconTable } from '@tabler/icons-react';
import { useMemo } from 'react';
import { layers } from '@holdfast/shared/model/map-value';
import { MessagePage } from '../../ui/message-page.tsx';
import { mapPeopleText } from '../../ui/text/map-people.ts';
import { mapText } from '../../ui/text/map.ts';
import { useAnswer } from '../analysis/use-analysis.ts';
import { useMap } from '../map-context.tsx';
import { useWhatIf } from '../what-if/use-what-if.ts';
import type { AskedLevel } from './coverage.ts';
import { matrixOf, matrixSorts, type MatrixView } from './matrix-model.ts';
import { Matrix } from './matrix.tsx';
import { MatrixOnPhone } from './matrix-phone.tsx';
import { TeamSelect } from './people-list.tsx';
import { useSearchView } from './use-search-view.ts';
import { useToday } from './use-today.ts';
import { SearchField } from '../../ui/search-field.tsx';
import pageClasses from './people-page.module.css';

const words = mapPeopleText.matrix;
export const askedLevels = ['lead', 'operate', 'seen'] as const satisfies readonly AskedLevel[];

/** Who knows what: a row a component, a column a person, and who is left for each. */
export function MatrixPage() {
  const map = useMap();
  const today = useToday();
  const search = useSearchView();
  const { without } = useWhatIf();
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const view = useMemo<MatrixView>(
    () => ({
      query: search.get('q'),
      team: search.get('team'),
      layer: layers.find((one) => one === search.get('layer')) ?? '',
      atRisk: search.get('risk') === '1',
      level: askedLevels.find((one) => one === search.get('level')) ?? 'lead',
      sort: matrixSorts.find((one) => one === search.get('sort')) ?? 'last-person',
    }),
    [search],
  );
  const gone = useMemo(() => new Set(without.people), [without.people]);
  const matrix = useMemo(() => matrixOf(map, view, today, gone), [map, view, today, gone]);
  if (map.components.size === 0 || map.people.size === 0) {
    const text = map.people.size === 0 ? mapPeopleText.list.empty : words.noComponents;
    return (
      <MessagePage title={text.title} icon={<IconTable size={30} stroke={1.5} />}>
        <Text size="sm">{text.body}</Text>
      </MessagePage>
    );
  }
  return (
    <>
      <div className={pageClasses.tools}>
        <SearchField
          label={words.search}
          value={view.query}
          onChange={(next) => search.set({ q: next })}
        />
        <TeamSelect map={map} value={view.team} onChange={(team) => search.set({ team })} />
        <NativeSelect
          size="xs"
          className={pageClasses.select}
          aria-label={words.layer}
          value={view.layer}
          data={[
            { value: '', label: words.anyLayer },
            ...layers.map((value) => ({ value, label: mapText.layer[value] })),
          ]}
          onChange={(event) => search.set({ layer: event.currentTarget.value })}
        />
        <LevelSelect value={view.level} onChange={(level) => search.set({ level })} />
        <NativeSelect
          size="xs"
          className={pageClasses.select}
          aria-label={words.sort}
          value={view.sort}
          data={matrixSorts.map((value) => ({ value, label: words.sorts[value] }))}
          onChange={(event) => search.set({ sort: event.currentTarget.value })}
        />
        <Checkbox
          size="xs"
          label={words.atRisk}
          checked={view.atRisk}
          onChange={(event) => search.set({ risk: event.currentTarget.checked ? '1' : '' })}
        />
      </div>
      <WholeBusFactor level={view.level} />
      {matrix.nobody > 0 && (
        <p className={pageClasses.whole}>
          {words.nobodyOf(matrix.nobody, matrix.rows.length, words.levelPlain[view.level])}
        </p>
      )}
      {matrix.rows.length === 0 || matrix.columns.length === 0 ? (
        <p className={pageClasses.nothing} role="status">
          {words.nothingFound}
        </p>
      ) : phone ? (
        <MatrixOnPhone matrix={matrix} view={view} today={today} />
      ) : (
        <Matrix matrix={matrix} view={view} today={today} />
      )}
      <footer className={pageClasses.footer}>
        <span role="status">
          {words.count(matrix.rows.length, matrix.columns.length)}
          {matrix.leftOut > 0 && ` ${words.leftOut(matrix.leftOut, map.components.size)}`}
        </span>
        <span className={pageClasses.hint}>{words.keys}</span>
      </footer>
    </>
  );
}

export function LevelSelect(props: {
  readonly value: AskedLevel;
  readonly onChange: (level: AskedLevel) => void;
}) {
  return (
    <NativeSelect
      size="xs"
      className={pageClasses.select}
      aria-label={words.level}
      value={props.value}
      data={askedLevels.map((value) => ({ value, label: words.levelChoices[value] }))}
      onChange={(event) => {
        const level = askedLevels.find((one) => one === event.currentTarget.value);
        if (level !== undefined) props.onChange(level);
      }}
    />
  );
}

/** How many people would have to leave until most is left with nobody. */
function WholeBusFactor(props: { readonly level: AskedLevel }) {
  const map = useMap();
  const today = useToday();
  const { without } = useWhatIf();
  const answer = useAnswer('busFactors', [
    { level: props.level, on: today, without: new Set(without.people) },
  ]);
  const factors = answer.kind === 'ready' ? answer.value : undefined;
  if (factors === undefined) return null;
  const { whole } = factors;
  const names = (whole?.leaving ?? [])
    .map(({ person }) => map.people.get(person)?.name ?? person)
    .join(', ');
  return (
    <p className={pageClasses.whole}>
      <strong>{words.whole.label}:</strong>{' '}
      {whole === undefined
        ? words.whole.none
        : whole.kind === 'exact'
          ? words.whole.exact(whole.busFactor, names)
          : words.whole.atMost(whole.busFactor, names)}
    </p>
  );
}
