import { useLayoutEffect, useState, type RefObject } from 'react';

/** Room for lists of names in the table's columns, and how to tell what fits into it. */
export interface ColumnWidths {
  /** Px; undefined where the column has no room of its own. */
  readonly owner: number | undefined;
  readonly tags: number | undefined;
  /** How wide `text` is drawn at a font size of `sizePx`, px. */
  readonly textWidth: (text: string, sizePx: number) => number;
}

const unknown: ColumnWidths = { owner: undefined, tags: undefined, textWidth: () => 0 };
/** What is narrower is not drawn. */
const narrowestPx = 40;

/** Measures the head's cells, which stand over those of the rows, now and whenever they change. */
export function useColumnWidths(head: RefObject<HTMLElement | null>): ColumnWidths {
  const [widths, setWidths] = useState(unknown);
  useLayoutEffect(() => {
    const element = head.current;
    const canvas = document.createElement('canvas').getContext('2d');
    if (element === null || canvas === null) return undefined;
    const { fontFamily } = getComputedStyle(element);
    const textWidth = (text: string, sizePx: number) => {
      canvas.font = `${sizePx}px ${fontFamily}`;
      return canvas.measureText(text).width;
    };
    const measure = () => {
      // On phones the head is drawn for screen readers only, and rows have no columns.
      const drawn = element.clientWidth >= narrowestPx;
      const owner = drawn ? widthOf(element, 'owner') : undefined;
      const tags = drawn ? widthOf(element, 'tags') : undefined;
      setWidths((last) =>
        last.owner === owner && last.tags === tags ? last : { owner, tags, textWidth },
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [head]);
  return widths;
}

function widthOf(head: HTMLElement, column: 'owner' | 'tags'): number | undefined {
  const cell = head.querySelector(`[data-column="${column}"]`);
  const width = cell?.getBoundingClientRect().width ?? 0;
  return width < narrowestPx ? undefined : width;
}
