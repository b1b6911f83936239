import { Button, CloseButton, TextInput } from '@mantine/core';
import { IconArchive, IconCalendarPlus, IconSearch, IconSearchOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link, useLocation } from 'wouter';
import { drillPartPath } from '../../app/routes.ts';
import { useCompleteness } from '../../app/use-completeness.ts';
import { searchFieldId } from '../../app/use-commands.tsx';
import { FilterSelect } from '../../runbooks/filter-select.tsx';
import { focusRow } from '../../runbooks/list-focus.ts';
import { MessagePage } from '../../ui/message-page.tsx';
import { commonText } from '../../ui/text/common.ts';
import { drillPlansText } from '../../ui/text/drill-plans.ts';
import { runbooksLateText } from '../../ui/text/runbooks-late.ts';
import { useDays, useDrillBook } from '../drill-book.ts';
import { DrillsFrame, newPlanPath } from '../drills-frame.tsx';
import { kindInWords } from './due-mark.tsx';
import { planFromSearch } from './new-plan.ts';
import { NewPlanDialog } from './new-plan-dialog.tsx';
import {
  listPlans,
  noOwnerFilter,
  planChoices,
  planFilterToSearch,
  planRows,
  searchToPlanFilter,
  type PlanFilter,
} from './plan-list-model.ts';
import { PlanTable } from './plan-table.tsx';
import classes from './plan-list-page.module.css';
import { useMay } from '../../access/use-may.ts';

const words = drillPlansText.list;
const empty = searchToPlanFilter('');

/** Every plan of drills. The address holds what is shown, and whether one is being made. */
export function PlanListPage(props: { readonly search: string }) {
  const may = useMay('edit', 'plan:new');
  const { search } = props;
  const book = useDrillBook();
  const days = useDays();
  const [, setPath] = useLocation();
  const filter = useMemo(() => searchToPlanFilter(search), [search]);
  const rows = useMemo(() => (book === undefined ? undefined : planRows(book, days)), [book, days]);
  const listed = useMemo(() => listPlans(rows ?? [], filter), [rows, filter]);
  const making = useMemo(() => planFromSearch(search), [search]);
  const change = (part: Partial<PlanFilter>): void =>
    setPath(drillPartPath('plans', '', planFilterToSearch({ ...filter, ...part })), {
      replace: true,
    });
  return (
    <DrillsFrame at="plans" title={words.title}>
      <Filters filter={filter} rows={rows ?? []} onChange={change} />
      {rows === undefined ? (
        <p className={classes.loading} role="status">
          {drillPlansText.opening}
        </p>
      ) : listed.length === 0 ? (
        <Nothing filter={filter} onClear={() => change({ ...empty, archived: filter.archived })} />
      ) : (
        <>
          <PlanTable rows={listed} today={days.today} />
          <footer className={classes.footer}>
            <span role="status">{words.count(listed.length)}</span>
            <span className={classes.hint}>{words.keysHint}</span>
          </footer>
        </>
      )}
      {making !== undefined && may.ok && <NewPlanDialog from={making} onClose={() => change({})} />}
    </DrillsFrame>
  );
}

function Filters(props: {
  readonly filter: PlanFilter;
  readonly rows: ReturnType<typeof planRows>;
  readonly onChange: (part: Partial<PlanFilter>) => void;
}) {
  const { filter, rows, onChange } = props;
  const choices = useMemo(() => planChoices(rows), [rows]);
  const archived = useMemo(() => rows.filter(({ plan }) => plan.archived).length, [rows]);
  return (
    <div className={classes.filters}>
      <TextInput
        id={searchFieldId}
        size="xs"
        type="search"
        className={classes.search}
        aria-label={words.search}
        placeholder={words.search}
        value={filter.query}
        autoComplete="off"
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        rightSection={
          filter.query === '' ? null : (
            <CloseButton
              size="xs"
              aria-label={commonText.remove(words.search)}
              onClick={() => onChange({ query: '' })}
            />
          )
        }
        onChange={(event) => onChange({ query: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          focusRow(0);
        }}
      />
      <FilterSelect
        label={words.kind}
        placeholder={words.anyKind}
        value={filter.kind}
        data={choices.kinds.map((kind) => ({ value: kind, label: kindInWords(kind) }))}
        onChange={(kind) => onChange({ kind })}
      />
      <FilterSelect
        label={words.owner}
        placeholder={words.anyOwner}
        value={filter.owner}
        data={[{ value: noOwnerFilter, label: words.noOwner }, ...choices.owners]}
        onChange={(owner) => onChange({ owner })}
      />
      <nav className={classes.views} aria-label={words.which}>
        {[false, true].map((one) => (
          <Link
            key={String(one)}
            href={drillPartPath('plans', '', planFilterToSearch({ ...filter, archived: one }))}
            className={classes.view}
            {...(one === filter.archived ? { 'aria-current': 'page' as const } : {})}
          >
            {one ? words.archived(archived) : words.active}
          </Link>
        ))}
      </nav>
    </div>
  );
}

/** Why there is nothing, and the way on; said only as surely as it is known. */
function Nothing(props: { readonly filter: PlanFilter; readonly onClear: () => void }) {
  const may = useMay('edit', 'plan:new');
  const { query, kind, owner, archived } = props.filter;
  const completeness = useCompleteness();
  const isFiltered = query + kind + owner !== '';
  const notAll =
    completeness === 'whole' ? null : <p>{runbooksLateText.notAllHere[completeness]}</p>;
  if (isFiltered) {
    return (
      <MessagePage title={words.noMatch} icon={<IconSearchOff size={30} stroke={1.5} />}>
        <p>{words.noMatchBody}</p>
        {notAll}
        <Button variant="default" w="fit-content" onClick={props.onClear}>
          {words.clear}
        </Button>
      </MessagePage>
    );
  }
  if (archived) {
    return (
      <MessagePage title={words.emptyArchive} icon={<IconArchive size={30} stroke={1.5} />}>
        <p>{words.emptyArchiveBody}</p>
        <Link href={drillPartPath('plans')}>{words.showActive}</Link>
      </MessagePage>
    );
  }
  return (
    <MessagePage title={words.empty} icon={<IconCalendarPlus size={30} stroke={1.5} />}>
      <p>{words.emptyBody}</p>
      {notAll}
      {may.ok && (
        <Button component={Link} href={newPlanPath()} w="fit-content">
          {drillPlansText.newPlan}
        </Button>
      )}
    </MessagePage>
  );
}
