import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type KeyboardEvent } from 'react';
import { Link } from 'wouter';
import { coverageText as words } from '../../ui/text/coverage.ts';
import type { CoverageRow } from './coverage-model.ts';
import { attainmentOf, scoreWords } from './figure-words.ts';
import { scenarioName } from './scenario-name.ts';
import { StateMark } from './state-mark.tsx';
import classes from './coverage-page.module.css';

export interface CellPlace {
  readonly component: string;
  readonly scenario: string;
}

const rowHeight = 46;

/** Components by scenarios; rows are drawn only where they are seen. Arrows go from cell to cell. */
export function CoverageTable(props: {
  readonly rows: readonly CoverageRow[];
  readonly columns: readonly string[];
  readonly pathOf: (id: string) => string;
  readonly onCell: (place: CellPlace) => void;
}) {
  const { rows, columns } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const down = useVirtualizer<HTMLDivElement, HTMLTableRowElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.component.id ?? index,
    overscan: 8,
  });
  const shown = down.getVirtualItems();
  const before = shown[0]?.start ?? 0;
  const after = down.getTotalSize() - (shown.at(-1)?.end ?? 0);

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (!(event.target instanceof HTMLElement)) return;
    const at = /^(\d+) (\d+)$/.exec(event.target.dataset['at'] ?? '');
    const step = {
      ArrowDown: [1, 0],
      ArrowUp: [-1, 0],
      ArrowRight: [0, 1],
      ArrowLeft: [0, -1],
    }[event.key];
    if (at === null || step === undefined) return;
    event.preventDefault();
    const [dRow = 0, dColumn = 0] = step;
    let row = Number(at[1]) + dRow;
    let column = Number(at[2]) + dColumn;
    // Not every cell is there: on to the next that is, in the same direction.
    while (rows[row] !== undefined && columns[column] !== undefined) {
      if (rows[row]?.readiness.cells.has(columns[column] ?? '') === true) break;
      row += dRow;
      column += dColumn;
    }
    if (rows[row] === undefined || columns[column] === undefined) return;
    down.scrollToIndex(row);
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-at="${row} ${column}"]`)?.focus(),
    );
  }

  return (
    <div
      ref={scroller}
      className={classes.matrix}
      role="region"
      aria-label={words.title}
      onKeyDown={onKeyDown}
    >
      <table className={classes.table} aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className={classes.first}>
              {words.component}
            </th>
            <th scope="col">{words.ownReadiness}</th>
            <th scope="col">{words.rto}</th>
            <th scope="col">{words.rpo}</th>
            {columns.map((scenario) => (
              <th key={scenario} scope="col">
                {scenarioName(scenario)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr aria-hidden="true" style={{ height: before }} />}
          {shown.map(({ index, key }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const { component, readiness } = row;
            const { rtoSeconds, rpoSeconds } = component.objective;
            return (
              <tr key={key} ref={down.measureElement} data-index={index} aria-rowindex={index + 2}>
                <th scope="row" className={classes.first}>
                  <Link href={props.pathOf(component.id)} className={classes.link} dir="auto">
                    {component.name}
                  </Link>
                </th>
                <td>{scoreWords(readiness.score) ?? words.unknown}</td>
                <Attained proven={readiness.provenRtoSeconds} objective={rtoSeconds} />
                <Attained proven={readiness.provenRpoSeconds} objective={rpoSeconds} />
                {columns.map((scenario, at) => {
                  const cell = readiness.cells.get(scenario);
                  if (cell === undefined)
                    return (
                      <td key={scenario} className={classes.dim}>
                        {words.noCell}
                      </td>
                    );
                  return (
                    <td key={scenario}>
                      <button
                        type="button"
                        className={classes.cell}
                        data-at={`${index} ${at}`}
                        aria-label={words.cellOf(
                          component.name,
                          scenarioName(scenario),
                          words.states[cell.state],
                        )}
                        onClick={() => props.onCell({ component: component.id, scenario })}
                      >
                        <StateMark state={cell.state} />
                        {!cell.isRequired && cell.state !== 'not-applicable' && (
                          <span className={classes.dim}>{words.notRequired}</span>
                        )}
                      </button>
                    </td>
                  );
                })}
              </tr>
            );
          })}
          {after > 0 && <tr aria-hidden="true" style={{ height: after }} />}
        </tbody>
      </table>
    </div>
  );
}

function Attained(props: {
  readonly proven: number | undefined;
  readonly objective: number | undefined;
}) {
  const attained = attainmentOf(props.proven, props.objective);
  if (attained === undefined) return <td className={classes.dim}>{words.unknown}</td>;
  return (
    <td>
      <span className={attained.isMissed ? classes.missed : undefined}>{attained.words}</span>
      {attained.isMissed && (
        <>
          <br />
          <span className={classes.missed}>{words.cell.attainment.missed}</span>
        </>
      )}
    </td>
  );
}
