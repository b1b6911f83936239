import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useDialogs } from '../app/dialogs.tsx';
import type { MapPart, MapRoute } from '../app/routes.ts';
import { mapText } from '../ui/text/map.ts';
import { usePageTitle } from '../ui/use-page-title.ts';
import { MapViews } from './map-views.tsx';
import { WhatIfButton } from './what-if/what-if-bar.tsx';
import { WhatIfFrame } from './what-if/what-if-frame.tsx';
import classes from './map-frame.module.css';
import { WhyNot, Writes } from '../access/writes.tsx';

/** Around every screen of the map that is about all of it. */
export function MapFrame(props: {
  readonly route: MapRoute;
  /** Beside the way to add a component. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const { route } = props;
  const { show } = useDialogs();
  usePageTitle(`${mapText.title}: ${titleOf(route.part)}`);
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1 className={classes.title}>{mapText.title}</h1>
        <MapViews part={route.part} search={route.search} />
        <div className={classes.actions}>
          {props.actions}
          {isOfComponents(route.part) && <WhatIfButton />}
          {/* Elsewhere it would stand before what is added there. */}
          {isOfComponents(route.part) && (
            <Writes operation="edit" doc="map" isSaid>
              <Button
                size="xs"
                className={classes.add}
                leftSection={<IconPlus size={15} aria-hidden="true" />}
                onClick={() => show({ kind: 'map-component' })}
              >
                {mapText.add}
              </Button>
            </Writes>
          )}
        </div>
      </div>
      <WhyNot operation="edit" doc="map" isInset />
      <WhatIfFrame>{props.children}</WhatIfFrame>
    </div>
  );
}

function isOfComponents(part: MapPart): boolean {
  return part === 'graph' || part === 'list' || part === 'components';
}

function titleOf(part: MapPart): string {
  return part === 'components' ? mapText.parts.list : mapText.parts[part];
}
