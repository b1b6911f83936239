import { MultiSelect } from '@mantine/core';
import type { MapValue } from '@holdfast/shared/model/map-value';
import type { DrillScope } from '@holdfast/shared/model/plan-value';
import { useMemo, useRef, useState, useSyncExternalStore, type KeyboardEvent } from 'react';
import { Link } from 'wouter';
import { mapPath } from '../app/routes.ts';
import { labelsOf } from '../map/edit/named-choice.ts';
import { commonText } from '../ui/text/common.ts';
import { drillPlansText } from '../ui/text/drill-plans.ts';
import { choiceOf, suggestionsFor } from './scope-match.ts';
import { useDrillMap, type DrillMap } from './use-drill-map.ts';
import classes from './scope-pickers.module.css';

const words = drillPlansText.plan;
const parts = ['components', 'domains', 'people'] as const;
export type ScopePart = (typeof parts)[number];

interface Props {
  readonly scope: DrillScope;
  readonly onChange: (part: ScopePart, next: readonly string[]) => void;
  /** A field was left with words that choose nothing, and why; or (undefined) that is over. */
  readonly onUnsettled?: (part: ScopePart, problem: string | undefined) => void;
}

/** What drills are about, chosen from the map: components, failure domains, people. */
export function ScopePickers(props: Props) {
  const map = useDrillMap();
  if (map === 'failed') return <p className={classes.none}>{words.mapFailed}</p>;
  if (map === 'opening') {
    return (
      <p className={classes.none} role="status">
        {words.mapOpening}
      </p>
    );
  }
  return <Pickers {...props} map={map} />;
}

function Pickers({
  map: { store },
  scope,
  onChange,
  onUnsettled,
}: Props & { readonly map: DrillMap }) {
  const map = useSyncExternalStore(store.subscribe, store.get);
  const isNothing = parts.every((part) => map[part].size === 0 && scope[part].length === 0);
  if (isNothing) {
    return (
      <p className={classes.none}>
        {words.mapEmpty} <Link href={mapPath('graph')}>{words.toMap}</Link>
      </p>
    );
  }
  return (
    <div className={classes.stack}>
      {parts.map((part) => (
        <Picker
          key={part}
          part={part}
          things={map[part]}
          chosen={scope[part]}
          onChange={(next) => onChange(part, next)}
          onUnsettled={(problem) => onUnsettled?.(part, problem)}
        />
      ))}
    </div>
  );
}

function Picker<Part extends ScopePart>(props: {
  readonly part: Part;
  readonly things: MapValue[Part];
  readonly chosen: readonly string[];
  readonly onChange: (next: readonly string[]) => void;
  readonly onUnsettled: (problem: string | undefined) => void;
}) {
  const { part, things, chosen } = props;
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const isLeaving = useRef(false);
  const data = useMemo(() => {
    const labels = labelsOf(things.values());
    const gone = chosen
      .filter((id) => !labels.has(id))
      .map((id) => ({ value: id, label: words.notOnMap(id) }));
    return [...Array.from(labels, ([value, label]) => ({ value, label })), ...gone];
  }, [things, chosen]);
  function type(next: string): void {
    setText(next);
    setProblem(undefined);
    props.onUnsettled(undefined);
  }
  /** Takes what the text chooses, or says why it chooses nothing. */
  function settle(by: 'enter' | 'leaving'): void {
    const called = choiceOf(text, data, 'leaving');
    const isChosen = typeof called === 'object' && chosen.includes(called.value);
    const left = data.filter(({ value }) => !chosen.includes(value));
    const choice = isChosen ? called : choiceOf(text, left, by);
    if (typeof choice === 'object') {
      type('');
      if (!isChosen) props.onChange([...chosen, choice.value]);
      return;
    }
    const said = words.unsettled[choice](text.trim());
    setProblem(said);
    props.onUnsettled(said);
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || text.trim() === '') return;
    // It is about this field, not about the dialog around it.
    event.preventDefault();
    const list = document.getElementById(event.currentTarget.getAttribute('aria-controls') ?? '');
    // The list takes what is marked in it.
    const isMarked = list !== null && list.querySelector('[data-combobox-selected]') !== null;
    if (!isMarked) settle('enter');
  }
  return (
    <MultiSelect
      size="sm"
      label={words[part]}
      error={problem}
      searchValue={text}
      // On leaving, words that chose nothing stay where they can be put right.
      onSearchChange={(next) => {
        if (!isLeaving.current) type(next);
      }}
      selectFirstOptionOnChange={text.trim() !== ''}
      filter={({ options, search, limit }) =>
        suggestionsFor(
          search,
          options.filter((one) => 'value' in one),
        ).slice(0, limit)
      }
      onKeyDown={onKeyDown}
      onBlur={() => {
        isLeaving.current = true;
        // What the field does on leaving is done by then.
        queueMicrotask(() => {
          isLeaving.current = false;
        });
        if (text.trim() !== '') settle('leaving');
      }}
      placeholder={chosen.length === 0 ? words.choose : ''}
      value={[...chosen]}
      data={data}
      limit={60}
      searchable
      hidePickedOptions
      nothingFoundMessage={words.nothingFound}
      maxDropdownHeight={280}
      comboboxProps={{ shadow: 'md' }}
      clearButtonProps={{ 'aria-label': commonText.remove(words[part]) }}
      onChange={props.onChange}
    />
  );
}
