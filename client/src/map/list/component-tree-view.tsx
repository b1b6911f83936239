import { IconBoxMultiple, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { Link } from 'wouter';
import { mapPath } from '../../app/routes.ts';
import { focusRow, rowIndexAttribute } from '../../runbooks/list-focus.ts';
import { useListRows } from '../../runbooks/use-list-rows.ts';
import { mapText } from '../../ui/text/map.ts';
import { componentIcons, pictureOf } from '../layer-mark.tsx';
import { useMap } from '../map-context.tsx';
import { SpofMark } from '../spof-mark.tsx';
import type { ComponentRow } from './component-rows.ts';
import { parentOf, type TreeRow, treeRows } from './component-tree.ts';
import { domainTreeRows } from './domain-tree.ts';
import { mapSearchId } from './map-filters.tsx';
import classes from './component-tree.module.css';

const words = mapText.list;
const rowHeight = 34;

/**
 * What needs what, or what lies in which failure domain, as a tree: the same as the picture, for
 * keyboards and screen readers.
 */
export function ComponentTree(props: {
  readonly rows: readonly ComponentRow[];
  readonly by: 'needs' | 'domains';
}) {
  const { by } = props;
  const map = useMap();
  /** Lines that are open, or of domains, which are open at first, closed. */
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(
    () =>
      by === 'needs'
        ? treeRows(map, props.rows, toggled)
        : domainTreeRows(map, props.rows, toggled),
    [map, props.rows, toggled, by],
  );
  const { scroller, virtualizer, current, setCurrent, onKeyDown, remember } = useListRows({
    rows,
    heightOf: () => rowHeight,
    onAbove: () => document.getElementById(mapSearchId)?.focus(),
  });

  function setIsOpen(row: TreeRow, isOpen: boolean): void {
    const next = new Set(toggled);
    if (isOpen === (by === 'needs')) next.add(row.name);
    else next.delete(row.name);
    setToggled(next);
  }

  function onTreeKey(event: KeyboardEvent): void {
    const row = rows[current];
    if (row === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowRight' && row.canOpen && !row.isOpen) setIsOpen(row, true);
    else if (event.key === 'ArrowLeft' && row.isOpen) setIsOpen(row, false);
    else if (event.key === 'ArrowRight' && row.isOpen) go(current + 1);
    else if (event.key === 'ArrowLeft') {
      const above = parentOf(row.name);
      const at = rows.findIndex(({ name }) => name === above);
      if (at < 0) return;
      go(at);
    } else {
      onKeyDown(event);
      return;
    }
    event.preventDefault();
  }

  function go(row: number): void {
    setCurrent(row);
    virtualizer.scrollToIndex(row, { align: 'auto' });
    // The row may only be drawn after the scroll.
    requestAnimationFrame(() => focusRow(row));
  }

  return (
    <div ref={scroller} role="presentation" className={classes.scroller}>
      <div
        role="tree"
        aria-label={by === 'needs' ? words.tree : words.domainTree}
        className={classes.body}
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={onTreeKey}
        onClickCapture={remember}
      >
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return row === undefined ? null : (
            <TreeLine
              key={item.key}
              row={row}
              index={item.index}
              top={item.start}
              active={item.index === current}
              onFocus={setCurrent}
              onToggle={() => setIsOpen(row, !row.isOpen)}
            />
          );
        })}
      </div>
    </div>
  );
}

function TreeLine(props: {
  readonly row: TreeRow;
  readonly index: number;
  readonly top: number;
  /** The one line that Tab reaches; arrows move on from it. */
  readonly active: boolean;
  readonly onFocus: (index: number) => void;
  readonly onToggle: () => void;
}) {
  const { row, index, active } = props;
  const Chevron = row.isOpen ? IconChevronDown : IconChevronRight;
  return (
    <div
      className={classes.row}
      role="presentation"
      style={{
        transform: `translateY(${props.top}px)`,
        paddingInlineStart: 12 + (row.level - 1) * 22,
      }}
    >
      {/* For mice; keys open a line with the arrows. */}
      <span
        className={classes.toggle}
        aria-hidden="true"
        onClick={row.canOpen ? props.onToggle : undefined}
      >
        {row.canOpen && <Chevron size={16} />}
      </span>
      <Link
        role="treeitem"
        href={
          row.of === 'component'
            ? mapPath('components', row.component.id)
            : mapPath('list', '', row.domain === undefined ? '' : `domain=${row.domain.id}`)
        }
        className={classes.link}
        aria-level={row.level}
        aria-posinset={row.position}
        aria-setsize={row.siblings}
        aria-selected={active}
        {...(row.canOpen ? { 'aria-expanded': row.isOpen } : {})}
        tabIndex={active ? 0 : -1}
        onFocus={() => props.onFocus(index)}
        {...{ [rowIndexAttribute]: index }}
      >
        {row.of === 'component' ? <ComponentWords row={row} /> : <DomainWords row={row} />}
      </Link>
    </div>
  );
}

function ComponentWords({ row }: { readonly row: Extract<TreeRow, { readonly of: 'component' }> }) {
  const Picture = componentIcons[pictureOf(row.component)];
  return (
    <>
      <Picture size={15} stroke={1.6} aria-hidden="true" className={classes.icon} />
      <span className={classes.name} dir="auto">
        {row.component.name}
      </span>
      <span className={classes.layer}>{mapText.layer[row.component.layer]}</span>
      {row.isAgain && <span className={classes.layer}>{words.again}</span>}
      <SpofMark summary={row.summary} />
    </>
  );
}

function DomainWords({ row }: { readonly row: Extract<TreeRow, { readonly of: 'domain' }> }) {
  const { domain, count } = row;
  return (
    <>
      <IconBoxMultiple size={15} stroke={1.6} aria-hidden="true" className={classes.icon} />
      <span className={classes.name} dir="auto">
        {domain?.name ?? words.noDomain}
      </span>
      {domain !== undefined && (
        <span className={classes.layer}>{mapText.domainKind[domain.kind]}</span>
      )}
      <span className={classes.layer}>{words.count(count)}</span>
    </>
  );
}
