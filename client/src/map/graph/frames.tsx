import { IconChevronDown } from '@tabler/icons-react';
import { Fragment } from 'react';
import { mapGraphText as words } from '../../ui/text/map-graph.ts';
import type { Graph } from './graph-model.ts';
import { frameWords } from './graph-words.ts';
import type { Layout } from './layout.ts';
import classes from './graph-canvas.module.css';

/** Failure domains as nested frames behind the boxes; each box says in words which it is in. */
export function Frames(props: {
  readonly graph: Graph;
  readonly layout: Layout;
  /** Undefined where one alone cannot be collapsed. */
  readonly onCollapse: ((domain: string) => void) | undefined;
}) {
  const { graph, layout, onCollapse } = props;
  const members = new Set(
    graph.nodes.flatMap(({ kind, frame }) => (kind === 'component' ? frame : [])),
  );
  return layout.frames.map((frame) => {
    const domain = graph.frames.find(({ id }) => id === frame.id)?.domain;
    // The outermost is the picture itself.
    if (frame.id === '') return null;
    const name = frameWords(graph, frame.id);
    const canCollapse = onCollapse !== undefined && domain !== undefined && members.has(frame.id);
    const place = { transform: `translate(${frame.left}px, ${frame.top}px)` };
    return (
      <Fragment key={frame.id}>
        <div
          className={classes.frame}
          data-deep={frame.depth % 2 === 1 || undefined}
          data-collapses={canCollapse || undefined}
          style={{ ...place, width: frame.width, height: frame.height }}
        >
          <span className={classes.frameName} dir="auto" title={name}>
            {name}
          </span>
        </div>
        {canCollapse && (
          <button
            type="button"
            className={`${classes.collapse} nopan`}
            style={place}
            aria-label={words.collapseOne(domain.name)}
            title={words.collapseOne(domain.name)}
            onClick={() => onCollapse(domain.id)}
          >
            <IconChevronDown size={16} aria-hidden="true" />
          </button>
        )}
      </Fragment>
    );
  });
}
