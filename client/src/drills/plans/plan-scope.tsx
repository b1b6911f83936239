import { MultiSelect } from '@mantine/core';
import type { MapValue } from '@holdfast/shared/model/map-value';
import type { DrillScope } from '@holdfast/shared/model/plan-value';
import { useMemo, useSyncExternalStore } from 'react';
import { Link } from 'wouter';
import { mapPath } from '../../app/routes.ts';
import { labelsOf } from '../../map/edit/named-choice.ts';
import { Section } from '../../ui/section.tsx';
import { commonText } from '../../ui/text/common.ts';
import { drillPlansText } from '../../ui/text/drill-plans.ts';
import { useDrillMap, type DrillMap } from '../use-drill-map.ts';
import { useShownPlan, type PlanFacts } from './plan-context.ts';
import classes from './plan-page.module.css';

const words = drillPlansText.plan;
const parts = ['components', 'domains', 'people'] as const;

/** What a plan's drills are about, chosen from the map. */
export function ScopePart({ plan }: { readonly plan: PlanFacts }) {
  const map = useDrillMap();
  return (
    <Section title={words.scope} lead={words.scopeHint}>
      {map === 'failed' ? (
        <p className={classes.none}>{words.mapFailed}</p>
      ) : map === 'opening' ? (
        <p className={classes.none} role="status">
          {words.mapOpening}
        </p>
      ) : (
        <Pickers map={map} scope={plan.scope} />
      )}
    </Section>
  );
}

function Pickers(props: { readonly map: DrillMap; readonly scope: DrillScope }) {
  const { store } = props.map;
  const map = useSyncExternalStore(store.subscribe, store.get);
  const isNothing = parts.every((part) => map[part].size === 0 && props.scope[part].length === 0);
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
        <Picker key={part} part={part} things={map[part]} chosen={props.scope[part]} />
      ))}
    </div>
  );
}

function Picker<Part extends (typeof parts)[number]>(props: {
  readonly part: Part;
  readonly things: MapValue[Part];
  readonly chosen: readonly string[];
}) {
  const { part, things, chosen } = props;
  const { members } = useShownPlan();
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
      onChange={(next) =>
        members({
          scope: {
            add: { [part]: next.filter((id) => !chosen.includes(id)) },
            remove: { [part]: chosen.filter((id) => !next.includes(id)) },
          },
        })
      }
    />
  );
}
