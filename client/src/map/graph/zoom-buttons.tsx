import { ActionIcon } from '@mantine/core';
import { IconArrowsMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import { useReactFlow, useStoreApi } from '@xyflow/react';
import type { RefObject } from 'react';
import { mapGraphText as words } from '../../ui/text/map-graph.ts';
import { wholeView } from './fit.ts';
import { boundsOf, type Layout } from './layout.ts';
import type { Hold } from './use-fit.ts';
import classes from './zoom-buttons.module.css';

/** Beside the picture, never over it. */
export function ZoomButtons(props: { readonly layout: Layout; readonly hold: RefObject<Hold> }) {
  const { layout, hold } = props;
  const flow = useReactFlow();
  const store = useStoreApi();
  const ways = [
    {
      label: words.zoomIn,
      Picture: IconPlus,
      hold: 'own',
      go: () => flow.zoomIn(),
    },
    {
      label: words.zoomOut,
      Picture: IconMinus,
      hold: 'own',
      go: () => flow.zoomOut(),
    },
    {
      label: words.fit,
      Picture: IconArrowsMaximize,
      hold: 'whole',
      go: () => flow.setViewport(wholeView(boundsOf(layout), store.getState())),
    },
  ] as const;
  return (
    <div className={classes.zoom}>
      {ways.map(({ label, Picture, hold: next, go }) => (
        <ActionIcon
          key={label}
          variant="default"
          className={classes.button}
          aria-label={label}
          title={label}
          onClick={() => {
            hold.current = next;
            void go();
          }}
        >
          <Picture size={16} aria-hidden="true" />
        </ActionIcon>
      ))}
    </div>
  );
}
