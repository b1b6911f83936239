import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import {
  memo,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
} from 'react';
import { Link } from 'wouter';
import type { Knowledge, KnowledgeLevel } from '@holdfast/shared/model/map-value';
import { mapPath } from '../../app/routes.ts';
import { mapPeopleText } from '../../ui/text/map-people.ts';
import { useMap } from '../map-context.tsx';
import type { Day } from './days.ts';
import { knowledgeAge } from './knowledge-age.ts';
import { CellPanel } from './matrix-cell-panel.tsx';
import {
  knowledgeOf,
  type Matrix as MatrixData,
  type MatrixColumn,
  type MatrixRow,
  type MatrixView,
  movedPlace,
  type Place,
} from './matrix-model.ts';
import { cellWords, knowledgeWords } from './matrix-words.ts';
import { useSetLevel } from './use-set-level.ts';
import classes from './matrix.module.css';

const words = mapPeopleText.matrix;
const rowHeight = 34;
/** Columns and then names become wider where there is room. */
const columnWidths = { least: 104, most: 150 } as const;
const leastHeadWidth = 300;
const headHeight = 58;

/** What the keys say of the cell that is selected; `clear` takes back what was said. */
const levelKeys: Readonly<Record<string, KnowledgeLevel | 'clear'>> = {
  '0': 'none',
  '1': 'seen',
  '2': 'operate',
  '3': 'lead',
  Delete: 'clear',
  Backspace: 'clear',
};

/**
 * Components by people, drawn only where they are seen, both ways. The grid has the focus, and tells
 * which cell is the current one: arrows move, digits say a level.
 */
export function Matrix(props: {
  readonly matrix: MatrixData;
  readonly view: MatrixView;
  readonly today: Day;
}) {
  const { matrix, view, today } = props;
  const { rows, columns } = matrix;
  const map = useMap();
  const setLevel = useSetLevel();
  const scroller = useRef<HTMLDivElement>(null);
  const idPrefix = useId();
  const [chosen, setChosen] = useState<{ readonly component: string; readonly person: string }>();
  // A row or column that moved away is followed: an edit may change the order.
  const place = useMemo<Place | undefined>(() => {
    if (chosen === undefined) return undefined;
    const row = rows.findIndex(({ component }) => component.id === chosen.component);
    const column = columns.findIndex(({ person }) => person.id === chosen.person);
    return row < 0 || column < 0 ? undefined : { row, column };
  }, [chosen, rows, columns]);
  const { headWidth, columnWidth } = useWidths(scroller, columns.length);
  const keep = (at: number | undefined) => (range: Range) =>
    [...new Set([...defaultRangeExtractor(range), ...(at === undefined ? [] : [at])])].toSorted(
      (a, b) => a - b,
    );
  const down = useVirtualizer<HTMLDivElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.component.id ?? index,
    overscan: 8,
    scrollPaddingStart: headHeight,
    rangeExtractor: keep(place?.row),
  });
  const across = useVirtualizer<HTMLDivElement, Element>({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => columnWidth,
    getItemKey: (index) => columns[index]?.person.id ?? index,
    overscan: 4,
    scrollPaddingStart: headWidth,
    rangeExtractor: keep(place?.column),
  });
  useLayoutEffect(() => across.measure(), [across, columnWidth]);
  const seen = across.getVirtualItems();
  const width = headWidth + across.getTotalSize();

  function choose(next: Place): void {
    const component = rows[next.row]?.component.id;
    const person = columns[next.column]?.person.id;
    if (component === undefined || person === undefined) return;
    setChosen({ component, person });
    down.scrollToIndex(next.row, { align: 'auto' });
    across.scrollToIndex(next.column, { align: 'auto' });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget || event.altKey || event.metaKey) return;
    const size = { rows: rows.length, columns: columns.length };
    const from = place ?? { row: 0, column: 0 };
    const next = movedPlace(event.key, from, size, event.ctrlKey);
    if (next !== undefined) {
      event.preventDefault();
      choose(place === undefined ? from : next);
      return;
    }
    const level = event.ctrlKey ? undefined : levelKeys[event.key];
    if (level === undefined || chosen === undefined || place === undefined) return;
    event.preventDefault();
    setLevel(chosen.person, chosen.component, level === 'clear' ? undefined : level);
  }

  const cellId = ({ row, column }: Place): string => `${idPrefix}-${row}-${column}`;
  return (
    <>
      <div
        ref={scroller}
        role="grid"
        aria-label={words.grid}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        tabIndex={0}
        className={classes.grid}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          if (event.target === event.currentTarget && place === undefined)
            choose({ row: 0, column: 0 });
        }}
        {...(place === undefined ? {} : { 'aria-activedescendant': cellId(place) })}
      >
        <div
          role="rowgroup"
          className={classes.all}
          style={{ width, height: headHeight + down.getTotalSize() }}
        >
          <div role="row" aria-rowindex={1} className={classes.head} style={{ width }}>
            <span
              role="columnheader"
              aria-colindex={1}
              className={classes.corner}
              style={{ width: headWidth }}
            >
              {words.component}
            </span>
            {seen.map((item) => {
              const column = columns[item.index];
              return column === undefined ? null : (
                <ColumnHead
                  key={item.key}
                  column={column}
                  index={item.index}
                  left={headWidth + item.start}
                  width={item.size}
                />
              );
            })}
          </div>
          {down.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <div
                key={item.key}
                role="row"
                aria-rowindex={item.index + 2}
                className={classes.row}
                style={{ width, transform: `translateY(${headHeight + item.start}px)` }}
              >
                <RowHead row={row} view={view} width={headWidth} />
                {seen.map((at) => {
                  const person = columns[at.index]?.person;
                  if (person === undefined) return null;
                  const here = { row: item.index, column: at.index };
                  return (
                    <Cell
                      key={at.key}
                      id={cellId(here)}
                      index={at.index}
                      left={headWidth + at.start}
                      width={at.size}
                      knowledge={knowledgeOf(map, person.id, row.component.id)}
                      today={today}
                      isChosen={place?.row === here.row && place.column === here.column}
                      onChoose={() => {
                        choose(here);
                        scroller.current?.focus();
                      }}
                    />
                  );
                })}
              </div>
            );
          })}
        </div>
      </div>
      <CellPanel
        today={today}
        row={place === undefined ? undefined : rows[place.row]}
        column={place === undefined ? undefined : columns[place.column]}
      />
    </>
  );
}

/** How wide names and columns are, in px, so that all of the grid's width is used. */
function useWidths(grid: RefObject<HTMLElement | null>, columns: number) {
  const [room, setRoom] = useState(0);
  useLayoutEffect(() => {
    const { current } = grid;
    if (current === null) return undefined;
    const read = (): void => setRoom(current.clientWidth);
    read();
    const observer = new ResizeObserver(read);
    observer.observe(current);
    return () => observer.disconnect();
  }, [grid]);
  const share = Math.floor((room - leastHeadWidth) / Math.max(1, columns));
  const columnWidth = Math.max(columnWidths.least, Math.min(columnWidths.most, share));
  return { columnWidth, headWidth: Math.max(leastHeadWidth, room - columns * columnWidth) };
}

function ColumnHead(props: {
  readonly column: MatrixColumn;
  readonly index: number;
  readonly left: number;
  readonly width: number;
}) {
  const { person, isAway } = props.column;
  return (
    <span
      role="columnheader"
      aria-colindex={props.index + 2}
      className={classes.person}
      style={{ left: props.left, width: props.width }}
    >
      <Link
        href={mapPath('people', person.id)}
        tabIndex={-1}
        title={person.name}
        className={classes.name}
        dir="auto"
      >
        {person.name}
      </Link>
      {isAway && <span className={classes.away}>{words.away}</span>}
    </span>
  );
}

function RowHead(props: {
  readonly row: MatrixRow;
  readonly view: MatrixView;
  readonly width: number;
}) {
  const { component, busFactor, missing } = props.row;
  const level = busFactor === 0 ? 'nobody' : busFactor === 1 ? 'one' : 'more';
  return (
    <span
      role="rowheader"
      aria-colindex={1}
      className={classes.component}
      style={{ width: props.width }}
    >
      <Link
        href={mapPath('components', component.id)}
        tabIndex={-1}
        title={component.name}
        className={classes.name}
        dir="auto"
      >
        {component.name}
      </Link>
      <span
        className={classes.factor}
        data-level={level}
        title={words.busFactorOf(component.name, busFactor, mapPeopleText.asked[props.view.level])}
      >
        {words.busFactor(busFactor)}
        {missing > 0 && <span className={classes.missing}>{words.missing(missing)}</span>}
      </span>
    </span>
  );
}

const Cell = memo(function Cell(props: {
  readonly id: string;
  readonly index: number;
  readonly left: number;
  readonly width: number;
  readonly knowledge: Knowledge | undefined;
  readonly today: Day;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  const { knowledge, today, isChosen } = props;
  const shown = cellWords(knowledge, today);
  return (
    // Keys are those of the grid, which has the focus.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <span
      role="gridcell"
      id={props.id}
      aria-colindex={props.index + 2}
      aria-selected={isChosen}
      className={classes.cell}
      style={{ left: props.left, width: props.width }}
      title={knowledgeWords(knowledge, today)}
      onClick={props.onChoose}
      {...(knowledge === undefined
        ? {}
        : { 'data-level': knowledge.level, 'data-age': knowledgeAge(knowledge.on, today) })}
    >
      {shown === undefined ? (
        <span className={classes.unsaid}>–</span>
      ) : (
        <>
          {shown.level}
          <span className={classes.age}>{shown.age}</span>
        </>
      )}
    </span>
  );
});
