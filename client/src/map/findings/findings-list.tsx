import { NativeSelect } from '@mantine/core';
import { useMemo } from 'react';
import { mapRules } from '@holdfast/shared/analysis/findings';
import { layers } from '@holdfast/shared/model/map-value';
import { mapFindingsText as words } from '../../ui/text/map-findings.ts';
import { mapText } from '../../ui/text/map.ts';
import { useMap } from '../map-context.tsx';
import { useSearchView } from '../people/use-search-view.ts';
import { FindingCards } from './finding-cards.tsx';
import { FindingGroupCard } from './finding-group-card.tsx';
import { findingGroups } from './finding-groups.ts';
import { chosenFindings, type ListedFinding, ruleCounts } from './findings-model.ts';
import { useAcceptances } from './use-acceptances.ts';
import { SearchField } from '../../ui/search-field.tsx';
import pageClasses from '../people/people-page.module.css';
import classes from './findings.module.css';

/** More than anybody reads; filters find the rest. */
const most = 200;

export function FindingsList({ findings }: { readonly findings: readonly ListedFinding[] }) {
  const map = useMap();
  const { acceptances } = useAcceptances();
  const search = useSearchView();
  const query = search.get('q');
  const rule = mapRules.find((one) => one === search.get('rule')) ?? '';
  const layer = layers.find((one) => one === search.get('layer')) ?? '';
  const chosen = useMemo(
    () => chosenFindings(findings, { query, rule, layer }),
    [findings, query, rule, layer],
  );
  const groups = useMemo(
    () => findingGroups(chosen, (person) => map.people.get(person)?.name ?? person),
    [chosen, map],
  );
  const byFirst = useMemo(
    () =>
      new Map(
        groups.flatMap((group) =>
          group.kind === 'single' ? [] : [[group.findings[0].id, group] as const],
        ),
      ),
    [groups],
  );
  const counts = useMemo(() => ruleCounts(findings), [findings]);
  return (
    <>
      <div className={pageClasses.tools}>
        <SearchField
          label={words.search}
          value={query}
          onChange={(next) => search.set({ q: next })}
        />
        <NativeSelect
          size="xs"
          className={classes.rule}
          aria-label={words.rule}
          value={rule}
          data={[
            { value: '', label: words.anyRule },
            ...counts.map(({ rule: value, count }) => ({
              value,
              label: `${words.rules[value]} (${count})`,
            })),
          ]}
          onChange={(event) => search.set({ rule: event.currentTarget.value })}
        />
        <NativeSelect
          size="xs"
          className={pageClasses.select}
          aria-label={words.layer}
          value={layer}
          data={[
            { value: '', label: words.anyLayer },
            ...layers.map((value) => ({ value, label: mapText.layer[value] })),
          ]}
          onChange={(event) => search.set({ layer: event.currentTarget.value })}
        />
      </div>
      <div className={classes.scroller}>
        {chosen.length === 0 && (
          <p className={pageClasses.nothing} role="status">
            {words.noneChosen}
          </p>
        )}
        <FindingCards
          findings={groups.slice(0, most).map(({ findings: [first] }) => first)}
          label={words.views.findings}
          instead={(finding) => {
            const group = byFirst.get(finding.id);
            return (
              group !== undefined && (
                <FindingGroupCard key={group.id} group={group} acceptances={acceptances} />
              )
            );
          }}
        />
        {groups.length > most && (
          <p className={pageClasses.nothing}>{words.more(groups.length - most)}</p>
        )}
      </div>
      <footer className={pageClasses.footer}>
        <span role="status">{words.countOf(groups.length, chosen.length)}</span>
      </footer>
    </>
  );
}
