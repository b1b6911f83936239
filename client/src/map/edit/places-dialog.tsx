import { TextInput } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import { DialogForm } from '../../ui/dialog-form.tsx';
import { mapEditText } from '../../ui/text/map-edit.ts';
import { mapPlacesText as words } from '../../ui/text/map-places.ts';
import { useMap, useShownMap } from '../map-context.tsx';
import { labelsOf } from './named-choice.ts';
import { type Place, type PlaceGroup, placesIn, savePlaces } from './save-places.ts';
import classes from './map-dialogs.module.css';

/** More rows than these are found by name. */
const mostShown = 60;

/** Where what stands in one failure domain is to stand instead; all of it in one step. */
export function PlacesDialog(props: {
  readonly domain: string;
  readonly components: readonly string[];
  readonly onClose: () => void;
}) {
  const { domain, components, onClose } = props;
  const map = useMap();
  const { change } = useShownMap();
  const listId = useId();
  // As it was when it was opened: rows do not run away from under the hands.
  const [groups] = useState(() => placesIn(map, domain, components));
  const [labels] = useState(() => labelsOf(map.domains.values()));
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  const [query, setQuery] = useState('');
  const [problem, setProblem] = useState<string>();
  const labelled = ({ domains }: Place): string =>
    domains.map((id) => labels.get(id) ?? id).join(', ');
  const all = groups.reduce((sum, { places }) => sum + places.length, 0);
  const found = useMemo(() => findPlaces(groups, query), [groups, query]);
  const hidden = found.reduce((sum, one) => sum + one.hidden, 0);

  function submit(): void {
    const moved = groups
      .flatMap(({ places }) => places)
      .flatMap((place) => {
        const to = typed.get(place.component);
        return to === undefined || to.trim() === labelled(place) ? [] : [{ place, to }];
      });
    if (moved.length === 0) {
      setProblem(words.nothingChanged);
      return;
    }
    const refused = change((doc, context) => savePlaces(doc, context, map, moved, labels));
    if (refused === undefined) onClose();
    else setProblem(refused);
  }

  return (
    <DialogForm
      title={words.title(map.domains.get(domain)?.name ?? domain)}
      submit={words.save}
      cancel={mapEditText.cancel}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className={classes.hint}>{words.lead}</p>
      {all > mostShown && (
        <TextInput
          size="xs"
          type="search"
          aria-label={words.find}
          placeholder={words.find}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      )}
      <datalist id={listId}>
        {[...labels.values()].map((label) => (
          <option key={label} value={label}>
            {label}
          </option>
        ))}
      </datalist>
      <div className={classes.places}>
        {found.map(({ group, shown }) => (
          <div key={group?.id ?? ''}>
            {shown.length > 0 && (
              <p className={classes.placesOf} dir="auto">
                {group === undefined
                  ? words.alone
                  : words.group(group.component, group.needs, group.of)}
              </p>
            )}
            {shown.map((place) => (
              <div key={place.component} className={classes.place}>
                <span dir="auto">{place.name}</span>
                <TextInput
                  size="xs"
                  aria-label={words.where(place.name)}
                  list={listId}
                  autoComplete="off"
                  value={typed.get(place.component) ?? labelled(place)}
                  onChange={({ currentTarget: { value } }) => {
                    setTyped(new Map(typed).set(place.component, value));
                    setProblem(undefined);
                  }}
                  // What can be chosen shows once the field is empty.
                  onFocus={(event) => event.currentTarget.select()}
                />
              </div>
            ))}
          </div>
        ))}
      </div>
      {hidden > 0 && <p className={classes.hint}>{words.more(hidden)}</p>}
    </DialogForm>
  );
}

/** Those whose names have these words, the first ones of them. */
function findPlaces(groups: readonly PlaceGroup[], query: string) {
  const wanted = query.trim().toLowerCase();
  let left = mostShown;
  return groups.flatMap(({ group, places }) => {
    const fitting = places.filter(({ name }) => name.toLowerCase().includes(wanted));
    const shown = fitting.slice(0, left);
    left -= shown.length;
    return fitting.length === 0 ? [] : [{ group, shown, hidden: fitting.length - shown.length }];
  });
}
