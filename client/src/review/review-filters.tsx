import { Button, NativeSelect, TextInput } from '@mantine/core';
import { reviewLevels, reviewRules } from '@holdfast/shared/review/finding';
import { ruleWords } from '@holdfast/shared/review/words';
import { memo, useMemo, useState } from 'react';
import { Link } from 'wouter';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { routeToPath } from '../app/routes.ts';
import { useRoute } from '../app/use-route.ts';
import { isGuestName } from '../hub/guest-name.ts';
import { useMap } from '../map/map-context.tsx';
import { byName } from '../map/people/matrix-model.ts';
import { FilterSelect } from '../runbooks/filter-select.tsx';
import { reviewText as words } from '../ui/text/review.ts';
import { me, type ReviewFilter, reviewSearch } from './review-model.ts';
import classes from './review-page.module.css';

const ofTeam = 'team:';

/** Which findings are shown; the address holds it. Drawn again only where that or the map changed. */
export const ReviewFilters = memo(function ReviewFilters(props: { readonly filter: ReviewFilter }) {
  const { filter } = props;
  // A thousand choices are sorted once somebody comes near them.
  const [isWanted, setWanted] = useState(false);
  const { components, teams, people } = useMap();
  const [, navigate] = useRoute();
  const { name } = useObservable(useHub().me);
  const services = useMemo(() => {
    if (!isWanted) return [];
    const sorted = [...components.values()].toSorted(byName);
    return sorted.map((one) => ({ value: one.id, label: one.name }));
  }, [components, isWanted]);
  const everybody = useMemo(() => {
    if (!isWanted) return [];
    return [
      ...[...teams.values()]
        .toSorted(byName)
        .map((team) => ({ value: `${ofTeam}${team.name}`, label: words.team(team.name) })),
      ...[...people.values()]
        .toSorted(byName)
        .map((person) => ({ value: person.name, label: person.name })),
    ];
  }, [teams, people, isWanted]);
  const set = (part: Partial<ReviewFilter>): void =>
    navigate({ page: 'review', search: reviewSearch({ ...filter, ...part }) }, { replace: true });
  const who = filter.team === '' ? filter.person : `${ofTeam}${filter.team}`;
  const yours = isGuestName(name) ? [] : [{ value: me, label: words.yours }];
  const isFiltered = reviewSearch({ ...filter, view: 'open' }) !== '';
  return (
    <div
      className={classes.filters}
      onFocus={() => setWanted(true)}
      onPointerEnter={() => setWanted(true)}
    >
      <TextInput
        size="xs"
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        value={filter.query}
        onChange={(event) => set({ query: event.currentTarget.value })}
      />
      <NativeSelect
        size="xs"
        aria-label={words.level}
        value={filter.level}
        data={[
          { value: '', label: words.anyLevel },
          ...reviewLevels.map((level) => ({ value: level, label: words.levels[level] })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          set({ level: reviewLevels.find((one) => one === value) ?? '' })
        }
      />
      <NativeSelect
        size="xs"
        aria-label={words.rule}
        value={filter.rule}
        data={[
          { value: '', label: words.anyRule },
          ...reviewRules.map((rule) => ({ value: rule, label: ruleWords[rule] })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          set({ rule: reviewRules.find((one) => one === value) ?? '' })
        }
      />
      <FilterSelect
        label={words.who}
        placeholder={words.anyone}
        value={who}
        data={withChosen(
          [...yours, ...everybody],
          who,
          filter.team === '' ? who : words.team(filter.team),
        )}
        onChange={(value) =>
          set(
            value.startsWith(ofTeam)
              ? { team: value.slice(ofTeam.length), person: '' }
              : { team: '', person: value },
          )
        }
      />
      <FilterSelect
        label={words.service}
        placeholder={words.anyService}
        value={filter.component}
        data={withChosen(
          services,
          filter.component,
          components.get(filter.component)?.name ?? filter.component,
        )}
        onChange={(value) => set({ component: value })}
      />
      {isFiltered && (
        <Button
          size="compact-sm"
          variant="subtle"
          component={Link}
          href={routeToPath({ page: 'review', search: reviewSearch({ view: filter.view }) })}
        >
          {words.clear}
        </Button>
      )}
    </div>
  );
});

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A link may name what the map does not have: it is shown all the same. */
function withChosen(choices: readonly Choice[], chosen: string, label: string): readonly Choice[] {
  return chosen === '' || choices.some(({ value }) => value === chosen)
    ? choices
    : [...choices, { value: chosen, label }];
}
