import type { ReactNode } from 'react';
import type { RowPlace } from './list-table.tsx';
import classes from './list-table.module.css';

/** One row of a `ListTable`, at its place. */
export function ListRow({
  place,
  className,
  children,
  ...data
}: {
  readonly place: RowPlace;
  readonly className: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <div
      role="row"
      aria-rowindex={place.index + 2}
      className={`${classes.row} ${className}`}
      style={{ height: place.height, transform: `translateY(${place.top}px)` }}
      onFocus={() => place.onFocus(place.index)}
      {...data}
    >
      {children}
    </div>
  );
}
