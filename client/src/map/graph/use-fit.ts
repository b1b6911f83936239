import { useReactFlow, useStore } from '@xyflow/react';
import { type RefObject, useEffect, useMemo, useRef } from 'react';
import type { Box } from './box.tsx';
import {
  type Area,
  around,
  centered,
  easyZoom,
  intoSight,
  isWhole,
  type Pane,
  readableView,
  readableZoom,
  type View,
  wholeAround,
  wholeView,
} from './fit.ts';
import { boundsOf, type Layout } from './layout.ts';
import { boxSize } from './place-boxes.ts';
import { useWhenFree } from './use-when-free.ts';

/**
 * Who says what of the picture is seen. `fitted`: what can be read of it, whatever comes and goes.
 * `whole`: all, as somebody asked. `own`: somebody moved it, or went somewhere in it: it stays.
 */
export type Hold = 'fitted' | 'whole' | 'own';

export interface FitOrder {
  readonly boxes: readonly Box[];
  readonly layout: Layout;
  /** Id of the box that is selected; empty: none. */
  readonly selected: string;
  /** What is drawn of the map; with another, another picture begins. */
  readonly kind: string;
  /** How many boxes are open although all is collapsed, and what is looked for. */
  readonly asked: { readonly opened: number; readonly query: string };
}

const moveMs = 200;

/**
 * Keeps in sight what the picture is of: all of it, as long as it can be read, while boxes come and go
 * and other things take room beside it, until somebody moves it; what is looked for, or was in a box
 * that is opened; and always the box that is selected, which is not moved where it is in sight.
 */
export function useFit(hold: RefObject<Hold>, order: FitOrder): void {
  const { boxes, layout, selected, kind, asked } = order;
  const flow = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const { x, y, width: across, height: down } = boundsOf(layout);
  const bounds = useMemo<Area>(() => ({ x, y, width: across, height: down }), [x, y, across, down]);
  const last = useRef<{
    readonly layout: Layout;
    readonly kind: string;
    readonly opened: number;
    readonly query: string;
    readonly ids: ReadonlySet<string>;
    readonly selected: string;
    readonly pane: Pane;
    /** The places of what is asked for are still being worked out. */
    readonly isAsked: boolean;
    readonly isOther: boolean;
  }>(undefined);
  const whenFree = useWhenFree();

  useEffect(() => {
    if (width === 0 || height === 0) return;
    const before = last.current;
    const isFirst = before === undefined;
    const isNew = !isFirst && layout !== before.layout;
    const isAsked =
      !isFirst && (before.isAsked || asked.opened > before.opened || asked.query !== before.query);
    const isOther = !isFirst && (before.isOther || kind !== before.kind);
    const pane = { width, height };
    last.current = {
      ...{ layout, kind, selected, pane, ...asked },
      ids: isFirst || isNew ? new Set(boxes.map(({ id }) => id)) : before.ids,
      isAsked: isAsked && !isNew,
      isOther: isOther && !isNew,
    };
    const box = boxes.find(({ id }) => id === selected);
    const chosen = box === undefined ? undefined : areaOf(box);
    const isChosenNew = before?.selected !== selected;
    /** It was in sight until something took room from the picture. */
    const wasInSight = (now: View): boolean =>
      chosen !== undefined && before !== undefined && intoSight(now, chosen, before.pane) === now;

    function fitted(): View {
      const view = hold.current === 'whole' ? wholeView(bounds, pane) : readableView(bounds, pane);
      if (chosen === undefined) return view;
      if (view.zoom >= readableZoom || hold.current === 'whole')
        return intoSight(view, chosen, pane);
      // From where all is seen, nobody finds what they chose.
      hold.current = 'own';
      return centered(chosen, pane, 1);
    }

    function goTo(shown: readonly Box[]): View {
      const all = readableView(bounds, pane);
      const part = around(shown.map(areaOf));
      hold.current = 'fitted';
      if (part === undefined || (all.zoom >= readableZoom && isWhole(all, bounds, pane)))
        return all;
      hold.current = 'own';
      return wholeView(part, pane);
    }

    const move = (view: View): void => {
      const isStill = isFirst || matchMedia('(prefers-reduced-motion: reduce)').matches;
      void flow.setViewport(view, { duration: isStill ? 0 : moveMs });
    };
    if (isFirst) return move(fitted());
    if (isNew && isOther) hold.current = 'fitted';
    if (isNew && isAsked) {
      const shown =
        asked.query === ''
          ? boxes.filter(({ id }) => asked.opened > 0 && !before.ids.has(id))
          : boxes.filter(({ data: { box: one } }) => one.kind === 'component' && one.isMatch);
      return move(goTo(shown));
    }
    whenFree(() => {
      const now = flow.getViewport();
      // Whoever chose a box points at it: what can be read stays where it is under their pointer.
      const stays =
        hold.current === 'fitted' &&
        chosen !== undefined &&
        !isNew &&
        now.zoom >= readableZoom &&
        intoSight(now, chosen, pane) === now;
      if (stays) {
        const all = wholeAround(now, chosen, bounds, pane);
        if (all.zoom >= easyZoom && all.zoom < now.zoom) move(all);
      } else if (hold.current !== 'own') move(fitted());
      else if (chosen !== undefined && (isChosenNew || wasInSight(now)))
        move(intoSight(now, chosen, pane));
    });
    // Only a layout that is there shows what is asked for; a box that says something else moves nothing.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [bounds, width, height, layout, selected, kind, asked.opened, asked.query, flow, hold]);
}

function areaOf({ position }: Box): Area {
  return { ...position, ...boxSize };
}
