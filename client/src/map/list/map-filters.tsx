import { Button, CloseButton, TextInput } from '@mantine/core';
import { layers } from '@holdfast/shared/model/map-value';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { searchFieldId } from '../../app/use-commands.tsx';
import { FilterSelect } from '../../runbooks/filter-select.tsx';
import { focusRow } from '../../runbooks/list-focus.ts';
import { mapText } from '../../ui/text/map.ts';
import { useMap } from '../map-context.tsx';
import { findingFilters, isFiltered, type MapView, nobody } from '../map-view.ts';
import classes from './map-filters.module.css';

const words = mapText.filters;

/** The map's search field; `/` goes there. */
export const mapSearchId = searchFieldId;

/** What to show of the components. */
export function MapFilters(props: {
  readonly view: MapView;
  readonly onChange: (change: Partial<MapView>) => void;
  /** On a phone only the search: the picture needs the room, and the list has the rest. */
  readonly isShort?: boolean;
  readonly children?: ReactNode;
}) {
  const { view, onChange } = props;
  const map = useMap();
  const owners = useMemo(
    () =>
      [...map.teams.values(), ...map.people.values()].map(({ id, name }) => ({
        value: id,
        label: name,
      })),
    [map.teams, map.people],
  );
  return (
    <div className={classes.filters} data-short={props.isShort === true || undefined}>
      <TextInput
        id={mapSearchId}
        size="xs"
        type="search"
        className={classes.search}
        aria-label={mapText.search}
        placeholder={mapText.searchHint}
        value={view.query}
        autoComplete="off"
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        rightSection={
          view.query === '' ? null : (
            <CloseButton
              size="xs"
              aria-label={mapText.list.clear}
              onClick={() => onChange({ query: '' })}
            />
          )
        }
        onChange={(event) => onChange({ query: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') {
            event.preventDefault();
            focusRow(0);
          }
          if (event.key === 'Escape') onChange({ query: '' });
        }}
      />
      <FilterSelect
        label={words.layer}
        placeholder={words.anyLayer}
        value={view.layer ?? ''}
        data={layers.map((one) => ({ value: one, label: mapText.layer[one] }))}
        onChange={(value) => onChange({ layer: layers.find((one) => one === value) })}
      />
      <FilterSelect
        label={words.finding}
        placeholder={words.anyFinding}
        value={view.finding ?? ''}
        data={findingFilters.map((one) => ({ value: one, label: words.findings[one] }))}
        onChange={(value) => onChange({ finding: findingFilters.find((one) => one === value) })}
      />
      {(map.domains.size > 0 || view.domain !== '') && (
        <FilterSelect
          label={words.domain}
          placeholder={words.anyDomain}
          value={view.domain}
          data={[...map.domains.values()].map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(domain) => onChange({ domain })}
        />
      )}
      <FilterSelect
        label={words.owner}
        placeholder={words.anyOwner}
        value={view.owner}
        data={[{ value: nobody, label: words.noOwner }, ...owners]}
        onChange={(owner) => onChange({ owner })}
      />
      {isFiltered(view) && (
        <Button
          size="xs"
          variant="subtle"
          onClick={() =>
            onChange({ query: '', layer: undefined, finding: undefined, domain: '', owner: '' })
          }
        >
          {mapText.list.clear}
        </Button>
      )}
      {props.children}
    </div>
  );
}
