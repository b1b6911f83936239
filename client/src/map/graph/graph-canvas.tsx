import { connect } from '@holdfast/shared/model/map-commands';
import {
  applyNodeChanges,
  type Connection,
  MarkerType,
  type NodeChange,
  type OnConnectEnd,
  Position,
  ReactFlow,
  type ReactFlowState,
  useReactFlow,
  useStore,
  ViewportPortal,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { type RefObject, useCallback, useMemo, useState } from 'react';
import { useAnnounce } from '../../app/announcer.tsx';
import { useDialogs } from '../../app/dialogs.tsx';
import { useObservable } from '../../app/hub-context.tsx';
import { showNotice } from '../../ui/notice.tsx';
import { mapGraphText as words } from '../../ui/text/map-graph.ts';
import { mapText } from '../../ui/text/map.ts';
import type { AnalysisSummary, ComponentSummary } from '../analysis/analysis-messages.ts';
import { useMap, useShownMap } from '../map-context.tsx';
import { type Box, BoxView } from './box.tsx';
import type { Graph, GraphEdge, GraphNode } from './graph-model.ts';
import { boxWords, nameOf, withFate } from './graph-words.ts';
import type { Fates } from './fate.ts';
import { smallestZoom } from './fit.ts';
import { Frames } from './frames.tsx';
import { absolute, type Layout } from './layout.ts';
import { type LitPath, pairKey } from './lit-path.ts';
import { type LineEdge, LineView } from './line-edge.tsx';
import { lineKey } from './lines/lay-lines.ts';
import type { Line } from './lines/line-path.ts';
import { passes } from './lines/rectangles.ts';
import type { MapPerson, MapPresence } from './map-presence.ts';
import { boxAt, isManyBoxes, Overview, useIsOverview } from './overview.tsx';
import { boxSize } from './place-boxes.ts';
import { createPointer } from './pointer.ts';
import { useElements } from './use-elements.ts';
import { type Hold, useFit } from './use-fit.ts';
import { useIsZooming } from './use-is-zooming.ts';
import { useSeen } from './use-seen.ts';
import classes from './graph-canvas.module.css';
import { useMay } from '../../access/use-may.ts';

const nodeTypes = { box: BoxView };
const edgeTypes = { line: LineView };
const handles = [
  { type: 'target', position: Position.Top, x: boxSize.width / 2, y: 0, width: 1, height: 1 },
  {
    type: 'source',
    position: Position.Bottom,
    x: boxSize.width / 2,
    y: boxSize.height,
    width: 1,
    height: 1,
  },
] as const;

/** In the size and colour of their lines. */
const arrow = (size: number, color: string) => ({
  type: MarkerType.ArrowClosed,
  width: size,
  height: size,
  markerUnits: 'userSpaceOnUse',
  color,
});
const arrows = {
  plain: arrow(15, 'var(--hf-strong-border)'),
  group: arrow(19, 'var(--hf-note)'),
  lit: arrow(22, 'var(--hf-warn)'),
} as const;

/** Of a box: of the component, or what its members do together at worst. */
export function summaryOf(
  node: GraphNode,
  summary: AnalysisSummary | undefined,
): ComponentSummary | undefined {
  if (summary === undefined) return undefined;
  if (node.kind === 'component') return summary.components.get(node.id);
  const all = node.members.flatMap((id) => summary.components.get(id) ?? []);
  return all.reduce(
    (worst, one) => ({
      causes: Math.max(worst.causes, one.causes),
      takesDown: Math.max(worst.takesDown, one.takesDown),
      hidden: worst.hidden + one.hidden,
    }),
    { causes: 0, takesDown: 0, hidden: 0 },
  );
}

/** The picture itself. Only inside `ReactFlowProvider`. */
export function GraphCanvas(props: {
  readonly graph: Graph;
  readonly layout: Layout;
  readonly summary: AnalysisSummary | undefined;
  readonly selected: string;
  /** What becomes of boxes with what is taken away. */
  readonly fates: Fates;
  readonly path: LitPath;
  readonly people: readonly MapPerson[];
  readonly pointers: MapPresence['pointers'];
  readonly onSelect: (box: string) => void;
  readonly onHover: (box: string) => void;
  /** What is drawn of the map, how many boxes are open although all is collapsed, what is looked for. */
  readonly shown: { readonly kind: string; readonly opened: number; readonly query: string };
  readonly hold: RefObject<Hold>;
  /** Somebody moved the picture. */
  readonly onTaken: () => void;
  readonly onOpen: (key: string) => void;
  /** Undefined where one frame alone cannot be collapsed. */
  readonly onCollapse: ((domain: string) => void) | undefined;
  readonly onMove: (box: string, to: { readonly x: number; readonly y: number }) => void;
  readonly onPoint: MapPresence['point'];
}) {
  const { graph, layout, summary, selected, path, people, fates } = props;
  const { onOpen, onSelect, onHover } = props;
  const map = useMap();
  const { attempt } = useShownMap();
  const may = useMay('edit', 'map');
  const announce = useAnnounce();
  const { show } = useDialogs();
  const flow = useReactFlow();
  const [keep] = useState(createKeeper);
  const [pointer] = useState(createPointer);
  // Lines come later: boxes are not made anew for them.
  const { places, bands, frames } = layout;
  const boxes = useMemo(() => {
    const next = graph.nodes.flatMap((node): readonly Box[] => {
      const place = places.get(node.id);
      if (place === undefined) return [];
      const own = summaryOf(node, summary);
      const here = people.filter(({ at }) => at !== '' && graph.boxOf.get(at) === node.id);
      const box: Box = {
        id: node.id,
        type: 'box',
        position: absolute(place, node, { bands, frames }),
        ...boxSize,
        measured: boxSize,
        handles: [...handles],
        ariaLabel: withFate(boxWords(graph, node, own), node, fates.get(node.id)),
        data: {
          box: node,
          summary: own,
          domains:
            node.kind === 'component'
              ? node.component.domains.flatMap((id) => map.domains.get(id)?.name ?? []).join(', ')
              : '',
          isSelected: node.id === selected,
          people: here,
          onOpen,
        },
      };
      return [box];
    });
    return keep(next);
  }, [graph, places, bands, frames, summary, selected, people, fates, map.domains, onOpen, keep]);
  const [drawn, setDrawn] = useState(boxes);
  // While somebody drags a box, it is where they hold it.
  const [from, setFrom] = useState(boxes);
  if (from !== boxes) {
    setFrom(boxes);
    setDrawn(boxes);
  }
  const isMany = isManyBoxes(boxes.length);
  const isZooming = useIsZooming(isMany);
  // Each step of a zoom wakes every box and line; a drawing is drawn once for it.
  const isOverview = useIsOverview(boxes.length) || isZooming;
  const nearness = useStore(nearnessOf);
  const seen = useSeen();
  const [keepLines] = useState(createLast<LineEdge[]>);
  const lines = useMemo(() => {
    // From afar they are no elements.
    const last = keepLines.get();
    if (isOverview && last !== undefined) return last;
    const names = new Map(graph.nodes.map((node) => [node.id, nameOf(node)]));
    return keepLines.set(
      graph.edges.flatMap((edge) => {
        const line = layout.lines?.of.get(lineKey(edge));
        // A line between two boxes that are far from each other is mostly elsewhere.
        const isSeen = line === undefined ? !isMany : passes(line.places, seen);
        return isSeen ? [drawnEdge(edge, line, path, names)] : [];
      }),
    );
  }, [graph, layout.lines, path, isOverview, isMany, seen, keepLines]);
  const elements = useElements({ boxes: drawn, lines, isMany, isAfar: isOverview, seen });

  const { opened, query, kind } = props.shown;
  useFit(props.hold, { boxes, layout, selected, kind, asked: { opened, query } });

  const onNodesChange = useCallback(
    (changes: NodeChange<Box>[]) => {
      setDrawn((now) => applyNodeChanges(changes, now));
      // A box that is chosen with the keyboard is selected, too.
      for (const change of changes)
        if (change.type === 'select' && change.selected) onSelect(change.id);
    },
    [onSelect],
  );

  function onConnect({ source, target }: Pick<Connection, 'source' | 'target'>): void {
    const cluster = graph.nodes.find(
      ({ id, kind }) => kind === 'cluster' && (id === source || id === target),
    );
    if (cluster !== undefined) showNotice(words.openFirst(nameOf(cluster)));
    if (!map.components.has(source) || !map.components.has(target)) return;
    const done = attempt((doc, context) => connect(doc, source, target, {}, context));
    if (done === undefined) return;
    const name = (id: string) => map.components.get(id)?.name ?? id;
    announce(words.connected(name(source), name(target)));
  }

  /** A line that ends on a box, and not on one of its dots, is for that box, too. */
  const onConnectEnd: OnConnectEnd = (event, { fromHandle, isValid }) => {
    if (fromHandle === null || isValid !== null) return;
    const end = 'changedTouches' in event ? event.changedTouches[0] : event;
    if (end === undefined) return;
    const at = flow.screenToFlowPosition({ x: end.clientX, y: end.clientY });
    const other = boxAt(boxes, at)?.id;
    const from = fromHandle.nodeId;
    if (other === undefined || other === from) return;
    onConnect(
      fromHandle.type === 'source'
        ? { source: from, target: other }
        : { source: other, target: from },
    );
  };

  return (
    <ReactFlow<Box, LineEdge>
      className={classes.picture}
      data-near={nearness}
      nodes={elements.nodes}
      edges={elements.edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      onNodesChange={onNodesChange}
      // A line that nobody would get is not drawn; where boxes lie is a matter of this device.
      nodesConnectable={may.ok}
      onConnect={onConnect}
      onConnectEnd={onConnectEnd}
      onNodeClick={(_, { id }) => onSelect(id)}
      onNodeMouseMove={(event, { id }) => {
        // A box that moves under a pointer at rest is not pointed at.
        if (pointer.isMoved(event)) onHover(id);
      }}
      onNodeMouseLeave={() => onHover('')}
      onPaneClick={({ clientX, clientY }) => {
        const at = flow.screenToFlowPosition({ x: clientX, y: clientY });
        onSelect(isOverview ? (boxAt(boxes, at)?.id ?? '') : '');
      }}
      onNodeDragStop={(_, node) => props.onMove(node.id, node.position)}
      onEdgeClick={(_, edge) => {
        if (map.components.has(edge.source)) show({ kind: 'map-needs', id: edge.source });
      }}
      onMouseMove={(event) => {
        pointer.rests(event);
        props.onPoint(flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
      }}
      onMouseLeave={() => props.onPoint(undefined)}
      onMove={(event) => {
        // What moves by itself has no event.
        if (event !== null) props.onTaken();
      }}
      onlyRenderVisibleElements
      minZoom={smallestZoom}
      maxZoom={1.8}
      elevateNodesOnSelect={false}
      edgesFocusable={false}
      deleteKeyCode={null}
      multiSelectionKeyCode={null}
      selectionKeyCode={null}
      disableKeyboardA11y={false}
      aria-label={words.picture}
      proOptions={{ hideAttribution: true }}
    >
      {elements.isCovered && <Overview boxes={boxes} lines={layout.lines} />}
      <ViewportPortal>
        {layout.bands.map((band) => (
          <div
            key={band.layer}
            className={classes.band}
            style={{
              transform: `translate(${layout.left}px, ${band.top}px)`,
              width: layout.width,
              height: band.height,
            }}
          >
            <span className={classes.bandName}>{mapText.layer[band.layer]}</span>
          </div>
        ))}
        <Frames graph={graph} layout={layout} onCollapse={props.onCollapse} />
        <Pointers pointers={props.pointers} />
      </ViewportPortal>
    </ReactFlow>
  );
}

/** Where others point. */
function Pointers(props: { readonly pointers: MapPresence['pointers'] }) {
  const pointers = useObservable(props.pointers);
  return pointers.map(({ id, name, color, x, y }) => (
    <span
      key={id}
      className={classes.pointer}
      style={{
        transform: `translate(${x}px, ${y}px)`,
        background: `var(--hf-person-${color})`,
      }}
    >
      {name}
    </span>
  ));
}

function drawnEdge(
  edge: GraphEdge,
  line: Line | undefined,
  path: LitPath,
  names: ReadonlyMap<string, string>,
): LineEdge {
  const isOnPath = path.lines.has(pairKey(edge.from, edge.to));
  return {
    id: edge.id,
    type: 'line',
    data: { line },
    source: edge.from,
    target: edge.to,
    ariaLabel: words.line(names.get(edge.from) ?? edge.from, names.get(edge.to) ?? edge.to),
    className: `${classes.edge} ${classes[edge.kind] ?? ''} ${isOnPath ? classes.lit : ''}`,
    markerEnd: isOnPath ? arrows.lit : edge.kind === 'group' ? arrows.group : arrows.plain,
    ...(isOnPath ? { zIndex: 10 } : {}),
  };
}

/** How large boxes are drawn: what stands in them has a size for each. */
function nearnessOf({ transform: [, , zoom] }: ReactFlowState): 'near' | 'mid' | 'far' {
  return zoom >= 0.85 ? 'near' : zoom >= 0.66 ? 'mid' : 'far';
}

/** Remembers what was worked out last. */
function createLast<T>() {
  let last: T | undefined;
  return {
    get: () => last,
    set(next: T): T {
      last = next;
      return next;
    },
  };
}

/** A box that says the same as before is the same object: it is not drawn anew. */
function createKeeper(): (boxes: readonly Box[]) => Box[] {
  let known: ReadonlyMap<string, Box> = new Map();
  let last: Box[] = [];
  return (boxes) => {
    const kept = boxes.map((box) => {
      const before = known.get(box.id);
      return before !== undefined && isSame(before, box) ? before : box;
    });
    // A list of the same would drop a box out of the hand that drags it.
    if (kept.length === last.length && kept.every((box, at) => box === last[at])) return last;
    known = new Map(kept.map((box) => [box.id, box]));
    last = kept;
    return kept;
  };
}

function isSame(a: Box, b: Box): boolean {
  return (
    a.position.x === b.position.x &&
    a.position.y === b.position.y &&
    a.ariaLabel === b.ariaLabel &&
    a.data.box.kind === b.data.box.kind &&
    (a.data.box.kind === 'component' && b.data.box.kind === 'component'
      ? a.data.box.component === b.data.box.component && a.data.box.isMatch === b.data.box.isMatch
      : JSON.stringify(a.data.box) === JSON.stringify(b.data.box)) &&
    JSON.stringify([a.data.summary, a.data.domains, a.data.isSelected, a.data.people]) ===
      JSON.stringify([b.data.summary, b.data.domains, b.data.isSelected, b.data.people]) &&
    a.data.onOpen === b.data.onOpen
  );
}
