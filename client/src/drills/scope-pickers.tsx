import { MultiSelect } from '@mantine/core';
import type { MapValue } from '@holdfast/shared/model/map-value';
import type { DrillScope } from '@holdfast/shared/model/plan-value';
import { useMemo, useSyncExternalStore } from 'react';
import { Link } from 'wouter';
import { mapPath } from '../app/routes.ts';
import { labelsOf } from '../map/edit/named-choice.ts';
import { commonText } from '../ui/text/common.ts';
import { drillPlansText } from '../ui/text/drill-plans.ts';
import { useDrillMap, type DrillMap } from './use-drill-map.ts';
import classes from './scope-pickers.module.css';

const words = drillPlansText.plan;
const parts = ['components', 'domains', 'people'] as const;
export type ScopePart = (typeof parts)[number];

interface Props {
  readonly scope: DrillScope;
  readonly onChange: (part: ScopePart, next: readonly string[]) => void;
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

function Pickers({ map: { store }, scope, onChange }: Props & { readonly map: DrillMap }) {
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
}) {
  const { part, things, chosen } = props;
  const data = useMemo(() => {
    const labels = labelsOf(things.values());
    const gone = chosen
      .filter((id) => !labels.has(id))
      .map((id) => ({ value: id, label: words.notOnMap(id) }));
    return [...Array.from(labels, ([value, label]) => ({ value, label })), ...gone];
  }, [things, chosen]);
  return (
    <MultiSelect
      size="sm"
      label={words[part]}
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
