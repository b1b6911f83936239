import type { ColumnWidths } from './column-widths.ts';
import { fitting } from './fitting.ts';
import classes from './runbook-table.module.css';

const tagGapPx = 4;
/** Padding and border of a tag. */
const tagFramePx = 16;
const tagSizePx = 12;
const nameSizePx = 13.5;
/** Room for a number of two digits. */
const morePx = 28;

interface ListProps {
  readonly items: readonly string[];
  readonly columns: ColumnWidths;
}

/** Tags in a cell: as many as fit, and how many more. Screen readers get all of them. */
export function FittingTags({ items, columns }: ListProps) {
  const widths = items.map((tag) => columns.textWidth(tag, tagSizePx) + tagFramePx);
  const shown = shownOf(widths, columns.tags, tagGapPx);
  return (
    <>
      {items.slice(0, shown).map((tag) => (
        <span key={tag} className={classes.tag}>
          {tag}
        </span>
      ))}
      <More items={items.slice(shown)} />
    </>
  );
}

/** Names in a cell, likewise. */
export function FittingNames({ items, columns }: ListProps) {
  if (items.length === 0) return null;
  const widths = items.map((name, index) =>
    columns.textWidth(index === 0 ? name : `, ${name}`, nameSizePx),
  );
  const shown = shownOf(widths, columns.owner, 0);
  return (
    <>
      <span className={classes.names}>{items.slice(0, shown).join(', ')}</span>
      <More items={items.slice(shown)} />
    </>
  );
}

/** Where the room is not known, all: the cell then cuts them with an ellipsis. */
function shownOf(widths: readonly number[], room: number | undefined, gap: number): number {
  return room === undefined ? widths.length : fitting(widths, room, { gap, moreWidth: morePx });
}

function More(props: { readonly items: readonly string[] }) {
  if (props.items.length === 0) return null;
  return (
    <>
      <span className={classes.more} aria-hidden="true">
        +{props.items.length}
      </span>
      <span className={classes.hidden}>, {props.items.join(', ')}</span>
    </>
  );
}
