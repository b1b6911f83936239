import { Button, CloseButton, Kbd, NativeSelect, TextInput } from '@mantine/core';
import { noOwner } from '@holdfast/shared/finding/runbook-filter';
import { IconFlame, IconPlus, IconSearch, IconX } from '@tabler/icons-react';
import { memo } from 'react';
import { Link } from 'wouter';
import { useDialogs } from '../app/dialogs.tsx';
import { useObservable } from '../app/hub-context.tsx';
import { refusals } from '../app/refusals.ts';
import {
  dueFilter,
  noFilter,
  routeToPath,
  runbookSorts,
  type RunbookFilter,
} from '../app/routes.ts';
import { searchFieldId } from '../app/use-commands.tsx';
import { declareFrom } from '../incidents/declare-commands.ts';
import { incidentsShellText } from '../ui/text/incidents-shell.ts';
import { runbooksText } from '../ui/text/runbooks.ts';
import { FilterSelect } from './list-filters.tsx';
import { focusRow } from './list-focus.ts';
import { ListMenu } from '../transfer/list-menu.tsx';
import type { FilterChoices, RunbookRow } from './list-model.ts';
import classes from './list-toolbar.module.css';

export interface ListToolbarProps {
  readonly filter: RunbookFilter;
  readonly choices: FilterChoices;
  readonly archivedCount: number;
  readonly dueCount: number;
  /** What the list shows now. */
  readonly shown: readonly RunbookRow[];
  readonly onQuery: (query: string) => void;
  readonly onChange: (part: Partial<RunbookFilter>) => void;
}

/** What to show of the runbooks, and the way to a new one. */
export function ListToolbar(props: ListToolbarProps) {
  const { filter, choices, onChange } = props;
  const { show } = useDialogs();
  const why = useObservable(refusals)('create');
  return (
    <div className={classes.toolbar}>
      <div className={classes.head}>
        <h1 className={classes.title}>
          {filter.archived
            ? runbooksText.archivedTitle
            : filter.due
              ? runbooksText.dueTitle
              : runbooksText.title}
        </h1>
        <ViewLinks
          archived={filter.archived}
          due={filter.due}
          archivedCount={props.archivedCount}
          dueCount={props.dueCount}
        />
        <Button
          size="xs"
          className={classes.create}
          leftSection={<IconPlus size={15} aria-hidden="true" />}
          title={why}
          {...(why !== undefined && { 'data-disabled': true, 'aria-disabled': true })}
          // Whoever presses it all the same is told why.
          onClick={() => show({ kind: 'create' })}
        >
          {runbooksText.create}
        </Button>
        <ListMenu filter={filter} shown={props.shown} />
      </div>
      <div className={classes.filters}>
        <SearchField query={filter.query} onQuery={props.onQuery} />
        <Filters
          choices={choices}
          archived={filter.archived}
          due={filter.due}
          owner={filter.owner}
          tag={filter.tag}
          component={filter.component}
          alert={filter.alert}
          sort={filter.sort}
          onChange={onChange}
        />
      </div>
    </div>
  );
}

/** All filters but the search, drawn anew only when one of them changes: typing is not to wait for them. */
const Filters = memo(function Filters(
  props: Omit<RunbookFilter, 'query'> & Pick<ListToolbarProps, 'choices' | 'onChange'>,
) {
  const { choices, onChange, ...filter } = props;
  const { show } = useDialogs();
  return (
    <>
      <FilterSelect
        label={runbooksText.owner}
        placeholder={runbooksText.anyOwner}
        value={filter.owner}
        data={[{ value: noOwner, label: runbooksText.noOwner }, ...choices.owners]}
        onChange={(owner) => onChange({ owner })}
      />
      <FilterSelect
        label={runbooksText.tag}
        placeholder={runbooksText.anyTag}
        value={filter.tag}
        data={choices.tags}
        onChange={(tag) => onChange({ tag })}
      />
      {(choices.components.length > 0 || filter.component !== '') && (
        <FilterSelect
          label={runbooksText.component}
          placeholder={runbooksText.anyComponent}
          value={filter.component}
          data={withValue(choices.components, filter.component)}
          onChange={(component) => onChange({ component })}
        />
      )}
      {filter.alert !== '' && (
        <Button
          size="xs"
          variant="default"
          className={classes.chip}
          aria-label={`${runbooksText.alertIs(filter.alert)}. ${runbooksText.anyAlert}`}
          rightSection={<IconX size={14} aria-hidden="true" />}
          onClick={() => onChange({ alert: '' })}
        >
          {runbooksText.alertIs(filter.alert)}
        </Button>
      )}
      {(filter.alert !== '' || filter.component !== '') && (
        <Button
          size="xs"
          variant="default"
          className={classes.chip}
          leftSection={<IconFlame size={14} aria-hidden="true" />}
          onClick={() =>
            show({
              kind: 'declare',
              from: declareFrom({ page: 'runbooks', filter: { ...filter, query: '' } }),
            })
          }
        >
          {incidentsShellText.declare}
        </Button>
      )}
      <NativeSelect
        size="xs"
        className={classes.sort}
        aria-label={runbooksText.sort}
        value={filter.sort}
        data={runbookSorts.map((sort) => ({ value: sort, label: runbooksText.sorts[sort] }))}
        onChange={(event) => {
          const sort = runbookSorts.find((one) => one === event.currentTarget.value);
          if (sort !== undefined) onChange({ sort });
        }}
      />
    </>
  );
});

const ViewLinks = memo(function ViewLinks(props: {
  readonly archived: boolean;
  readonly due: boolean;
  readonly archivedCount: number;
  readonly dueCount: number;
}) {
  const views = [
    { view: noFilter, label: runbooksText.active },
    { view: dueFilter, label: runbooksText.due(props.dueCount) },
    { view: { ...noFilter, archived: true }, label: runbooksText.archived(props.archivedCount) },
  ];
  const isHere = (view: RunbookFilter) =>
    view.archived === props.archived && view.due === props.due;
  return (
    <nav className={classes.views} aria-label={runbooksText.views}>
      {views.map(({ view, label }) => (
        <Link
          key={label}
          href={routeToPath({ page: 'runbooks', filter: view })}
          className={classes.view}
          {...(isHere(view) ? { 'aria-current': 'page' as const } : {})}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
});

function SearchField(props: { readonly query: string; readonly onQuery: (query: string) => void }) {
  return (
    <TextInput
      id={searchFieldId}
      size="xs"
      className={classes.search}
      type="search"
      role="searchbox"
      aria-label={runbooksText.search}
      placeholder={runbooksText.search}
      autoComplete="off"
      value={props.query}
      leftSection={<IconSearch size={14} aria-hidden="true" />}
      rightSection={
        props.query === '' ? (
          <Kbd size="xs" aria-hidden="true" visibleFrom="sm">
            /
          </Kbd>
        ) : (
          <CloseButton
            size="xs"
            aria-label={runbooksText.clearSearch}
            onClick={() => props.onQuery('')}
          />
        )
      }
      onChange={(event) => props.onQuery(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown' || event.key === 'Enter') {
          event.preventDefault();
          focusRow(0, event.key === 'Enter');
        } else if (event.key === 'Escape' && props.query !== '') {
          event.preventDefault();
          props.onQuery('');
        }
      }}
    />
  );
}

/** A filter of a shared address is shown, also where nothing has it (yet). */
function withValue(choices: readonly string[], value: string): readonly string[] {
  return value === '' || choices.includes(value) ? choices : [...choices, value];
}
